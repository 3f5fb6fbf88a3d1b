import { defineRule } from '../../engine/rule';
import { isPlaintext } from '../../kubernetes/address';
import { knownValue } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'kubeconfig-plaintext-server',
    chapter: 'cluster-config',
    scope: 'Kubeconfig',
    title: 'Client that talks to the API server in plain text',
    summary: 'kubeconfigs whose API server is addressed with `http://` on another host',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: 'An address with TLS has another port and needs a certificate authority.',
    standards: { tob: ['TOB-K8S-TM03', 'TOB-K8S-TM04'], nsa: ['NET-4b', 'NET-6'], cwe: ['CWE-319'] },
    why: `
      Whoever shares the network with a client that speaks plain HTTP reads each Secret it fetches and the
      token or password it sends, and may change what it applies. API servers have had no plain port since
      1.20, so that something in front of this one must have opened it.
    `,
    whenNotToFix: `
      Where a tunnel or a mesh encrypts all there is between the client and the server.
    `,
    examples: [
      {
        title: 'A server on another host',
        manifest: `
          apiVersion: v1
          kind: Config
          clusters:
            - name: lab
              cluster:
                server: http://10.0.0.1:8080
          #             ^^^^^^^^^^^^^^^^^^^^ Client talks to the API server in plain text
        `,
      },
      {
        title: 'A server with TLS, and a proxy on the same host',
        manifest: `
          apiVersion: v1
          kind: Config
          clusters:
            - name: staging
              cluster:
                server: https://staging.example:6443
            - name: proxied
              cluster:
                server: http://localhost:8001
        `,
      },
    ],
  },

  *check({ root }) {
    for (const entry of root.maps('clusters')) {
      const server = entry.map('cluster').string('server');
      if (!isPlaintext(knownValue(server) ?? '')) continue;
      yield { at: server, message: 'Client talks to the API server in plain text' };
    }
  },
});
