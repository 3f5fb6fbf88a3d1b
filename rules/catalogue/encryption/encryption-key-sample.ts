import { defineRule } from '../../engine/rule';
import { findingAt, isSample, writtenKeys } from './keys';

export default defineRule({
  meta: {
    id: 'encryption-key-sample',
    chapter: 'encryption',
    scope: 'EncryptionConfiguration',
    title: 'Encryption key out of the documentation',
    summary: 'keys for encryption at rest that are copied from the documentation',
    severity: 'error',
    default: 'on',
    fix: 'assist',
    standards: { owasp: { '2025': ['K03'] }, cwe: ['CWE-1392', 'CWE-321'] },
    covers: ['encryption-key-committed'],
    why: `
      Everybody knows the keys that examples show. Who has a copy of etcd needs no other to read every Secret in
      it: this is plain text that looks like something else.
    `,
    whenNotToFix: `
      A cluster for tests that is thrown away.
    `,
    examples: [
      {
        title: 'Keys of examples',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: EncryptionConfiguration
          resources:
            - resources: [secrets]
              providers:
                - aescbc:
                    keys:
                      - name: one
                        secret: c2VjcmV0IGlzIHNlY3VyZQ==
          #                     ^^^^^^^^^^^^^^^^^^^^^^^^ Key of aescbc is one that the documentation shows
                - secretbox:
                    keys:
                      - name: one
                        secret: YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXoxMjM0NTY=
          #                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Key of secretbox is one that the documentation shows
        `,
        fixed: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: EncryptionConfiguration
          resources:
            - resources: [secrets]
              providers:
                - aescbc:
                    keys:
                      - name: one
                        secret: <base64-encoded-key>
                - secretbox:
                    keys:
                      - name: one
                        secret: <base64-encoded-key>
        `,
      },
      {
        title: 'A key that nobody else has, and one that is put in later',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: EncryptionConfiguration
          resources:
            - resources: [secrets]
              providers:
                - secretbox:
                    keys:
                      - name: one
                        secret: aGFyZGVuIHRoaXMgY2x1c3RlciBwbGVhc2UgdG9kYXk=
                - aescbc:
                    keys:
                      - name: one
                        secret: <base64-encoded-key>
        `,
      },
    ],
  },

  *check(configuration) {
    for (const written of writtenKeys(configuration).filter(isSample)) {
      yield findingAt(written, `Key of ${written.key.provider} is one that the documentation shows`);
    }
  },
});
