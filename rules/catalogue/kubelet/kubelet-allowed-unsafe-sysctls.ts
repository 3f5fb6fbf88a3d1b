import { defineRule } from '../../engine/rule';
import { knownValue } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'kubelet-allowed-unsafe-sysctls',
    chapter: 'kubelet',
    scope: 'kubelet',
    title: 'Unsafe kernel parameters for pods',
    summary: 'kubelets that let pods set kernel parameters which are not isolated or not known to be safe',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: 'Pods that set the parameter do not start on the node any more without it.',
    standards: { nsa: ['POD-4'], owasp: { '2025': ['K01', 'K07'] }, cwe: ['CWE-668'] },
    why: `
      A Pod that sets such a parameter may starve or disturb what else runs on the node: some are not held
      apart between Pods, others decide how much memory of the kernel a Pod may use. A pattern such as
      \`net.*\` allows also those that nobody has thought of.
    `,
    whenNotToFix: `
      Where only Pods that need the parameter get to these nodes, and admission keeps all others from
      setting it.
    `,
    examples: [
      {
        title: 'A few parameters, and all of a kind',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          allowedUnsafeSysctls:
            - kernel.msgmax
          #   ^^^^^^^^^^^^^ Pods may set kernel.msgmax
            - net.*
          #   ^^^^^ Pods may set net.*
        `,
      },
      {
        title: 'A flag',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          nodeRegistration:
            kubeletExtraArgs:
              - name: allowed-unsafe-sysctls
                value: "kernel.*,net.core.somaxconn"
          #             ^^^^^^^^ Pods may set kernel.*
          #                      ^^^^^^^^^^^^^^^^^^ Pods may set net.core.somaxconn
        `,
      },
      {
        title: 'None, and one that a template names',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          allowedUnsafeSysctls: []
          ---
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          allowedUnsafeSysctls: ["{{ sysctl }}"]
        `,
      },
    ],
  },

  *check(kubelet) {
    for (const item of kubelet.option('allowed-unsafe-sysctls').items) {
      const name = knownValue(item);
      if (name === undefined) continue;
      const isWhole = ['*', 'kernel.*', 'net.*'].includes(name);
      yield { at: item, message: `Pods may set ${name}`, severity: isWhole ? 'error' : 'warning' };
    }
  },
});
