import { defineRule } from '../../engine/rule';
import { expectFiles } from '../api-server/file-options';
import { CLIENTS, mayHaveAutoTls } from './options';

export default defineRule({
  meta: {
    id: 'etcd-server-cert',
    chapter: 'etcd',
    scope: 'etcd',
    title: 'etcd without TLS for its clients',
    summary: 'an etcd without a certificate to serve its clients with',
    severity: 'error',
    default: 'on',
    fix: 'assist',
    standards: {
      nsa: ['NET-4a'],
      cis: { '1.12': ['2.1'] },
      tob: ['TOB-K8S-TM10'],
      owasp: { '2025': ['K07'] },
      cwe: ['CWE-319'],
    },
    why: `
      Everything in the cluster is in etcd, Secrets and tokens among it. Without a certificate and its key etcd
      speaks plain HTTP: who can listen on the network between it and the API server reads all of it, and can
      change it on the way.
    `,
    whenNotToFix: `
      An etcd for a test, with nothing in it and nobody beside it on its network.
    `,
    examples: [
      {
        title: 'A static pod without certificate',
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
          #         ^^^^ etcd has no certificate for its clients: --cert-file is not set
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
                  - --cert-file=/etc/kubernetes/pki/etcd/server.crt
                  - --key-file=/etc/kubernetes/pki/etcd/server.key
        `,
      },
      {
        title: 'A certificate without its key',
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
          #         ^^^^ etcd has no certificate for its clients: --key-file is not set
                  - --cert-file=/etc/kubernetes/pki/etcd/server.crt
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
                  - --cert-file=/etc/kubernetes/pki/etcd/server.crt
                  - --key-file=/etc/kubernetes/pki/etcd/server.key
        `,
      },
      {
        title: "Certificate and key in the environment, kubeadm's own, and a file with all options",
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: etcd
          spec:
            containers:
              - name: etcd
                image: registry.example/etcd:3.6
                command: [etcd]
                env:
                  - name: ETCD_CERT_FILE
                    value: /etc/etcd/server.crt
                  - name: ETCD_KEY_FILE
                    value: /etc/etcd/server.key
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
                  - --config-file=/etc/etcd/etcd.conf
        `,
      },
      {
        title: 'Certificates that etcd may make itself, which are another fact',
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
                  - --auto-tls
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
                  - --auto-tls={{ .Values.automatic }}
        `,
      },
    ],
  },

  *check(etcd) {
    if (mayHaveAutoTls(etcd, CLIENTS)) return;
    yield* expectFiles(
      etcd,
      {
        'cert-file': '/etc/kubernetes/pki/etcd/server.crt',
        'key-file': '/etc/kubernetes/pki/etcd/server.key',
      },
      { meaning: 'etcd has no certificate for its clients', assist: 'Name the certificate and its key' },
    );
  },
});
