import { defineRule } from '../../engine/rule';

export default defineRule({
  meta: {
    id: 'encryption-config-maps-not-covered',
    chapter: 'encryption',
    scope: 'EncryptionConfiguration',
    title: 'ConfigMaps stored in plain text',
    summary: 'encryption at rest that leaves ConfigMaps out',
    severity: 'info',
    default: 'off',
    fix: 'none',
    noFix:
      'Which provider is right for them, and whether they are worth the time it takes, is a choice of yours.',
    standards: { owasp: { '2025': ['K03'] }, cwe: ['CWE-311'] },
    why: `
      ConfigMaps should hold no secrets, and often do: passwords in configuration files, tokens in scripts. Where
      no entry names them they lie in etcd and in its backups in plain text.
    `,
    whenNotToFix: `
      Where somebody makes sure that no ConfigMap has a secret in it.
    `,
    examples: [
      {
        title: 'Secrets only',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: EncryptionConfiguration
          resources:
          #^^^^^^^^^ No entry encrypts ConfigMaps
            - resources: [secrets]
              providers:
                - kms:
                    apiVersion: v2
                    name: vault
                    endpoint: unix:///run/kms.sock
        `,
      },
      {
        title: 'ConfigMaps by name and by wildcard',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: EncryptionConfiguration
          resources:
            - resources: [secrets, configmaps]
              providers:
                - kms:
                    apiVersion: v2
                    name: vault
                    endpoint: unix:///run/kms.sock
          ---
          apiVersion: apiserver.config.k8s.io/v1
          kind: EncryptionConfiguration
          resources:
            - resources: ['*.']
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
    if (!configuration.isUncovered('configmaps')) return;
    yield { at: configuration.resources, message: 'No entry encrypts ConfigMaps' };
  },
});
