import { defineRule } from '../../engine/rule';
import { expectFiles } from './file-options';

export default defineRule({
  meta: {
    id: 'apiserver-kubelet-certificate-authority',
    chapter: 'api-server',
    scope: 'kube-apiserver',
    title: 'Kubelets not verified',
    summary: 'an API server that takes any certificate of a kubelet',
    severity: 'warning',
    default: 'on',
    fix: 'assist',
    standards: {
      cis: { '1.12': ['1.2.5'] },
      tob: ['TOB-K8S-034', 'TOB-K8S-013', 'TOB-K8S-TM04'],
      owasp: { '2025': ['K07'] },
      cwe: ['CWE-295'],
    },
    why: `
      Logs, \`kubectl exec\` and port forwarding go from the API server to a kubelet. Without a certificate
      authority it speaks to whatever answers at the address of the node: who stands between them reads and changes
      what administrators type and see, and can pass the connection on to another node.
    `,
    whenNotToFix: `
      Kubelets make their own certificates unless \`serverTLSBootstrap\` is set in their configuration; kubeadm does
      not set it. Until their certificates come from an authority, and somebody approves the requests for them, this
      flag breaks logs and \`kubectl exec\`.
    `,
    examples: [
      {
        title: 'A static pod without an authority',
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
          #         ^^^^^^^^^^^^^^ Certificates of kubelets are not verified: --kubelet-certificate-authority is not set
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
                  - --kubelet-certificate-authority=/etc/kubernetes/pki/ca.crt
        `,
      },
      {
        title: 'A kubeadm configuration, as kubeadm gives none',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
          # ^^^^^^^^^ Certificates of kubelets are not verified: --kubelet-certificate-authority is not set
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
              - name: kubelet-certificate-authority
                value: /etc/kubernetes/pki/ca.crt
        `,
      },
      {
        title: 'One given, and one that a template gives',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              kubelet-certificate-authority: /etc/kubernetes/pki/ca.crt
          ---
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              kubelet-certificate-authority: {{ .Values.authority }}
        `,
      },
    ],
  },

  *check(apiserver) {
    yield* expectFiles(
      apiserver,
      { 'kubelet-certificate-authority': '/etc/kubernetes/pki/ca.crt' },
      {
        meaning: 'Certificates of kubelets are not verified',
        assist: 'Name a certificate authority for kubelets',
      },
    );
  },
});
