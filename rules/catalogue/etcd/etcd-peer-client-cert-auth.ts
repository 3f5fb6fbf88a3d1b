import { defineRule } from '../../engine/rule';
import { expectCertificateAuthentication, PEERS } from './options';

export default defineRule({
  meta: {
    id: 'etcd-peer-client-cert-auth',
    chapter: 'etcd',
    scope: 'etcd',
    title: 'etcd open to members without certificate',
    summary: 'an etcd that does not ask other members for certificates',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: {
      nsa: ['NET-4a'],
      cis: { '1.12': ['2.5'] },
      tob: ['TOB-K8S-034', 'TOB-K8S-TM10'],
      owasp: { '2025': ['K07'] },
      cwe: ['CWE-306'],
    },
    why: `
      What members of an etcd cluster tell each other is everything that is stored, and they believe each other.
      Who can reach the port of the peers and is not asked for a certificate can play a member: read what the
      cluster stores and change it.
    `,
    whenNotToFix: `
      An etcd of one member whose peer port nobody else can reach.
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
          #         ^^^^ etcd answers peers without a certificate: --peer-client-cert-auth is not set
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
                  - --peer-client-cert-auth=true
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
                peer-trusted-ca-file: ""
                peer-client-cert-auth: "false"
          #                            ^^^^^^^ etcd answers peers without a certificate: --peer-client-cert-auth is false
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          etcd:
            local:
              extraArgs:
                peer-trusted-ca-file: ""
                peer-client-cert-auth: "true"
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
          #         ^^^^ etcd asks peers for certificates only because of --peer-trusted-ca-file: --peer-client-cert-auth is not set
                  - --peer-trusted-ca-file=/etc/kubernetes/pki/etcd/ca.crt
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
                  - --peer-trusted-ca-file=/etc/kubernetes/pki/etcd/ca.crt
                  - --peer-client-cert-auth=true
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
                  - -peer-client-cert-auth
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
                  - --peer-client-cert-auth={{ .Values.certificates }}
        `,
      },
    ],
  },

  *check(etcd) {
    yield* expectCertificateAuthentication(etcd, PEERS, 'peers');
  },
});
