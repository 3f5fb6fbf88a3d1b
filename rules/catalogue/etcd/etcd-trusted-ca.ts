import { defineRule } from '../../engine/rule';
import { expectFiles } from '../api-server/file-options';

export default defineRule({
  meta: {
    id: 'etcd-trusted-ca',
    chapter: 'etcd',
    scope: 'etcd',
    title: 'etcd without an authority for its clients',
    summary: 'an etcd that is not told which authority signs the certificates of its clients',
    severity: 'warning',
    default: 'on',
    fix: 'assist',
    standards: { nsa: ['NET-4a'], cis: { '1.12': ['2.7'] }, owasp: { '2025': ['K07'] }, cwe: ['CWE-295'] },
    why: `
      etcd lets in who has a certificate from the authority that it is told. That should be one for etcd alone:
      any certificate of the cluster's own authority, such as a kubelet's, would otherwise open everything that is
      stored. Where etcd is told none, it goes by the authorities that its image trusts, or does not ask at all.
    `,
    whenNotToFix: `
      An etcd for a test, with nothing in it and nobody beside it on its network.
    `,
    examples: [
      {
        title: 'A static pod that names none',
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
          #         ^^^^ etcd has no authority for the certificates of clients: --trusted-ca-file is not set
                  - --client-cert-auth=true
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
                  - --client-cert-auth=true
                  - --trusted-ca-file=/etc/kubernetes/pki/etcd/ca.crt
        `,
      },
      {
        title: "An authority, kubeadm's own, and one that a template names",
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
                  - --trusted-ca-file={{ .Values.authority }}
        `,
      },
    ],
  },

  *check(etcd) {
    yield* expectFiles(
      etcd,
      { 'trusted-ca-file': '/etc/kubernetes/pki/etcd/ca.crt' },
      {
        meaning: 'etcd has no authority for the certificates of clients',
        assist: 'Name the certificate authority',
      },
    );
  },
});
