import { defineRule } from '../../engine/rule';
import { expectFiles } from './file-options';

export default defineRule({
  meta: {
    id: 'apiserver-tls-cert',
    chapter: 'api-server',
    scope: 'kube-apiserver',
    title: 'API server signs its own certificate',
    summary: 'an API server without a certificate that somebody else has signed',
    severity: 'warning',
    default: 'on',
    fix: 'assist',
    standards: {
      nsa: ['NET-4'],
      cis: { '1.12': ['1.2.24'] },
      tob: ['TOB-K8S-TM02'],
      owasp: { '2025': ['K07'] },
      cwe: ['CWE-295'],
    },
    why: `
      Without a certificate and its key the API server makes a pair for itself, in a new container a new one. No client can
      tell it from the one an attacker makes, so clients are told not to check it, and then hand their tokens to whoever
      answers.
    `,
    whenNotToFix: `
      Where it is given one certificate for each name in \`--tls-sni-cert-key\`, and nobody calls it by another name.
    `,
    examples: [
      {
        title: 'A certificate without its key',
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
          #         ^^^^^^^^^^^^^^ API server makes its own certificate: --tls-private-key-file is not set
                  - --tls-cert-file=/etc/kubernetes/pki/apiserver.crt
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
                  - --tls-cert-file=/etc/kubernetes/pki/apiserver.crt
                  - --tls-private-key-file=/etc/kubernetes/pki/apiserver.key
        `,
      },
      {
        title: 'Both given, what kubeadm gives, and flags out of sight',
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
                args:
                  - --tls-cert-file=/etc/kubernetes/pki/apiserver.crt
                  - --tls-private-key-file=/etc/kubernetes/pki/apiserver.key
          ---
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          ---
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
          spec:
            containers:
              - name: kube-apiserver
                image: registry.k8s.io/kube-apiserver:v1.37.0
                command: [kube-apiserver, "{{ .Values.flags }}"]
        `,
      },
    ],
  },
  *check(apiserver) {
    yield* expectFiles(
      apiserver,
      {
        'tls-cert-file': '/etc/kubernetes/pki/apiserver.crt',
        'tls-private-key-file': '/etc/kubernetes/pki/apiserver.key',
      },
      { meaning: 'API server makes its own certificate', assist: 'Name the certificate and its key' },
    );
  },
});
