import { defineRule } from '../../engine/rule';
import { reportMissing } from './not-found';

export default defineRule({
  meta: {
    id: 'config-map-ref-not-found',
    chapter: 'cross-file',
    scope: 'pod',
    title: 'ConfigMap that does not exist',
    summary: 'pods that refer to a ConfigMap that is in none of the files, where all files are in view',
    severity: 'info',
    default: 'on',
    fix: 'none',
    noFix: `
      Whether the name is wrong or the ConfigMap is missing, and what should be in it, is not in the manifests.
    `,
    standards: { cwe: ['CWE-706'] },
    absence: 'closed-world',
    whereWritten: ['configMap', 'configMapKeyRef', 'configMapRef'],
    why: `
      The pod cannot start until somebody makes the ConfigMap, by hand and outside of review. Whoever may create
      ConfigMaps in the namespace can be first, and decides then how the program works.

      Generators of kustomizations count, and what a template or a
      kustomization names may have any name.
    `,
    whenNotToFix: `
      Where a controller makes the ConfigMap: mark the reference \`optional\` if the program can wait, or silence the
      rule on it.
    `,
    examples: [
      {
        title: 'Names that nothing in the namespace has',
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
                env:
                  - name: COLOR
                    valueFrom:
                      configMapKeyRef: {name: colors, key: front}
          #                                   ^^^^^^ ConfigMap colors is in none of the files, and nothing in them makes it
            volumes:
              - name: files
                configMap: {name: files}
          #                       ^^^^^ ConfigMap files is in none of the files, and nothing in them makes it
        `,
      },
      {
        title: 'A ConfigMap in another namespace is none',
        closedWorld: true,
        manifest: `
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: web
            namespace: shop
          spec:
            selector: {matchLabels: {app: web}}
            template:
              metadata: {labels: {app: web}}
              spec:
                containers:
                  - name: app
                    image: registry.example/web:1.2
                    envFrom:
                      - configMapRef: {name: colors}
          #                                  ^^^^^^ ConfigMap colors is in none of the files, and nothing in them makes it
        `,
        files: [
          {
            path: 'config.yaml',
            text: `
              apiVersion: v1
              kind: ConfigMap
              metadata:
                name: colors
                namespace: billing
            `,
          },
        ],
      },
      {
        title: 'ConfigMaps that are there, one in every namespace, and one that a template names',
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
                  - configMapRef: {name: colors}
            volumes:
              - name: ca
                configMap: {name: kube-root-ca.crt}
        `,
        files: [
          {
            path: 'config.yaml',
            text: `
              apiVersion: v1
              kind: ConfigMap
              metadata:
                name: "{{ .Release.Name }}-colors"
            `,
          },
        ],
      },
      {
        title: 'A ConfigMap that may be elsewhere',
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
                  - configMapRef: {name: colors}
        `,
      },
    ],
  },

  check: (pod, { workspace }) => reportMissing(pod, 'ConfigMap', workspace),
});
