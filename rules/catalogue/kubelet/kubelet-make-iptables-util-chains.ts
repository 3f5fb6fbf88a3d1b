import { defineRule } from '../../engine/rule';
import { expectBoolean } from '../option-check';

export default defineRule({
  meta: {
    id: 'kubelet-make-iptables-util-chains',
    chapter: 'kubelet',
    scope: 'kubelet',
    title: 'Kubelet that sets up no iptables chains',
    summary: 'kubelets that are told to leave the iptables chains of the node alone',
    severity: 'info',
    default: 'off',
    fix: 'unsafe',
    standards: { cis: { '1.12': ['4.2.6'] } },
    why: `
      Older kubelets set up chains that other parts of the node's network rely on; without them packets may
      pass that should be dropped. Newer ones only leave a chain behind by which other programs can tell
      which variant of iptables is in use. A program that guesses wrong writes rules that nobody reads.
    `,
    whenNotToFix: `
      On nodes without iptables, where the kubelet would only report errors.
    `,
    examples: [
      {
        title: 'A configuration file that turns it off',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          makeIPTablesUtilChains: false
          #                       ^^^^^ Kubelet leaves the iptables chains of the node alone
        `,
        fixed: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          makeIPTablesUtilChains: true
        `,
      },
      {
        title: 'The default, and a flag that gives it',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          ---
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: InitConfiguration
          nodeRegistration:
            kubeletExtraArgs:
              make-iptables-util-chains: "true"
        `,
      },
    ],
  },

  *check(kubelet) {
    yield* expectBoolean(kubelet, 'make-iptables-util-chains', {
      value: true,
      given: 'Kubelet leaves the iptables chains of the node alone',
      fix: 'Let the kubelet set up its chains',
      safety: 'unsafe',
    });
  },
});
