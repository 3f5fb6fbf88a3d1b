import { defineRule } from '../../engine/rule';
import { expectFiles, isUnset } from './file-options';

export default defineRule({
  meta: {
    id: 'apiserver-service-account-key-file',
    chapter: 'api-server',
    scope: 'kube-apiserver',
    title: 'No key of its own for tokens',
    summary: 'an API server without a key of its own to check the tokens of ServiceAccounts with',
    severity: 'warning',
    default: 'on',
    fix: 'assist',
    standards: { cis: { '1.12': ['1.2.22'] }, owasp: { '2025': ['K07'] }, cwe: ['CWE-323'] },
    why: `
      Without this file the API server checks the tokens of ServiceAccounts with the key it serves TLS with. Whoever gets
      that one key can then both pose as the API server and sign a token of any ServiceAccount, and neither can be changed
      without the other.
    `,
    whenNotToFix: `
      Where another service signs the tokens: give its socket in \`--service-account-signing-endpoint\`.
    `,
    examples: [
      {
        title: 'A static pod without the file',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
          spec:
            containers:
              - name: kube-apiserver
                image: registry.k8s.io/kube-apiserver:v1.37.0
                command:
                  - kube-apiserver
          #         ^^^^^^^^^^^^^^ Tokens are checked with the TLS key: --service-account-key-file is not set
                  - --secure-port=6443
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
          spec:
            containers:
              - name: kube-apiserver
                image: registry.k8s.io/kube-apiserver:v1.37.0
                command:
                  - kube-apiserver
                  - --secure-port=6443
                  - --service-account-key-file=/etc/kubernetes/pki/sa.pub
        `,
      },
      {
        title: 'A service that signs tokens, and what kubeadm gives',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
          spec:
            containers:
              - name: kube-apiserver
                image: registry.k8s.io/kube-apiserver:v1.37.0
                command: [kube-apiserver, --service-account-signing-endpoint=/run/signer.sock]
          ---
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
        `,
      },
    ],
  },
  *check(apiserver) {
    if (!isUnset(apiserver.option('service-account-signing-endpoint'))) return;
    yield* expectFiles(
      apiserver,
      { 'service-account-key-file': '/etc/kubernetes/pki/sa.pub' },
      { meaning: 'Tokens are checked with the TLS key', assist: 'Name the file with the public key' },
    );
  },
});
