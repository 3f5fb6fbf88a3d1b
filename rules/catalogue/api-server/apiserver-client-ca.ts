import { defineRule } from '../../engine/rule';
import { expectFiles } from './file-options';

export default defineRule({
  meta: {
    id: 'apiserver-client-ca',
    chapter: 'api-server',
    scope: 'kube-apiserver',
    title: 'No authority for client certificates',
    summary: 'an API server that is not told whose client certificates to accept',
    severity: 'warning',
    default: 'on',
    fix: 'assist',
    standards: {
      nsa: ['NET-4', 'AA-1'],
      cis: { '1.12': ['1.2.25'] },
      owasp: { '2025': ['K07'] },
      cwe: ['CWE-287'],
    },
    why: `
      The kubelets and the other components prove with certificates who they are. An API server that accepts none leaves
      them tokens that lie on disk, pass over the network with every request and can be used by whoever reads one, or no
      identity at all.
    `,
    whenNotToFix: `
      Where every component signs in with short-lived tokens of an identity provider.
    `,
    examples: [
      {
        title: 'A static pod without the authority',
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
          #         ^^^^^^^^^^^^^^ API server accepts no client certificates: --client-ca-file is not set
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
                  - --client-ca-file=/etc/kubernetes/pki/ca.crt
        `,
      },
      {
        title: 'A path that the environment decides, and what kubeadm gives',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
          spec:
            containers:
              - name: kube-apiserver
                image: registry.k8s.io/kube-apiserver:v1.37.0
                command: [kube-apiserver, --client-ca-file=$(CLIENT_CA)]
          ---
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
        `,
      },
    ],
  },
  *check(apiserver) {
    yield* expectFiles(
      apiserver,
      { 'client-ca-file': '/etc/kubernetes/pki/ca.crt' },
      { meaning: 'API server accepts no client certificates', assist: "Name the authority's certificate" },
    );
  },
});
