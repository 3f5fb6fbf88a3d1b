import { defineRule } from '../../engine/rule';
import { STRONG_CIPHER_SUITES } from '../../kubernetes/cipher-suites';
import { mayBe } from '../../yaml/field';
import { weakCipherSuites } from '../cipher-suite-check';
import { fixesOf } from '../option-check';

export default defineRule({
  meta: {
    id: 'apiserver-tls-cipher-suites',
    chapter: 'api-server',
    scope: 'kube-apiserver',
    title: 'Weak cipher suites of the API server',
    summary: 'cipher suites of the API server without forward secrecy or authenticated encryption',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: {
      nsa: ['NET-6'],
      cis: { '1.12': ['1.2.29'] },
      tob: ['TOB-K8S-037'],
      owasp: { '2025': ['K07'] },
      cwe: ['CWE-327'],
    },
    why: `
      RC4 and 3DES can be broken with enough recorded traffic, CBC has a history of attacks that read parts of a
      connection, and with \`TLS_RSA\` suites whoever gets the server's key later can decrypt all that he recorded before.
      Tokens of administrators pass over these connections.

      Suites of TLS 1.3, and those of TLS 1.2 with ECDHE and GCM or ChaCha20, have none of these faults. Where no list is
      given, Go's defaults count, which keep a few weaker ones for old clients; that is only worth a note.
    `,
    whenNotToFix: `
      While a client that cannot be replaced knows only weaker suites.
    `,
    examples: [
      {
        title: 'Weak suites among strong ones',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              tls-cipher-suites: TLS_AES_128_GCM_SHA256,TLS_RSA_WITH_AES_128_CBC_SHA
          #                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ API server offers the weak cipher suite TLS_RSA_WITH_AES_128_CBC_SHA
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              tls-cipher-suites: TLS_AES_128_GCM_SHA256
        `,
      },
      {
        title: 'Nothing but a weak suite',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              - name: tls-cipher-suites
                value: TLS_RSA_WITH_RC4_128_SHA
          #            ^^^^^^^^^^^^^^^^^^^^^^^^ API server offers the weak cipher suite TLS_RSA_WITH_RC4_128_SHA
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              - name: tls-cipher-suites
                value: ${STRONG_CIPHER_SUITES.join(',')}
        `,
      },
      {
        title: 'Nothing but weak suites, in two places',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              - name: tls-cipher-suites
                value: TLS_RSA_WITH_RC4_128_SHA
          #            ^^^^^^^^^^^^^^^^^^^^^^^^ API server offers the weak cipher suite TLS_RSA_WITH_RC4_128_SHA
              - name: tls-cipher-suites
                value: TLS_RSA_WITH_3DES_EDE_CBC_SHA
          #            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ API server offers the weak cipher suite TLS_RSA_WITH_3DES_EDE_CBC_SHA
        `,
      },
      {
        title: 'No list',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
          # ^^^^^^^^^ API server offers the cipher suites that Go does: --tls-cipher-suites is not set
              v: "2"
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              v: "2"
              tls-cipher-suites: ${STRONG_CIPHER_SUITES.join(',')}
        `,
      },
      {
        title: 'Strong suites under an earlier name, and TLS 1.3, which has a list of its own',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              tls-cipher-suites: TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
          ---
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              tls-min-version: VersionTLS13
        `,
      },
    ],
  },
  *check(apiserver) {
    if (mayBe(apiserver.option('tls-min-version').value, 'VersionTLS13')) return;
    yield* weakCipherSuites(apiserver, 'tls-cipher-suites', 'API server');
    const suites = apiserver.option('tls-cipher-suites');
    if (suites.value.state !== 'absent') return;
    yield {
      at: suites,
      severity: 'info',
      message: 'API server offers the cipher suites that Go does: --tls-cipher-suites is not set',
      fixes: fixesOf('Offer strong cipher suites', 'unsafe', suites.set(STRONG_CIPHER_SUITES.join(','))),
    };
  },
});
