import { defineRule } from '../../engine/rule';

export default defineRule({
  meta: {
    id: 'encryption-local-key',
    chapter: 'encryption',
    scope: 'EncryptionConfiguration',
    title: 'Encryption key beside what it encrypts',
    summary: 'encryption at rest with a key in a file instead of a key management service',
    severity: 'info',
    default: 'on',
    fix: 'none',
    noFix: 'A key management service and its plugin have to be there first.',
    standards: { nsa: ['NET-7'], tob: ['TOB-K8S-029'], owasp: { '2025': ['K03'] }, cwe: ['CWE-522'] },
    yieldsTo: ['encryption-key-committed', 'encryption-key-sample'],
    why: `
      A key in this file lies on the disk of each API server, in the same backups as etcd where both run on one
      machine. Who gets those has the key along with what it encrypts. With a key management service the key never
      is on the disk, and each use of it can be seen and stopped.
    `,
    whenNotToFix: `
      Where there is no key management service and the file is kept from backups.
    `,
    examples: [
      {
        title: 'A key that something puts into the file',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: EncryptionConfiguration
          resources:
            - resources: [secrets]
              providers:
                - secretbox:
                    keys:
          #         ^^^^ Key of secretbox lies in a file, not in a key management service
                      - name: one
                        secret: <base64-encoded-key>
        `,
      },
      {
        title: 'A key management service that writes, and a key for what was written before',
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
                - secretbox:
                    keys:
                      - name: one
                        secret: <base64-encoded-key>
        `,
      },
    ],
  },

  *check(configuration) {
    for (const { first } of configuration.entries) {
      if (first === undefined || first.keys.length === 0) continue;
      yield {
        at: first.settings.list('keys'),
        message: `Key of ${first.name} lies in a file, not in a key management service`,
      };
    }
  },
});
