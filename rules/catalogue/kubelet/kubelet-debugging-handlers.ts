import { defineRule } from '../../engine/rule';
import { expectBoolean } from '../option-check';

export default defineRule({
  meta: {
    id: 'kubelet-debugging-handlers',
    chapter: 'kubelet',
    scope: 'kubelet',
    title: 'Kubelet that runs commands in containers',
    summary: 'kubelets that serve logs, commands and port forwarding',
    severity: 'info',
    default: 'off',
    fix: 'unsafe',
    standards: { nsa: ['NET-4'], attack: ['T1609'] },
    why: `
      Whoever may use \`nodes/proxy\`, or gets at credentials that the kubelet accepts, runs commands in each
      container of the node without the admission and the audit log of the API server. On nodes where nobody
      ever has to look into a container these doors can be closed.
    `,
    whenNotToFix: `
      Nearly always: without them \`kubectl logs\`, \`exec\`, \`attach\` and \`port-forward\` do not work on the
      node.
    `,
    examples: [
      {
        title: 'A configuration file that says nothing',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          #^^^^^^^^^^ Kubelet serves logs, commands and port forwarding: enableDebuggingHandlers is not set
          kind: KubeletConfiguration
          maxPods: 110
        `,
        fixed: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          maxPods: 110
          enableDebuggingHandlers: false
        `,
      },
      {
        title: 'A flag that turns them on',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          nodeRegistration:
            kubeletExtraArgs:
              - name: enable-debugging-handlers
                value: "true"
          #            ^^^^^^ Kubelet serves logs, commands and port forwarding
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          nodeRegistration:
            kubeletExtraArgs:
              - name: enable-debugging-handlers
                value: "false"
        `,
      },
      {
        title: 'Handlers that are turned off',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          enableDebuggingHandlers: false
        `,
      },
    ],
  },

  *check(kubelet) {
    yield* expectBoolean(kubelet, 'enable-debugging-handlers', {
      value: false,
      given: 'Kubelet serves logs, commands and port forwarding',
      missing: 'Kubelet serves logs, commands and port forwarding: enableDebuggingHandlers is not set',
      fix: 'Turn the debugging handlers off',
      safety: 'unsafe',
    });
  },
});
