import { defineRule } from '../../engine/rule';
import { findingAt, writtenKeys } from './keys';

export default defineRule({
  meta: {
    id: 'encryption-key-committed',
    chapter: 'encryption',
    scope: 'EncryptionConfiguration',
    title: 'Encryption key in the manifest',
    summary: 'keys for encryption at rest that stand in the manifest',
    severity: 'error',
    default: 'on',
    fix: 'assist',
    standards: { owasp: { '2025': ['K03'] }, cwe: ['CWE-321', 'CWE-798'], attack: ['T1552.001'] },
    why: `
      Whoever may read the repository or its history has the key, and with a copy of etcd or of one of its backups
      every Secret of the cluster. Taking the key out of the file does not take it out of the history: it has to
      be replaced.
    `,
    whenNotToFix: `
      A key that never encrypted anything, as of a cluster for tests that is thrown away.
    `,
    examples: [
      {
        title: 'A key of 32 bytes',
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
          #                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Key of secretbox stands in the manifest
        `,
        fixed: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: EncryptionConfiguration
          resources:
            - resources: [secrets]
              providers:
                - secretbox:
                    keys:
                      - name: one
                        secret: <base64-encoded-key>
        `,
      },
      {
        title: 'Keys that are put in later, and keys that are none',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: EncryptionConfiguration
          resources:
            - resources: [secrets]
              providers:
                - secretbox:
                    keys:
                      - name: one
                        secret: "{{ .Values.key }}"
                - aescbc:
                    keys:
                      - name: one
                        secret: \${ENCRYPTION_KEY}
                - aesgcm:
                    keys:
                      - name: one
                        secret: <base64-encoded-key>
                - aesgcm:
                    keys:
                      - name: one
                        secret: changeme
        `,
      },
      {
        title: 'A key management service, which has no key in the file',
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
        `,
      },
    ],
  },

  *check(configuration) {
    for (const written of writtenKeys(configuration)) {
      // Of any other length it is not the key of anything.
      if (![16, 24, 32].includes(written.length ?? 0)) continue;
      yield findingAt(written, `Key of ${written.key.provider} stands in the manifest`);
    }
  },
});
