import { defineRule } from '../../engine/rule';
import { CLIENTS, expectCertificateAuthentication } from './options';

export default defineRule({
  meta: {
    id: 'etcd-client-cert-auth',
    chapter: 'etcd',
    scope: 'etcd',
    title: 'etcd open to clients without certificate',
    summary: 'an etcd that does not ask its clients for certificates',
    severity: 'error',
    default: 'on',
    fix: 'unsafe',
    standards: {
      nsa: ['NET-4a'],
      cis: { '1.12': ['2.2'] },
      tob: ['TOB-K8S-034', 'TOB-K8S-TM10'],
      owasp: { '2025': ['K07'] },
      cwe: ['CWE-306'],
    },
    why: `
      Who can write to etcd owns the cluster: no authentication, no RBAC and no admission stands before what is
      written there directly. The certificate of the client is the only thing that etcd asks for, and it asks only
      where it is told to.
    `,
    whenNotToFix: `
      An etcd for a test, with nothing in it and nobody beside it on its network.
    `,
    examples: [
      {
        title: 'A static pod that does not ask',
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
          #         ^^^^ etcd answers clients without a certificate: --client-cert-auth is not set
                  - --data-dir=/var/lib/etcd
        `,
        fixed: `
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
                  - --data-dir=/var/lib/etcd
                  - --client-cert-auth=true
        `,
      },
      {
        title: "A kubeadm configuration that takes kubeadm's own settings back",
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          etcd:
            local:
              extraArgs:
                trusted-ca-file: ""
                client-cert-auth: "false"
          #                       ^^^^^^^ etcd answers clients without a certificate: --client-cert-auth is false
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          etcd:
            local:
              extraArgs:
                trusted-ca-file: ""
                client-cert-auth: "true"
        `,
      },
      {
        title: 'Certificates that are asked for only because there is an authority for them',
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
          #         ^^^^ etcd asks clients for certificates only because of --trusted-ca-file: --client-cert-auth is not set
                  - --trusted-ca-file=/etc/kubernetes/pki/etcd/ca.crt
        `,
        fixed: `
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
                  - --client-cert-auth=true
        `,
      },
      {
        title: "A flag alone, which means true, kubeadm's own setting, and one that a template decides",
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
                  - -client-cert-auth
          ---
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          etcd:
            local:
              extraArgs:
                snapshot-count: "10000"
          ---
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
                  - --client-cert-auth={{ .Values.certificates }}
        `,
      },
    ],
  },

  *check(etcd) {
    yield* expectCertificateAuthentication(etcd, CLIENTS, 'clients');
  },
});
