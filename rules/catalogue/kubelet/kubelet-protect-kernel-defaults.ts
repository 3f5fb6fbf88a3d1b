import { defineRule } from '../../engine/rule';
import { expectBoolean } from '../option-check';

export default defineRule({
  meta: {
    id: 'kubelet-protect-kernel-defaults',
    chapter: 'kubelet',
    scope: 'kubelet',
    title: 'Kubelet that changes kernel parameters',
    summary: 'kubelets that change kernel parameters of the node instead of refusing to start',
    severity: 'info',
    default: 'on',
    fix: 'unsafe',
    standards: { cis: { '1.23': ['4.2.6'] }, owasp: { '2025': ['K07'] }, cwe: ['CWE-1188'] },
    why: `
      The kubelet expects a few kernel parameters to have certain values, and quietly changes those that
      differ. What the image of the node was hardened to is then not what runs. With \`protectKernelDefaults\`
      the kubelet stops with an error, so that the image gets mended.
    `,
    whenNotToFix: `
      Where the image of the node has not been prepared for it: the kubelet does not start there once this
      is set.
    `,
    examples: [
      {
        title: 'A configuration file that says nothing',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          #^^^^^^^^^^ Kubelet may change kernel parameters of the node: protectKernelDefaults is not set
          kind: KubeletConfiguration
          maxPods: 110
        `,
        fixed: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          maxPods: 110
          protectKernelDefaults: true
        `,
      },
      {
        title: 'A flag that turns it off',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          nodeRegistration:
            kubeletExtraArgs:
              - name: protect-kernel-defaults
                value: "false"
          #            ^^^^^^^ Kubelet changes kernel parameters of the node
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          nodeRegistration:
            kubeletExtraArgs:
              - name: protect-kernel-defaults
                value: "true"
        `,
      },
      {
        title: 'Parameters that are protected',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          protectKernelDefaults: true
        `,
      },
    ],
  },

  *check(kubelet) {
    yield* expectBoolean(kubelet, 'protect-kernel-defaults', {
      value: true,
      given: 'Kubelet changes kernel parameters of the node',
      missing: 'Kubelet may change kernel parameters of the node: protectKernelDefaults is not set',
      fix: 'Protect the kernel parameters',
      safety: 'unsafe',
    });
  },
});
