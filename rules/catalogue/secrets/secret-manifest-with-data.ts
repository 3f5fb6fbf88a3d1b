import { defineRule } from '../../engine/rule';
import { formIn, isLiteral, isPlaceholder } from '../../kubernetes/credentials';
import { type DataEntry, secretEntries } from '../../kubernetes/data-entry';

/** Keys of what everybody may know. */
const PUBLIC =
  /^(?:(?:tls|ca|ca-bundle|client|server)\.crt|ca\.pem|ssh-publickey|known_hosts|type|name|user|url|host|port|namespace)$|(?:user|account)[-_.]?name$/i;

export default defineRule({
  meta: {
    id: 'secret-manifest-with-data',
    chapter: 'secrets',
    scope: 'Secret',
    title: 'Secret with its data in a file',
    summary: 'manifests of Secrets that have the data in them, unencrypted',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      Where the data should come from instead is for the team to choose: encrypted in the repository,
      with SOPS or as a SealedSecret, or from a vault, by an ExternalSecret or the Secrets Store driver.
    `,
    standards: {
      cis: { '1.12': ['5.4.2'] },
      owasp: { '2025': ['K03'] },
      cwe: ['CWE-540'],
      attack: ['T1552.001'],
    },
    why: `
      Base64 is no encryption. Whoever may read the repository, a copy of it or its history has the
      credential, without a trace in any audit log, and long after the file is gone.
    `,
    whenNotToFix: `
      A file that is never committed, or data that protects nothing, as of a test. A credential that was
      in a repository must be changed as well as moved: the history keeps it.
    `,
    examples: [
      {
        title: 'Data in base64, which everybody can read, and in plain text',
        manifest: `
          apiVersion: v1
          kind: Secret
          metadata:
            name: db
          data:
            username: c2hvcA==
            password: aHVudGVyMg==
          #           ^^^^^^^^^^^^ Secret has data in its manifest: password
          ---
          apiVersion: v1
          kind: Secret
          metadata:
            name: queue
          stringData:
            config.ini: |
          # ^^^^^^^^^^ Secret has data in its manifest: config.ini, password and 2 more
              password = hunter2
            password: hunter2
            token: 3f786850e387550f
            url: amqp://shop:hunter2@queue
        `,
      },
      {
        title: 'Data that is encrypted, empty, public or to be filled in',
        manifest: `
          apiVersion: v1
          kind: Secret
          metadata:
            name: db
          data:
            tls.crt: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCg==
            root.pem: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCg==
            password: PHBhc3N3b3JkPg==
            pin: TODO
            token: ""
          stringData:
            username: shop
            dbUserName: shop
            api-key: REPLACE_ME
            sealed: ENC[AES256_GCM,data:abc]
            enabled: "true"
            chart: {{ .Values.password }}
        `,
      },
      {
        title: 'A file that SOPS has encrypted',
        manifest: `
          apiVersion: v1
          kind: Secret
          metadata:
            name: db
          data:
            password: c29tZXRoaW5n
          sops:
            version: 3.9.0
        `,
      },
    ],
  },

  *check(secret) {
    if (secret.root.map('sops').state !== 'absent') return;
    const entries = secretEntries(secret).filter(isSecret);
    const [first] = entries;
    if (first === undefined) return;
    const keys = entries.map(({ key }) => key);
    const shown =
      keys.length > 3 ? `${keys.slice(0, 2).join(', ')} and ${keys.length - 2} more` : keys.join(', ');
    yield { at: first.field, message: `Secret has data in its manifest: ${shown}` };
  },
});

function isSecret({ key, field, text }: DataEntry): boolean {
  if (text === undefined || field.state !== 'known') return false;
  if (formIn(text) !== undefined) return true;
  return !PUBLIC.test(key) && !isCertificate(text) && isLiteral(text) && !isPlaceholder(field.value);
}

function isCertificate(text: string): boolean {
  return /-----BEGIN (?:CERTIFICATE|PUBLIC KEY)-----/.test(text);
}
