import { defineRule } from '../../engine/rule';
import { usesSockets } from './etcd-servers';
import { expectFiles } from './file-options';

export default defineRule({
  meta: {
    id: 'apiserver-etcd-ca',
    chapter: 'api-server',
    scope: 'kube-apiserver',
    title: "Etcd's certificate not checked against its own authority",
    summary: 'an API server that is not told which authority signs the certificates of etcd',
    severity: 'error',
    default: 'on',
    fix: 'assist',
    standards: {
      nsa: ['NET-4a'],
      cis: { '1.12': ['1.2.26'] },
      tob: ['TOB-K8S-034'],
      owasp: { '2025': ['K07'] },
      cwe: ['CWE-295'],
    },
    why: `
      Whoever can answer in place of etcd gives the API server any roles, accounts and Secrets he likes. Only a certificate
      of an authority that signs for etcd and for nobody else tells the two apart.
    `,
    whenNotToFix: `
      Where etcd is reached through a socket of the node.
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
          #         ^^^^^^^^^^^^^^ API server does not know who signs for etcd: --etcd-cafile is not set
                  - --etcd-servers=https://10.0.0.5:2379
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
                  - --etcd-servers=https://10.0.0.5:2379
                  - --etcd-cafile=/etc/kubernetes/pki/etcd/ca.crt
        `,
      },
      {
        title: 'An authority given, and what kubeadm gives',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
          spec:
            containers:
              - name: kube-apiserver
                image: registry.k8s.io/kube-apiserver:v1.37.0
                command: [sh, -c, "exec kube-apiserver --etcd-cafile=/etc/kubernetes/pki/etcd/ca.crt"]
          ---
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
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
      { 'etcd-cafile': '/etc/kubernetes/pki/etcd/ca.crt' },
      { meaning: 'API server does not know who signs for etcd', assist: "Name the authority's certificate" },
    );
  },
});
