import { defineRule } from '../../engine/rule';
import { knownValue } from '../../yaml/field';
import { uncheckedTlsIn } from './unchecked-tls';

/** Variables that turn the check off in every program of their kind, with the values that do. */
const VARIABLES: Readonly<Record<string, RegExp>> = {
  NODE_TLS_REJECT_UNAUTHORIZED: /^0$/,
  GIT_SSL_NO_VERIFY: /^(?:1|true)$/i,
};

export default defineRule({
  meta: {
    id: 'insecure-tls-client-flag',
    chapter: 'admission',
    scope: 'container',
    title: 'Client that trusts every certificate',
    summary: 'containers whose program is told not to check the certificates of the servers it calls',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      Without the flag the program needs to know the authority that signed the server's certificate, which the
      manifest does not tell.
    `,
    standards: { tob: ['TOB-K8S-013', 'TOB-K8S-010'], cwe: ['CWE-295'] },
    whereWritten: ['args', 'command', 'env'],
    why: `
      TLS without a look at the certificate keeps out nobody who can get between: another pod that answers for
      the name or the address gets what the program sends, tokens included, and gives the answers. Programs
      that fetch code or images that way run what they are given.
    `,
    whenNotToFix: `
      For a call that stays inside the pod. Mount the authority's certificate otherwise, and name it with the
      program's own flag, such as \`--kubelet-certificate-authority\` or \`--cacert\`.
    `,
    examples: [
      {
        title: 'Flags, a script and a variable that turn the check off',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: metrics
          spec:
            containers:
              - name: metrics-server
                image: registry.example/metrics-server:0.8
                args:
                  - --kubelet-insecure-tls
          #         ^^^^^^^^^^^^^^^^^^^^^^ Program does not check certificates: --kubelet-insecure-tls
                  - --insecure-skip-tls-verify=true
          #         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Program does not check certificates: --insecure-skip-tls-verify
              - name: fetch
                image: registry.example/fetch:1.0
                command: [sh, -c, 'curl -fsSLk -o /x https://files.example/x']
          #                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Program does not check certificates: curl -k
              - name: app
                image: registry.example/app:2.0
                env:
                  - name: NODE_TLS_REJECT_UNAUTHORIZED
                    value: '0'
          #                ^^^ Program does not check certificates: NODE_TLS_REJECT_UNAUTHORIZED
                  - name: GIT_SSL_NO_VERIFY
                    value: 'true'
          #                ^^^^^^ Program does not check certificates: GIT_SSL_NO_VERIFY
        `,
      },
      {
        title: 'Flags that are off, a call inside the pod, and words that only look alike',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: metrics
          spec:
            containers:
              - name: metrics-server
                image: registry.example/metrics-server:0.8
                args:
                  - --kubelet-insecure-tls=false
                  - --insecure-skip-tls-verify-for-tests
              - name: fetch
                image: registry.example/fetch:1.0
                command: [sh, -c, 'curl -k https://127.0.0.1:8443/ready && ls -k && curl -K config https://files.example']
              - name: app
                image: registry.example/app:2.0
                env:
                  - name: NODE_TLS_REJECT_UNAUTHORIZED
                    value: '1'
        `,
      },
    ],
  },

  *check(container) {
    const words = container.commandLine;
    const parts = words.map((word) => knownValue(word) ?? '');
    for (const [index, word] of words.entries()) {
      const setting = uncheckedTlsIn(parts, index);
      if (setting !== undefined) yield { at: word, message: messageOf(setting) };
    }
    for (const variable of container.env) {
      const name = variable.knownString('name') ?? '';
      const pattern = Object.hasOwn(VARIABLES, name) ? VARIABLES[name] : undefined;
      if (pattern === undefined) continue;
      const value = variable.scalarText('value');
      if (pattern.test(knownValue(value) ?? '')) yield { at: value, message: messageOf(name) };
    }
  },
});

function messageOf(setting: string): string {
  return `Program does not check certificates: ${setting}`;
}
