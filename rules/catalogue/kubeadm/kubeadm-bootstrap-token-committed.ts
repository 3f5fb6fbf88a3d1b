import { set } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { knownValue } from '../../yaml/field';
import { Placeholder } from '../../yaml/operation';

const SAMPLE = 'abcdef.0123456789abcdef';

export default defineRule({
  meta: {
    id: 'kubeadm-bootstrap-token-committed',
    chapter: 'kubeadm',
    scope: 'kubeadm-config',
    title: 'Bootstrap token in a file',
    summary: 'configurations of kubeadm that hold a bootstrap token',
    severity: 'error',
    default: 'on',
    fix: 'assist',
    standards: { nsa: ['NET-7'], owasp: { '2025': ['K03', 'K07'] }, cwe: ['CWE-798'], attack: ['T1552.001'] },
    why: `
      Whoever may read the file, the repository it lies in or its history joins a node to the cluster as
      long as the token is valid, and reads the Secrets of each Pod that lands there. The token of the
      documentation is known to everybody.
    `,
    whenNotToFix: `
      A token that has expired or been deleted does no harm. Take it out all the same: the next one is
      written in the same place.
    `,
    examples: [
      {
        title: 'Tokens for the first node and for those that join',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: InitConfiguration
          bootstrapTokens:
            - token: k3v9qz.7d2mx81rwbt54hcn
          #          ^^^^^^^^^^^^^^^^^^^^^^^ File holds a bootstrap token
              ttl: 1h0m0s
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: InitConfiguration
          bootstrapTokens:
            - token: <token>
              ttl: 1h0m0s
        `,
      },
      {
        title: 'Tokens of nodes that join',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          discovery:
            bootstrapToken:
              token: abcdef.0123456789abcdef
          #          ^^^^^^^^^^^^^^^^^^^^^^^ Bootstrap token is the one of the documentation
              apiServerEndpoint: api.example:6443
              caCertHashes: ["sha256:1f"]
            tlsBootstrapToken: k3v9qz.7d2mx81rwbt54hcn
          #                    ^^^^^^^^^^^^^^^^^^^^^^^ File holds a bootstrap token
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          discovery:
            bootstrapToken:
              token: <token>
              apiServerEndpoint: api.example:6443
              caCertHashes: ["sha256:1f"]
            tlsBootstrapToken: <token>
        `,
      },
      {
        title: 'Tokens that something puts in later',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: InitConfiguration
          bootstrapTokens:
            - token: \${TOKEN}
          ---
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          discovery:
            tlsBootstrapToken: <token>
        `,
      },
    ],
  },

  *check({ root }) {
    const discovery = root.map('discovery');
    const tokens = [
      ...root.maps('bootstrapTokens').map((each) => each.string('token')),
      discovery.map('bootstrapToken').string('token'),
      discovery.string('tlsBootstrapToken'),
    ];
    for (const token of tokens) {
      const value = knownValue(token) ?? '';
      if (!/^[a-z0-9]{6}\.[a-z0-9]{16}$/.test(value)) continue;
      yield {
        at: token,
        message:
          value === SAMPLE
            ? 'Bootstrap token is the one of the documentation'
            : 'File holds a bootstrap token',
        assist: { title: 'Take the token out', operations: [set(token, new Placeholder('<token>'))] },
      };
    }
  },
});
