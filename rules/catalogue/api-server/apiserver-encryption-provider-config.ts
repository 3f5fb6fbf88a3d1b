import { defineRule } from '../../engine/rule';
import { expectFiles } from './file-options';

export default defineRule({
  meta: {
    id: 'apiserver-encryption-provider-config',
    chapter: 'api-server',
    scope: 'kube-apiserver',
    title: 'Secrets stored in plain text',
    summary: 'an API server that does not encrypt what it stores in etcd',
    severity: 'warning',
    default: 'on',
    fix: 'assist',
    standards: {
      nsa: ['NET-4a', 'NET-7'],
      cis: { '1.12': ['1.2.27'] },
      tob: ['TOB-K8S-TM08'],
      owasp: { '2025': ['K03', 'K07'] },
      cwe: ['CWE-311'],
    },
    why: `
      Unless told to encrypt, the API server writes Secrets to etcd as they are. Whoever gets etcd's disk, a backup of it or
      a copy of the node has every password and token of the cluster, without asking the API server and without a trace.

      The file must be there in the API server's container. What was stored before stays in plain text until it is written
      again.
    `,
    whenNotToFix: `
      Where the disk and its backups are encrypted with keys that are kept elsewhere, and that is enough for you.
    `,
    examples: [
      {
        title: 'A static pod without encryption',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
          spec:
            containers:
              - name: kube-apiserver
                image: registry.k8s.io/kube-apiserver:v1.37.0
                command: [kube-apiserver]
          #               ^^^^^^^^^^^^^^ Secrets are stored in plain text: --encryption-provider-config is not set
                args:
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
                command: [kube-apiserver]
                args:
                  - --secure-port=6443
                  - --encryption-provider-config=/etc/kubernetes/encryption/config.yaml
        `,
      },
      {
        title: 'A kubeadm configuration without encryption',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
          # ^^^^^^^^^ Secrets are stored in plain text: --encryption-provider-config is not set
              - name: v
                value: "2"
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              - name: v
                value: "2"
              - name: encryption-provider-config
                value: /etc/kubernetes/encryption/config.yaml
        `,
      },
      {
        title: 'A file given, and a script whose variables may give one',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              encryption-provider-config: /etc/kubernetes/encryption/config.yaml
          ---
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
          spec:
            containers:
              - name: kube-apiserver
                image: registry.k8s.io/kube-apiserver:v1.37.0
                command: [sh, -c, "exec kube-apiserver $FLAGS"]
        `,
      },
    ],
  },
  *check(apiserver) {
    yield* expectFiles(
      apiserver,
      { 'encryption-provider-config': '/etc/kubernetes/encryption/config.yaml' },
      { meaning: 'Secrets are stored in plain text', assist: 'Name a file that says how to encrypt' },
    );
  },
});
