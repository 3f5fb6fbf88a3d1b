import { addItem, remove, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';

export default defineRule({
  meta: {
    id: 'encryption-identity-first',
    chapter: 'encryption',
    scope: 'EncryptionConfiguration',
    title: 'Encryption that encrypts no Secret',
    summary: 'encryption at rest whose first provider for Secrets is `identity`, which encrypts nothing',
    severity: 'error',
    default: 'on',
    fix: 'unsafe',
    standards: {
      nsa: ['NET-7'],
      cis: { '1.12': ['1.2.28'] },
      tob: ['TOB-K8S-029'],
      owasp: { '2025': ['K03'] },
      cwe: ['CWE-311'],
    },
    why: `
      The first provider of the first entry that names a resource writes it; the others only read. With
      \`identity\` first, Secrets are stored in plain text, however good the providers behind it are.
    `,
    whenNotToFix: `
      While encryption is taken back, or before it is turned on in a cluster with several API servers: each must
      be able to read what the others write before the first one writes it.
    `,
    examples: [
      {
        title: 'A provider that only reads',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: EncryptionConfiguration
          resources:
            - resources: [secrets]
              providers:
                - identity: {}
          #       ^^^^^^^^ Secrets are stored in plain text: identity is the first provider
                - kms:
                    apiVersion: v2
                    name: vault
                    endpoint: unix:///run/kms.sock
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
                - identity: {}
        `,
      },
      {
        title: 'No other provider, in an entry for everything',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: EncryptionConfiguration
          resources:
            - resources: ['*.*']
              providers:
                - identity: {}
          #       ^^^^^^^^ Secrets are stored in plain text: identity is the first provider
        `,
      },
      {
        title: 'Identity last, and first for other resources, one entry of which would name Secrets too',
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
                - identity: {}
            - resources: ['*.*']
              providers:
                - identity: {}
        `,
      },
      {
        title: 'An order that a template decides',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: EncryptionConfiguration
          resources:
            - resources: [secrets]
              providers:
                - {{ .Values.provider }}: {}
                - identity: {}
          ---
          apiVersion: apiserver.config.k8s.io/v1
          kind: EncryptionConfiguration
          resources:
            - resources: [secrets]
              providers:
                {{- include "providers" . | nindent 6 }}
                - identity: {}
          ---
          apiVersion: apiserver.config.k8s.io/v1
          kind: EncryptionConfiguration
          resources:
            {{- include "secrets" . | nindent 2 }}
            - resources: [secrets]
              providers:
                - identity: {}
        `,
      },
    ],
  },

  *check(configuration) {
    const entry = configuration.entryFor('secrets');
    const first = entry?.first;
    if (entry === undefined || first?.name !== 'identity') return;
    const operations = [remove(first.view), addItem(entry.view.list('providers'), { identity: {} })];
    yield {
      at: first.settings,
      message: 'Secrets are stored in plain text: identity is the first provider',
      fixes: entry.providers.length > 1 ? [unsafeFix('Move identity to the end', ...operations)] : [],
    };
  },
});
