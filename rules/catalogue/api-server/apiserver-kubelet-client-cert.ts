import { defineRule } from '../../engine/rule';
import { expectFiles } from './file-options';

export default defineRule({
  meta: {
    id: 'apiserver-kubelet-client-cert',
    chapter: 'api-server',
    scope: 'kube-apiserver',
    title: 'No login at kubelets',
    summary: 'an API server without a client certificate for kubelets',
    severity: 'warning',
    default: 'on',
    fix: 'assist',
    standards: {
      cis: { '1.12': ['1.2.4'] },
      tob: ['TOB-K8S-034', 'TOB-K8S-TM02'],
      owasp: { '2025': ['K07'] },
      cwe: ['CWE-306'],
    },
    why: `
      A kubelet runs commands in containers for whoever it trusts. An API server that shows it no certificate is
      anonymous to it: either logs and \`kubectl exec\` do not work, or the kubelet takes anonymous requests, and
      then not only from the API server.
    `,
    whenNotToFix: `
      Where no kubelet is ever asked, as in a control plane without nodes.
    `,
    examples: [
      {
        title: 'A static pod without both files',
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
          #         ^^^^^^^^^^^^^^ API server does not log in to kubelets: --kubelet-client-certificate is not set
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
                  - --kubelet-client-certificate=/etc/kubernetes/pki/apiserver-kubelet-client.crt
                  - --kubelet-client-key=/etc/kubernetes/pki/apiserver-kubelet-client.key
        `,
      },
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
          #         ^^^^^^^^^^^^^^ API server does not log in to kubelets: --kubelet-client-key is not set
                  - --kubelet-client-certificate=/etc/kubernetes/pki/apiserver-kubelet-client.crt
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
                  - --kubelet-client-certificate=/etc/kubernetes/pki/apiserver-kubelet-client.crt
                  - --kubelet-client-key=/etc/kubernetes/pki/apiserver-kubelet-client.key
        `,
      },
      {
        title: 'Files that kubeadm gives taken away',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              kubelet-client-certificate: ""
          #                               ^^ API server does not log in to kubelets: --kubelet-client-certificate is empty
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              kubelet-client-certificate: "/etc/kubernetes/pki/apiserver-kubelet-client.crt"
        `,
      },
      {
        title: 'Both given, both from kubeadm, and what a template gives',
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
                  - --kubelet-client-certificate
                  - /etc/kubernetes/pki/apiserver-kubelet-client.crt
                  - --kubelet_client_key=/etc/kubernetes/pki/apiserver-kubelet-client.key
          ---
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              - name: v
                value: "2"
          ---
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
                  - --kubelet-client-certificate=/etc/kubernetes/pki/apiserver-kubelet-client.crt
                  - "{{ .Values.key }}"
        `,
      },
    ],
  },

  *check(apiserver) {
    yield* expectFiles(
      apiserver,
      {
        'kubelet-client-certificate': '/etc/kubernetes/pki/apiserver-kubelet-client.crt',
        'kubelet-client-key': '/etc/kubernetes/pki/apiserver-kubelet-client.key',
      },
      { meaning: 'API server does not log in to kubelets', assist: 'Name a client certificate for kubelets' },
    );
  },
});
