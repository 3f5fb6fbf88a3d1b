import { defineRule } from '../../engine/rule';
import { namespacesOf } from '../../engine/workspace';
import { Ingress } from '../../kubernetes/ingress';
import { knownValue } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'ingress-tls-secret-not-found',
    chapter: 'cross-file',
    scope: 'Ingress',
    title: 'Ingress whose certificate does not exist',
    summary: 'ingresses whose `tls` names a Secret that is in none of the files, where all files are in view',
    severity: 'info',
    default: 'on',
    fix: 'none',
    noFix: `
      Whether the name is wrong or the Secret is missing is not in the files, and a certificate is not made by an edit.
    `,
    absence: 'closed-world',
    standards: { nsa: ['NET-6'], cwe: ['CWE-295'] },
    why: `
      Without its Secret an ingress controller serves the host with a certificate of its own, which no
      client trusts, or in plain text. People get used to clicking warnings away, and then nobody notices
      the one that somebody on the way causes. Whoever may create Secrets in the namespace can bring a
      certificate of that name.

      The Secret must be in the namespace of the Ingress. Certificates, SealedSecrets, ExternalSecrets and
      generators of kustomizations count as the Secrets that they make, and so do annotations for
      cert-manager.
    `,
    whenNotToFix: `
      Where a controller that is not in view makes the Secret.
    `,
    examples: [
      {
        title: 'A name that only a Secret of another namespace has',
        closedWorld: true,
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata: {name: shop, namespace: shop}
          spec:
            tls:
              - hosts: [shop.example]
                secretName: shop-tls
          #                 ^^^^^^^^ Secret shop-tls is in none of the files, and nothing in them makes it
            rules: [{host: shop.example}]
        `,
        files: [
          {
            path: 'secret.yaml',
            text: `
              apiVersion: v1
              kind: Secret
              metadata: {name: shop-tls, namespace: desk}
              type: kubernetes.io/tls
            `,
          },
        ],
      },
      {
        title: 'Secrets that are there, and that something makes',
        closedWorld: true,
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata: {name: shop, namespace: shop}
          spec:
            tls:
              - {hosts: [a.shop.example], secretName: plain}
              - {hosts: [b.shop.example], secretName: issued}
              - {hosts: [c.shop.example], secretName: sealed}
              - {hosts: [d.shop.example], secretName: external}
              - {hosts: [e.shop.example], secretName: generated}
              - {hosts: [f.shop.example]}
        `,
        files: [
          {
            path: 'secrets.yaml',
            text: `
              apiVersion: v1
              kind: Secret
              metadata: {name: plain, namespace: shop}
              ---
              apiVersion: cert-manager.io/v1
              kind: Certificate
              metadata: {name: shop, namespace: shop}
              spec: {secretName: issued}
              ---
              apiVersion: bitnami.com/v1alpha1
              kind: SealedSecret
              metadata: {name: sealed, namespace: shop}
              ---
              apiVersion: external-secrets.io/v1
              kind: ExternalSecret
              metadata: {name: shop, namespace: shop}
              spec: {target: {name: external}}
            `,
          },
          {
            path: 'base/kustomization.yaml',
            text: `
              namespace: shop
              secretGenerator: [{name: generated, files: [tls.key, tls.crt]}]
            `,
          },
        ],
      },
      {
        title: 'An Ingress for which cert-manager gets the certificate, and one of a chart',
        closedWorld: true,
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata:
            name: shop
            namespace: shop
            annotations: {cert-manager.io/cluster-issuer: letsencrypt}
          spec:
            tls: [{hosts: [shop.example], secretName: shop-tls}]
          ---
          apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata: {name: chart, namespace: shop}
          spec:
            tls: [{hosts: [shop.example], secretName: "{{ .Values.secret }}"}]
        `,
      },
      {
        title: 'A Secret that may be elsewhere',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata: {name: shop, namespace: shop}
          spec:
            tls: [{hosts: [shop.example], secretName: shop-tls}]
        `,
      },
    ],
  },

  *check(manifest, { workspace }) {
    const ingress = new Ingress(manifest);
    if (
      !workspace.closedWorld ||
      ISSUERS.some((key) => ingress.annotations.scalarText(key).state !== 'absent')
    ) {
      return;
    }
    const namespaces = namespacesOf(manifest, workspace);
    for (const entry of ingress.tls.maps()) {
      const secret = entry.string('secretName');
      const name = knownValue(secret);
      if (name === undefined || name === '' || workspace.mayExist('Secret', namespaces, name)) continue;
      yield { at: secret, message: `Secret ${name} is in none of the files, and nothing in them makes it` };
    }
  },
});

/** Annotations that make a controller get the certificate. */
const ISSUERS = ['cert-manager.io/cluster-issuer', 'cert-manager.io/issuer', 'kubernetes.io/tls-acme'];
