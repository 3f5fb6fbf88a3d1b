import { defineRule } from '../../engine/rule';

/** Names that Kubernetes gave to token Secrets before 1.24, and that people have kept. */
const TOKEN_NAME = /-token(?:-[a-z0-9]{5})?$/;

export default defineRule({
  meta: {
    id: 'service-account-secrets-list',
    chapter: 'service-accounts',
    scope: 'ServiceAccount',
    title: 'ServiceAccount with token Secrets',
    summary: 'service accounts that list token Secrets under `secrets`, as before Kubernetes 1.24',
    severity: 'info',
    default: 'on',
    fix: 'none',
    noFix: `
      Somebody may still use the token. First find out who does, then delete the Secret, and the entry
      with it.
    `,
    standards: {
      tob: ['TOB-K8S-036'],
    },
    why: `
      Such a Secret holds a token that never expires. Since 1.24 Kubernetes makes none by itself: pods
      get short-lived tokens without it. What is listed here is a credential that was left over or made on
      purpose, and whoever may read Secrets of the namespace can act as the account with it.
    `,
    whenNotToFix: `
      Where a program outside the cluster logs in with the token and cannot do otherwise.
    `,
    examples: [
      {
        title: 'Token Secrets, by the names they are given',
        manifest: `
          apiVersion: v1
          kind: ServiceAccount
          metadata:
            name: deployer
          secrets:
            - name: deployer-token-x7k2p # from the old cluster
          #         ^^^^^^^^^^^^^^^^^^^^ ServiceAccount has the token Secret deployer-token-x7k2p, whose token never expires
            - {name: build-token}
          #          ^^^^^^^^^^^ ServiceAccount has the token Secret build-token, whose token never expires
        `,
      },
      {
        title: 'Other Secrets',
        manifest: `
          apiVersion: v1
          kind: ServiceAccount
          metadata:
            name: deployer
          secrets:
            - name: deployer-dockercfg-x7k2p
            - name: token-settings
            - name: {{ .Values.secret }}
          imagePullSecrets:
            - name: registry-token
        `,
      },
    ],
  },

  *check({ root }) {
    for (const secret of root.maps('secrets')) {
      const name = secret.string('name');
      if (name.state !== 'known' || !TOKEN_NAME.test(name.value)) continue;
      yield {
        at: name,
        message: `ServiceAccount has the token Secret ${name.value}, whose token never expires`,
      };
    }
  },
});
