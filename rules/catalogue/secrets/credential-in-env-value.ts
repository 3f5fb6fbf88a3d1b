import { remove, set } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { credentialIn, formIn } from '../../kubernetes/credentials';
import { knownValue } from '../../yaml/field';
import { Placeholder } from '../../yaml/operation';
import { underlinedIn } from '../../yaml/text-block';

export default defineRule({
  meta: {
    id: 'credential-in-env-value',
    chapter: 'secrets',
    scope: 'container',
    title: 'Credential in an environment variable',
    summary: 'environment variables whose `value` is a password, token or key in plain text',
    severity: 'error',
    default: 'on',
    fix: 'assist',
    standards: {
      nsa: ['NET-7'],
      tob: ['TOB-K8S-005', 'TOB-K8S-TM05'],
      owasp: { '2025': ['K03'] },
      cwe: ['CWE-798'],
      attack: ['T1552.001'],
    },
    whereWritten: ['env'],
    why: `
      Whoever may read the workload, the repository it lies in or its history has the credential: far
      more people than those who may read Secrets. It cannot be changed without a new version of the
      workload either, so it seldom is.

      The rule goes by the name's last words, such as PASSWORD, TOKEN or API_KEY, and by values that can
      be nothing else: private keys, JSON Web Tokens, tokens of well-known services and URLs with a
      password. Placeholders, paths, plain URLs, numbers and words such as \`disabled\` are not reported.
    `,
    whenNotToFix: `
      A password that protects nothing, as of a database in a test's own namespace, may stay. One that
      was ever used elsewhere must be changed as well as moved: the history keeps it.
    `,
    examples: [
      {
        title: 'A password, and a URL that has one in it',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: shop
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
                env:
                  - name: DB_PASSWORD
                    value: changeme # for now
          #                ^^^^^^^^ Variable DB_PASSWORD holds a literal credential
                  - {name: QUEUE, value: "amqp://shop:rabbit@queue:5672"}
          #                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Variable QUEUE holds a URL with a password
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: shop
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
                env:
                  - name: DB_PASSWORD
                    valueFrom:
                      secretKeyRef:
                        name: secret-name
                        key: DB_PASSWORD
                  - {name: QUEUE, valueFrom: {secretKeyRef: {name: secret-name, key: QUEUE}}}
        `,
      },
      {
        title: 'A key under a name that only a template knows',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: shop
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
                env:
                  - name: {{ .Values.keyName }}
                    value: |
                      -----BEGIN PRIVATE KEY-----
          #           ^^^^^^^^^^^^^^^^^^^^^^^^^^^ Variable holds a private key
                      MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7
                      -----END PRIVATE KEY-----
        `,
      },
      {
        title: 'Values that are no secret, names that ask for none, and a Secret',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: shop
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
                env:
                  - name: DB_PASSWORD
                    value: ""
                  - name: DB_PASSWORD_FILE
                    value: /run/secrets/db
                  - name: OAUTH_TOKEN
                    value: https://login.registry.example/token
                  - name: SESSION_SECRET
                    value: $(OTHER)
                  - name: ADMIN_PASSWORD
                    value: <password>
                  - name: API_TOKEN
                    valueFrom:
                      secretKeyRef: {name: api, key: token}
        `,
      },
    ],
  },

  *check(container) {
    for (const variable of container.env) {
      const name = variable.knownString('name');
      const value = variable.string('value');
      const credential = value.state === 'known' ? credentialIn(name, value.value) : undefined;
      if (credential === undefined) continue;
      const reference = { name: new Placeholder('secret-name'), key: new Placeholder(name ?? 'key') };
      yield {
        at: underlinedIn(value, formIn(knownValue(value) ?? '')?.text),
        message: `${name === undefined ? 'Variable' : `Variable ${name}`} holds ${credential}`,
        assist: {
          title: 'Take the value from a Secret',
          operations: [remove(value), set(variable.map('valueFrom'), { secretKeyRef: reference })],
        },
      };
    }
  },
});
