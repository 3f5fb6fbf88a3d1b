import { defineRule } from '../../engine/rule';
import { credentialIn } from '../../kubernetes/credentials';

export default defineRule({
  meta: {
    id: 'probe-http-header-credential',
    chapter: 'pod-security',
    scope: 'container',
    title: 'Credential in the header of a probe',
    summary: 'probes and lifecycle hooks that send a literal credential in an HTTP header',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      The headers of a probe cannot refer to a Secret. The program must answer its probe without a
      credential, or a command in the container must ask in the kubelet's place.
    `,
    standards: {
      tob: ['TOB-K8S-024', 'TOB-K8S-TM05'],
      owasp: { '2025': ['K01'] },
      cwe: ['CWE-522'],
    },
    whereWritten: ['httpHeaders'],
    why: `
      Whoever may read the pod or the repository it comes from has the credential, and the kubelet sends
      it to whatever answers on the pod's address: a probe's every few seconds, in plain text unless
      \`scheme\` is HTTPS, and even then without a look at the certificate.

      Looked at are \`Authorization\`, \`Proxy-Authorization\`, \`Cookie\`, and headers whose name ends in
      a word such as token, secret, password or API key.
    `,
    whenNotToFix: `
      A credential that opens nothing but the health page may stay.
    `,
    examples: [
      {
        title: 'A token, a cookie and a key',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
                livenessProbe:
                  httpGet:
                    path: /health
                    port: 8080
                    httpHeaders:
                      - name: authorization
                        value: Basic cHJvYmU6cHJvYmU=
          #                    ^^^^^^^^^^^^^^^^^^^^^^ Kubelet sends a literal credential in the header authorization
                      - name: Cookie
                        value: "lang=en; session=Zm9vYmFy"
          #                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^ Kubelet sends a literal credential in the header Cookie
                lifecycle:
                  preStop:
                    httpGet:
                      path: /stop
                      port: 8080
                      httpHeaders:
                        - {name: X-Api-Key, value: 3fd1-a9c4}
          #                                        ^^^^^^^^^ Kubelet sends a literal credential in the header X-Api-Key
        `,
      },
      {
        title: 'Headers that are no credentials, and credentials that are not literal',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
                readinessProbe:
                  httpGet:
                    path: /ready
                    port: 8080
                    httpHeaders:
                      - {name: Accept, value: application/json}
                      - {name: X-Request-Id, value: 3fd1-a9c4}
                      - {name: Authorization, value: Bearer <token>}
                      - {name: Authorization, value: Bearer}
                      - {name: Authorization, value: {{ .Values.token }}}
                      - {name: Cookie, value: "session=x-readiness-probe; lang=en"}
        `,
      },
    ],
  },

  *check({ handlers }) {
    for (const header of handlers.flatMap((handler) => handler.map('httpGet').maps('httpHeaders'))) {
      const name = header.knownString('name');
      const value = header.string('value');
      if (name === undefined || value.state !== 'known') continue;
      const credential = credentialInHeader(name, value.value);
      if (credential === undefined) continue;
      yield { at: value, message: `Kubelet sends ${credential} in the header ${name}` };
    }
  },
});

/** What credential a header holds. Those that exist for credentials have it behind a scheme, or behind a cookie's name. */
function credentialInHeader(name: string, value: string): string | undefined {
  if (/^(?:proxy-)?authorization$/i.test(name)) return credentialIn('token', value.replace(/^\s*\S+\s/, ''));
  if (!/^cookie$/i.test(name)) return credentialIn(name, value);
  const values = value.split(';').map((cookie) => cookie.replace(/^[^=]*=/, '').trim());
  return values
    .filter((each) => !WORDS.test(each))
    .map((each) => credentialIn('token', each))
    .find((credential) => credential !== undefined);
}

/** A cookie's value that is made of words only tells the probe's requests from others. */
const WORDS = /^[a-z]*(?:[-_. ][a-z]+)*$/;
