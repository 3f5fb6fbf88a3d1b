import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'kubelet-swap-secrets',
    chapter: 'kubelet',
    scope: 'kubelet',
    title: 'Node with swap',
    summary: 'kubelets that run on nodes with swap, where Secrets in memory may reach the disk',
    severity: 'info',
    default: 'off',
    fix: 'none',
    noFix: 'The node must lose its swap first, or the kubelet does not start.',
    standards: { nsa: ['NET-7'], owasp: { '2025': ['K03'] }, cwe: ['CWE-591'] },
    why: `
      Secrets that Pods mount are kept in memory only. On a node with swap they may be written to the disk
      with other memory, and can be read from there by whoever gets the disk, also after the Pod is gone.
      Newer kernels can keep such memory out of swap; older ones cannot.
    `,
    whenNotToFix: `
      Where swap is encrypted, or the kernel of the nodes keeps mounted Secrets out of it.
    `,
    examples: [
      {
        title: 'A kubelet that puts up with swap',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          failSwapOn: false
          #           ^^^^^ Secrets in memory may reach the disk by swap
          memorySwap:
            swapBehavior: LimitedSwap
        `,
      },
      {
        title: 'A flag',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          nodeRegistration:
            kubeletExtraArgs:
              - name: fail-swap-on
                value: "false"
          #            ^^^^^^^ Secrets in memory may reach the disk by swap
        `,
      },
      {
        title: 'Swap that no pod uses or that a template decides about, and the default',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          failSwapOn: false
          memorySwap:
            swapBehavior: NoSwap
          ---
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          failSwapOn: false
          memorySwap:
            swapBehavior: {{ swap }}
          ---
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
        `,
      },
    ],
  },

  *check(kubelet) {
    const swap = kubelet.option('fail-swap-on');
    const behavior = kubelet.option('swapBehavior').value;
    const isUnused =
      isKnown(behavior, 'NoSwap') || (kubelet.surface === 'file' && behavior.state === 'unknown');
    if (!isKnown(swap.boolean, false) || isUnused) return;
    yield { at: swap, message: 'Secrets in memory may reach the disk by swap' };
  },
});
