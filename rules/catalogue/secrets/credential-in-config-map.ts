import { addDocument, remove } from '../../engine/fix';
import { type Assist, defineRule } from '../../engine/rule';
import { credentialOf } from '../../kubernetes/config-map-credential';
import { formIn } from '../../kubernetes/credentials';
import { configMapEntries, type DataEntry } from '../../kubernetes/data-entry';
import type { Manifest } from '../../kubernetes/manifest';
import { knownValue } from '../../yaml/field';
import { Placeholder } from '../../yaml/operation';
import { underlinedIn } from '../../yaml/text-block';

export default defineRule({
  meta: {
    id: 'credential-in-config-map',
    chapter: 'secrets',
    scope: 'ConfigMap',
    title: 'Credential in a ConfigMap',
    summary: 'entries of ConfigMaps that are a password, token or key, or hold a private key',
    severity: 'error',
    default: 'on',
    fix: 'assist',
    standards: {
      nsa: ['NET-7'],
      owasp: { '2025': ['K03'] },
      cwe: ['CWE-312'],
    },
    why: `
      ConfigMaps are for what everybody may know. The role \`view\` reads them and does not read Secrets;
      encryption at rest covers Secrets only where nobody asks for more; and the repository and its
      history keep the value.

      An entry of one line counts where its key's last words ask for a credential, such as
      \`db-password\`, or its value can be nothing else, such as a URL with a password. In files of several
      lines only private keys are looked for.
    `,
    whenNotToFix: `
      A password that protects nothing, as of a database in a test's own namespace, may stay. Whatever
      mounts the entry, or takes it as a variable, has to name the Secret instead.
    `,
    examples: [
      {
        title: 'A password among settings',
        manifest: `
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: shop
            namespace: shop
          data:
            db-host: db.registry.example
            db-password: hunter2 # for now
          #              ^^^^^^^ Entry db-password holds a literal credential
        `,
        fixed: `
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: shop
            namespace: shop
          data:
            db-host: db.registry.example
          ---
          apiVersion: v1
          kind: Secret
          metadata:
            name: shop
            namespace: shop
          stringData:
            db-password: hunter2
        `,
      },
      {
        title: 'A private key in base64',
        manifest: `
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: shop
          binaryData:
            key: LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0tCk1JSUV2UUlCQURBTkJna3Foa2lHOXcwQkFRRUZBQVND
          #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Entry key holds a private key
        `,
        fixed: `
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: shop
          ---
          apiVersion: v1
          kind: Secret
          metadata:
            name: shop
          data:
            key: LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0tCk1JSUV2UUlCQURBTkJna3Foa2lHOXcwQkFRRUZBQVND
        `,
      },
      {
        title: 'A URL with a password, a password in a text block, and a private key in a file',
        manifest: `
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: {{ .Release.Name }}
          data:
            queue: amqp://shop:rabbit@queue:5672
          #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Entry queue holds a URL with a password
            db-password: |
              hunter2
          #   ^^^^^^^ Entry db-password holds a literal credential
            server.pem: |
              # made by hand
              -----BEGIN PRIVATE KEY-----
          #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^ Entry server.pem holds a private key
              MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7
              -----END PRIVATE KEY-----
        `,
      },
      {
        title: 'What is filled in later, settings that look alike, and a file that speaks of a password',
        manifest: `
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: shop
          data:
            db-password: \${DB_PASSWORD}
            admin-password: <password>
            cache-password: REPLACE_ME
            queue-password: ""
            api-token: $(API_TOKEN)
            chart-token: {{ .Values.token | quote }}
            db-password-file: /run/secrets/db
            token-ttl: 24h
            oauth-token: https://login.registry.example/token
            PASSIVE_PORTS: 30000-30100
            shop-token: |
              Where it comes from:
              see the vault
            app.properties: |
              # password=hunter2
              db.password=$DB_PASSWORD
            ca.pem: |
              -----BEGIN CERTIFICATE-----
              MIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBaMQsw
              -----END CERTIFICATE-----
        `,
      },
    ],
  },

  *check(configMap) {
    for (const entry of configMapEntries(configMap)) {
      const credential = credentialOf(entry);
      if (credential === undefined) continue;
      const assist = moveToSecret(entry, configMap);
      yield {
        at: underlinedIn(entry.field, formIn(entry.text ?? '')?.text ?? entry.text?.trim()),
        message: `Entry ${entry.key} holds ${credential}`,
        ...(assist === undefined ? {} : { assist }),
      };
    }
  },
});

function moveToSecret({ key, field }: DataEntry, { namespace, name }: Manifest): Assist | undefined {
  if (field.state !== 'known' || namespace.state === 'unknown') return undefined;
  const place = namespace.state === 'known' ? { namespace: namespace.value } : {};
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: new Placeholder(knownValue(name) ?? 'NAME'), ...place },
    [field.path.at(-2) === 'binaryData' ? 'data' : 'stringData']: { [key]: field.value },
  };
  return {
    title: 'Move the entry to a Secret',
    operations: [remove(field), addDocument(field.document, secret)],
  };
}
