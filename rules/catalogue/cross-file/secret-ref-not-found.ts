import { defineRule } from '../../engine/rule';
import { reportMissing } from './not-found';

export default defineRule({
  meta: {
    id: 'secret-ref-not-found',
    chapter: 'cross-file',
    scope: 'pod',
    title: 'Secret that does not exist',
    summary: 'pods that refer to a Secret that is in none of the files, where all files are in view',
    severity: 'info',
    default: 'on',
    fix: 'none',
    noFix: `
      Whether the name is wrong or the Secret is missing, and what should be in it, is not in the manifests.
    `,
    standards: { owasp: { '2025': ['K03'] }, cwe: ['CWE-706'] },
    absence: 'closed-world',
    whereWritten: ['imagePullSecrets', 'secret', 'secretKeyRef', 'secretRef'],
    why: `
      The pod cannot start, or pulls its image without a login. Somebody will then make the Secret by hand, outside of
      review; and whoever may create Secrets in the namespace decides what the program believes.

      SealedSecrets, ExternalSecrets, Certificates, generators of kustomizations and the like count as the Secrets that
      they make. What a template or a kustomization names may have any name.
    `,
    whenNotToFix: `
      Where a controller or a person makes the Secret: mark the reference \`optional\` if the program can wait, or
      silence the rule on it.
    `,
    examples: [
      {
        title: 'A name that nothing has',
        closedWorld: true,
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            imagePullSecrets:
              - name: registry
          #           ^^^^^^^^ Secret registry is in none of the files, and nothing in them makes it
            containers:
              - name: app
                image: registry.example/web:1.2
                env:
                  - name: PASSWORD
                    valueFrom:
                      secretKeyRef: {name: web-db, key: password}
          #                                ^^^^^^ Secret web-db is in none of the files, and nothing in them makes it
                envFrom:
                  - secretRef: {name: web-db}
            volumes:
              - name: files
                projected:
                  sources:
                    - secret: {name: files}
          #                          ^^^^^ Secret files is in none of the files, and nothing in them makes it
              - name: tls
                secret:
                  secretName: tls
          #                   ^^^ Secret tls is in none of the files, and nothing in them makes it
        `,
        files: [
          {
            path: 'other.yaml',
            text: `
              apiVersion: v1
              kind: Secret
              metadata:
                name: db
            `,
          },
        ],
      },
      {
        title: 'Secrets that are there or are made, an optional one, and one that a chart names',
        closedWorld: true,
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
                image: registry.example/web:1.2
                envFrom:
                  - secretRef: {name: db}
                  - secretRef: {name: shop-generated}
                  - secretRef: {name: extra, optional: true}
                  - secretRef: {name: "{{ .Values.secret }}"}
            volumes:
              - name: tls
                secret:
                  secretName: tls
        `,
        files: [
          {
            path: 'secrets.yaml',
            text: `
              apiVersion: external-secrets.io/v1
              kind: ExternalSecret
              metadata:
                name: from-vault
              spec:
                target: {name: db}
              ---
              apiVersion: cert-manager.io/v1
              kind: Certificate
              metadata:
                name: web
              spec:
                secretName: tls
            `,
          },
          {
            path: 'base/kustomization.yaml',
            text: `
              namePrefix: shop-
              secretGenerator:
                - name: generated
            `,
          },
        ],
      },
      {
        title: 'A Secret that may be elsewhere',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
                image: registry.example/web:1.2
                envFrom:
                  - secretRef: {name: web-db}
        `,
      },
    ],
  },

  check: (pod, { workspace }) => reportMissing(pod, 'Secret', workspace),
});
