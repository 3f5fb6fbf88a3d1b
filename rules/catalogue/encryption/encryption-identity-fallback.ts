import { remove } from '../../engine/fix';
import { defineRule } from '../../engine/rule';

export default defineRule({
  meta: {
    id: 'encryption-identity-fallback',
    chapter: 'encryption',
    scope: 'EncryptionConfiguration',
    title: 'Plain text still read',
    summary: 'encryption at rest that also takes what is stored in plain text',
    severity: 'info',
    default: 'on',
    fix: 'assist',
    standards: { nsa: ['NET-7'], owasp: { '2025': ['K03'] }, cwe: ['CWE-311'] },
    why: `
      With \`identity\` behind other providers the API server reads what is not encrypted as well. It has to while
      encryption is new. Afterwards it hides that something still is stored in plain text, and takes what somebody
      has put into etcd without knowing a key.
    `,
    whenNotToFix: `
      Until everything is written anew: \`kubectl get secrets -A -o json | kubectl replace -f -\`. Without
      \`identity\` the API server cannot read what is left in plain text.
    `,
    examples: [
      {
        title: 'A provider that encrypts, and plain text',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: EncryptionConfiguration
          resources:
            - resources: [secrets]
              providers:
                - kms:
                    apiVersion: v2
                    name: vault
                    endpoint: unix:///run/kms.sock
                - identity: {}
          #       ^^^^^^^^ What is stored in plain text is read too
        `,
        fixed: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: EncryptionConfiguration
          resources:
            - resources: [secrets]
              providers:
                - kms:
                    apiVersion: v2
                    name: vault
                    endpoint: unix:///run/kms.sock
        `,
      },
      {
        title: 'A provider that a template decides',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: EncryptionConfiguration
          resources:
            - resources: [secrets]
              providers:
                - {{ .Values.provider }}: {}
                - identity: {}
        `,
      },
      {
        title: 'Nothing but plain text, which is meant, and no plain text at all',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: EncryptionConfiguration
          resources:
            - resources: [events]
              providers:
                - identity: {}
            - resources: [secrets]
              providers:
                - kms:
                    apiVersion: v2
                    name: vault
                    endpoint: unix:///run/kms.sock
        `,
      },
    ],
  },

  *check(configuration) {
    for (const { first, providers } of configuration.entries) {
      const fallback = providers.find((provider) => provider.name === 'identity');
      if (first?.name === undefined || first.name === 'identity' || fallback === undefined) continue;
      yield {
        at: fallback.settings,
        message: 'What is stored in plain text is read too',
        // Only a human knows whether everything has been written anew.
        assist: {
          title: 'Remove identity, once everything is encrypted',
          operations: [remove(fallback.view)],
        },
      };
    }
  },
});
