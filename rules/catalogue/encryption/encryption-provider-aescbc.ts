import { defineRule } from '../../engine/rule';

export default defineRule({
  meta: {
    id: 'encryption-provider-aescbc',
    chapter: 'encryption',
    scope: 'EncryptionConfiguration',
    title: 'Encryption that can be tampered with',
    summary: 'encryption at rest with `aescbc`, which does not notice changes',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix:
      'A new provider has to be put in front and the old one has to stay until everything is written anew, with a key that only you can make.',
    standards: { tob: ['TOB-K8S-029'], owasp: { '2025': ['K03'] }, cwe: ['CWE-327'] },
    why: `
      AES in CBC mode is not authenticated. Who can write to etcd and watch how the API server answers can change
      what is stored and, by the errors that follow, find out what it says without the key.

      The CIS Benchmark and the NSA's example accept this provider; Kubernetes' own documentation does not
      recommend it.
    `,
    whenNotToFix: `
      Where only what the benchmark names is allowed. A provider of kind \`kms\` is named there as well.
    `,
    examples: [
      {
        title: 'The first provider',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: EncryptionConfiguration
          resources:
            - resources: [secrets]
              providers:
                - aescbc:
          #       ^^^^^^ aescbc encrypts without noticing changes to what is stored
                    keys:
                      - name: one
                        secret: <base64-encoded-key>
        `,
      },
      {
        title: 'A provider behind another, which only reads what was written before',
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
                - aescbc:
                    keys:
                      - name: one
                        secret: <base64-encoded-key>
        `,
      },
    ],
  },

  *check(configuration) {
    for (const { first } of configuration.entries) {
      if (first?.name !== 'aescbc') continue;
      yield { at: first.settings, message: 'aescbc encrypts without noticing changes to what is stored' };
    }
  },
});
