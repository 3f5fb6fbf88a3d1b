import { defineRule } from '../../engine/rule';
import { usesSockets } from './etcd-servers';
import { expectFiles } from './file-options';

export default defineRule({
  meta: {
    id: 'apiserver-etcd-client-cert',
    chapter: 'api-server',
    scope: 'kube-apiserver',
    title: 'No client certificate for etcd',
    summary: 'an API server that has no certificate to show to etcd',
    severity: 'error',
    default: 'on',
    fix: 'assist',
    standards: {
      nsa: ['NET-4a'],
      cis: { '1.12': ['1.2.23'] },
      tob: ['TOB-K8S-TM10'],
      owasp: { '2025': ['K07'] },
      cwe: ['CWE-306'],
    },
    why: `
      An etcd that serves an API server without a certificate serves everybody who reaches its port. It holds every Secret
      and every role of the cluster; who can write to it is the cluster's administrator, past all its checks.
    `,
    whenNotToFix: `
      Where etcd is reached through a socket or a proxy that authenticates the API server in another way.
    `,
    examples: [
      {
        title: 'A static pod with half of it',
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
          #         ^^^^^^^^^^^^^^ API server has no certificate for etcd: --etcd-keyfile is not set
                  - --etcd-certfile=/etc/kubernetes/pki/apiserver-etcd-client.crt
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
                  - --etcd-certfile=/etc/kubernetes/pki/apiserver-etcd-client.crt
                  - --etcd-keyfile=/etc/kubernetes/pki/apiserver-etcd-client.key
        `,
      },
      {
        title: 'An etcd that kubeadm does not run',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          etcd:
            external:
          # ^^^^^^^^ API server has no certificate for etcd: --etcd-certfile is not set
              endpoints: ["https://10.0.0.5:2379"]
              caFile: /etc/kubernetes/pki/etcd/ca.crt
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          etcd:
            external:
              endpoints: ["https://10.0.0.5:2379"]
              caFile: /etc/kubernetes/pki/etcd/ca.crt
              certFile: /etc/kubernetes/pki/apiserver-etcd-client.crt
              keyFile: /etc/kubernetes/pki/apiserver-etcd-client.key
        `,
      },
      {
        title: 'What kubeadm gives its own etcd, and a certificate for another',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          etcd:
            local:
              dataDir: /var/lib/etcd
          ---
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          etcd:
            external:
              endpoints: ["https://10.0.0.5:2379"]
              caFile: /etc/kubernetes/pki/etcd/ca.crt
              certFile: /etc/kubernetes/pki/apiserver-etcd-client.crt
              keyFile: /etc/kubernetes/pki/apiserver-etcd-client.key
        `,
      },
      {
        title: 'A socket of the node, as kine has it',
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
                  - --etcd-servers=unix:///run/kine.sock
        `,
      },
    ],
  },
  *check(apiserver) {
    if (usesSockets(apiserver)) return;
    yield* expectFiles(
      apiserver,
      {
        'etcd-certfile': '/etc/kubernetes/pki/apiserver-etcd-client.crt',
        'etcd-keyfile': '/etc/kubernetes/pki/apiserver-etcd-client.key',
      },
      { meaning: 'API server has no certificate for etcd', assist: 'Name the certificate and its key' },
    );
  },
});
