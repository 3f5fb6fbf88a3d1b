import { defineRule } from '../../engine/rule';
import { suggestPlugin } from './admission-plugins';

export default defineRule({
  meta: {
    id: 'apiserver-admission-image-policy-webhook',
    chapter: 'api-server',
    scope: 'kube-apiserver',
    title: 'Images that nobody judges',
    summary:
      'an API server without the admission plugin ImagePolicyWebhook, where no policy in view verifies images',
    severity: 'info',
    default: 'off',
    fix: 'assist',
    standards: { nsa: ['POD-3'], cis: { '1.12': ['5.5.1'] } },
    why: `
      Who may create pods may run any image from anywhere, with known holes or a miner in it. The plugin asks a
      service of yours about each image before a pod is taken, and refuses those that it does not approve.

      The service is named in the file of \`--admission-control-config-file\`.
    `,
    whenNotToFix: `
      Where something else decides on images, such as an admission webhook or a policy engine whose policies are not
      among these files. Policies of Sigstore and Kyverno that verify images are seen where they are.
    `,
    examples: [
      {
        title: 'A list of plugins without it',
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
                  - --enable-admission-plugins=NodeRestriction
          #                                    ^^^^^^^^^^^^^^^ No verdict on images is asked for: ImagePolicyWebhook is not turned on
                  - --admission-control-config-file=/etc/kubernetes/admission.yaml
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
                  - --enable-admission-plugins=NodeRestriction,ImagePolicyWebhook
                  - --admission-control-config-file=/etc/kubernetes/admission.yaml
        `,
      },
      {
        title: 'A policy in another file that verifies images',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
        `,
        files: [
          {
            path: 'policy.yaml',
            text: `
              apiVersion: kyverno.io/v1
              kind: ClusterPolicy
              metadata:
                name: signed
              spec:
                rules:
                  - name: signed
                    verifyImages:
                      - imageReferences: ["registry.example/*"]
            `,
          },
        ],
      },
      {
        title: 'A policy in another file about something else',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
          # ^^^^^^^^^ No verdict on images is asked for: ImagePolicyWebhook is not turned on
              v: "2"
        `,
        files: [
          {
            path: 'policy.yaml',
            text: `
              apiVersion: kyverno.io/v1
              kind: ClusterPolicy
              metadata:
                name: labels
              spec:
                rules:
                  - name: labels
                    validate:
                      message: Label missing
            `,
          },
        ],
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              v: "2"
              enable-admission-plugins: NodeRestriction,ImagePolicyWebhook
              admission-control-config-file: /etc/kubernetes/pki/admission.yaml
        `,
      },
      {
        title: 'Turned on, and decided by a template',
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
                  - --enable-admission-plugins=NodeRestriction,ImagePolicyWebhook
                  - --admission-control-config-file=/etc/kubernetes/admission.yaml
          ---
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              enable-admission-plugins: {{ .Values.plugins }}
        `,
      },
    ],
  },

  *check(apiserver, context) {
    if (context.workspace.imageVerifications().length > 0) return;
    yield* suggestPlugin(apiserver, 'ImagePolicyWebhook', 'No verdict on images is asked for');
  },
});
