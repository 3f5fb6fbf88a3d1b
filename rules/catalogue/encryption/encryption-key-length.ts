import { defineRule } from '../../engine/rule';
import { writtenKeys } from './keys';

export default defineRule({
  meta: {
    id: 'encryption-key-length',
    chapter: 'encryption',
    scope: 'EncryptionConfiguration',
    title: 'Encryption key that does not fit',
    summary: 'keys for encryption at rest that are no base64 or not as long as their provider needs',
    severity: 'error',
    default: 'on',
    fix: 'none',
    noFix: 'Only you can make a key: `head -c 32 /dev/urandom | base64`.',
    standards: { nsa: ['NET-7'], owasp: { '2025': ['K03'] }, cwe: ['CWE-1240'] },
    why: `
      The API server does not start with such a key, or, where it reads the file anew while it runs, goes on with
      the old one. What was to be encrypted, or to get a new key, is not.
    `,
    whenNotToFix: `
      Never: no API server takes the key.
    `,
    examples: [
      {
        title: 'A key that is too short, one of the wrong length, and one that is no base64',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: EncryptionConfiguration
          resources:
            - resources: [secrets]
              providers:
                - secretbox:
                    keys:
                      - name: one
                        secret: c2VjcmV0IGlzIHNlY3VyZQ==
          #                     ^^^^^^^^^^^^^^^^^^^^^^^^ Key of secretbox has 16 bytes, not 32
                - aescbc:
                    keys:
                      - name: one
                        secret: c2hvcnQ=
          #                     ^^^^^^^^ Key of aescbc has 5 bytes, not 16, 24 or 32
                - aesgcm:
                    keys:
                      - name: one
                        secret: c2VjcmV0IGlzIHNlY3VyZQ
          #                     ^^^^^^^^^^^^^^^^^^^^^^ Key of aesgcm is not base64
        `,
      },
      {
        title: 'Keys of every length that is taken, and keys that are put in later',
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
                - aesgcm:
                    keys:
                      - name: one
                        secret: c2VjcmV0IGlzIHNlY3VyZSwgaXQgaXMu
                - secretbox:
                    keys:
                      - name: one
                        secret: aGFyZGVuIHRoaXMgY2x1c3RlciBwbGVhc2UgdG9kYXk=
                - secretbox:
                    keys:
                      - name: one
                        secret: <base64-encoded-key>
                      - name: two
                        secret: BASE64_ENCODED_32_BYTE_KEY
                      - name: three
                        secret: ref+vault://kubernetes/encryption#/key
                      - name: four
                        secret: ENC[AES256_GCM,data:6z2hWq0c8Wn1bS8yTgZzXQ==,iv:c2g=,tag:b2g=,type:str]
                - aescbc:
                    keys:
                      - name: one
                        secret: "{{ .Values.key }}"
        `,
      },
    ],
  },

  *check(configuration) {
    for (const { key, length } of writtenKeys(configuration)) {
      const { lengths, provider } = key;
      if (length !== undefined && lengths.includes(length)) continue;
      const needed = lengths.join(', ').replace(/, (\d+)$/, ' or $1');
      const fact = length === undefined ? 'is not base64' : `has ${length} bytes, not ${needed}`;
      yield { at: key.secret, message: `Key of ${provider} ${fact}` };
    }
  },
});
