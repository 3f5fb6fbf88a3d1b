import { defineRule } from '../../engine/rule';

export default defineRule({
  meta: {
    id: 'encryption-provider-aesgcm',
    chapter: 'encryption',
    scope: 'EncryptionConfiguration',
    title: 'Encryption that needs a new key often',
    summary: 'encryption at rest with `aesgcm`, whose key has to be replaced every 200000 writes',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix:
      'A new provider has to be put in front and the old one has to stay until everything is written anew, with a key that only you can make.',
    standards: { tob: ['TOB-K8S-029'], owasp: { '2025': ['K03'] }, cwe: ['CWE-323'] },
    why: `
      The API server chooses the nonce of each write at random. After some hundred thousand writes with one key
      two of them may be the same, and then who has a copy of etcd learns what was written and can make what the
      API server takes for genuine. Nothing counts the writes and nothing replaces the key.
    `,
    whenNotToFix: `
      Where something replaces the key in time, every time.
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
                - aesgcm:
          #       ^^^^^^ aesgcm is safe only with a new key after 200000 writes at most
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
                - aesgcm:
                    keys:
                      - name: one
                        secret: <base64-encoded-key>
        `,
      },
    ],
  },

  *check(configuration) {
    for (const { first } of configuration.entries) {
      if (first?.name !== 'aesgcm') continue;
      yield { at: first.settings, message: 'aesgcm is safe only with a new key after 200000 writes at most' };
    }
  },
});
