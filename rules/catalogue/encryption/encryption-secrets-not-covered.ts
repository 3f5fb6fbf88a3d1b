import { addItem } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { Placeholder } from '../../yaml/operation';

export default defineRule({
  meta: {
    id: 'encryption-secrets-not-covered',
    chapter: 'encryption',
    scope: 'EncryptionConfiguration',
    title: 'Secrets that no encryption entry covers',
    summary: 'encryption at rest that leaves Secrets out',
    severity: 'error',
    default: 'on',
    fix: 'assist',
    standards: {
      nsa: ['NET-7'],
      cis: { '1.12': ['1.2.27', '1.2.28'] },
      tob: ['TOB-K8S-TM08'],
      owasp: { '2025': ['K03'] },
      cwe: ['CWE-311'],
    },
    why: `
      The API server stores what no entry names as it comes, and Secrets then lie in etcd in plain text. Who gets
      hold of a backup, of a disk or of etcd itself has every password and token of the cluster.
    `,
    whenNotToFix: `
      Where the disk of etcd is encrypted and its backups are too, and this is known to be enough.
    `,
    examples: [
      {
        title: 'Other resources only',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: EncryptionConfiguration
          resources:
          #^^^^^^^^^ No entry encrypts Secrets
            - resources: [configmaps, secrets.example.com, "*.apps"]
              providers:
                - kms:
                    apiVersion: v2
                    name: vault
                    endpoint: unix:///run/kms.sock
        `,
        fixed: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: EncryptionConfiguration
          resources:
            - resources: [configmaps, secrets.example.com, "*.apps"]
              providers:
                - kms:
                    apiVersion: v2
                    name: vault
                    endpoint: unix:///run/kms.sock
            - resources: [secrets]
              providers:
                - kms:
                    apiVersion: v2
                    name: kms-plugin
                    endpoint: unix:///run/kms-plugin.sock
                - identity: {}
        `,
      },
      {
        title: 'Secrets by name, with an empty group, in the group without a name, and in all',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: EncryptionConfiguration
          resources:
            - resources: [events]
              providers:
                - identity: {}
            - resources: [configmaps, secrets]
              providers:
                - kms:
                    apiVersion: v2
                    name: vault
                    endpoint: unix:///run/kms.sock
          ---
          apiVersion: apiserver.config.k8s.io/v1
          kind: EncryptionConfiguration
          resources:
            - resources: [secrets.]
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
          ---
          apiVersion: apiserver.config.k8s.io/v1
          kind: EncryptionConfiguration
          resources:
            - resources: ['*.*']
              providers:
                - kms:
                    apiVersion: v2
                    name: vault
                    endpoint: unix:///run/kms.sock
        `,
      },
      {
        title: 'Resources that a template decides',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: EncryptionConfiguration
          resources:
            - resources: ["{{ .Values.resource }}"]
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
    const { resources } = configuration;
    if (!configuration.isUncovered('secrets')) return;
    const kms = {
      apiVersion: 'v2',
      name: new Placeholder('kms-plugin'),
      endpoint: new Placeholder('unix:///run/kms-plugin.sock'),
    };
    // What is stored already can be read only with identity among the providers.
    const entry = { resources: ['secrets'], providers: [{ kms }, { identity: {} }] };
    yield {
      at: resources,
      message: 'No entry encrypts Secrets',
      assist: { title: 'Encrypt Secrets', operations: [addItem(resources, entry)] },
    };
  },
});
