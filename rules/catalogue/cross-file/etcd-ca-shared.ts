import { defineRule } from '../../engine/rule';
import { knownValue } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'etcd-ca-shared',
    chapter: 'cross-file',
    scope: 'etcd',
    title: 'One certificate authority for etcd and the cluster',
    summary: 'an etcd that trusts the certificate authority of the API server in the same folder',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      etcd needs a certificate authority of its own, with certificates for its members and the API server.
    `,
    standards: { nsa: ['NET-4a'], cis: { '1.12': ['2.7'] }, cwe: ['CWE-295'] },
    why: `
      etcd asks a client for a certificate of this authority and for nothing else. The one of the API server signs
      certificates for every kubelet and user, so each of them could read and write all of etcd: every Secret, every
      role, past all that the API server checks.
    `,
    whenNotToFix: `
      Where etcd can be reached by nothing but the API server, for as long as a new authority takes.
    `,
    examples: [
      {
        title: 'The authority of the cluster',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: etcd
          spec:
            containers:
              - name: etcd
                image: registry.example/etcd:3.6
                command:
                  - etcd
                  - --client-cert-auth=true
                  - --trusted-ca-file=/etc/kubernetes/pki/ca.crt
          #                           ^^^^^^^^^^^^^^^^^^^^^^^^^^ Trusts the certificate authority of the API server's clients
        `,
        files: [
          {
            path: 'kube-apiserver.yaml',
            text: `
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
                      - --client-ca-file=/etc/kubernetes/pki/ca.crt
            `,
          },
        ],
      },
      {
        title: "kubeadm's default for the API server, and its own for etcd replaced",
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          etcd:
            local:
              extraArgs:
                - name: trusted-ca-file
                  value: /etc/kubernetes/pki/ca.crt
          #              ^^^^^^^^^^^^^^^^^^^^^^^^^^ Trusts the certificate authority of the API server's clients
        `,
      },
      {
        title: 'An authority of its own, and an API server of another cluster',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: etcd
          spec:
            containers:
              - name: etcd
                image: registry.example/etcd:3.6
                command:
                  - etcd
                  - --trusted-ca-file=/etc/kubernetes/pki/etcd/ca.crt
          ---
          apiVersion: v1
          kind: Pod
          metadata:
            name: etcd-events
          spec:
            containers:
              - name: etcd
                image: registry.example/etcd:3.6
                command:
                  - etcd
                  - --trusted-ca-file=/ca.crt
          ---
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
        `,
        files: [
          {
            path: 'other/kube-apiserver.yaml',
            text: `
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
                      - --client-ca-file=/ca.crt
            `,
          },
        ],
      },
    ],
  },

  *check(etcd, { workspace }) {
    const option = etcd.option('trusted-ca-file');
    const file = knownValue(option.value);
    const servers = workspace.components('kube-apiserver').filter(({ clientCa }) => clientCa === file);
    const [server] = servers;
    if (server === undefined) return;
    yield {
      at: option,
      message: "Trusts the certificate authority of the API server's clients",
      related: [{ at: server.place, message: 'The API server trusts the same one' }],
    };
  },
});
