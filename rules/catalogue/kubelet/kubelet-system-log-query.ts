import { defineRule } from '../../engine/rule';
import { expectBoolean } from '../option-check';

export default defineRule({
  meta: {
    id: 'kubelet-system-log-query',
    chapter: 'kubelet',
    scope: 'kubelet',
    title: 'Kubelet that searches the journal of the node',
    summary: 'kubelets that search the logs of services of the node for callers',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: { tob: ['TOB-K8S-026'], nsa: ['NET-4'], owasp: { '2025': ['K07'] }, cwe: ['CWE-552'] },
    why: `
      Whoever may reach \`nodes/proxy\` or \`nodes/log\` can then ask for the log of any service of the node,
      sshd included. The kubelet runs a program of the node for each request, as root.
    `,
    whenNotToFix: `
      While somebody who cannot log in to the nodes looks for a fault.
    `,
    examples: [
      {
        title: 'A configuration file that turns it on',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          enableSystemLogQuery: true # for now
          #                     ^^^^ Kubelet searches the logs of services of the node for callers
        `,
        fixed: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          enableSystemLogQuery: false # for now
        `,
      },
      {
        title: 'The default',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          enableSystemLogHandler: false
        `,
      },
    ],
  },

  *check(kubelet) {
    yield* expectBoolean(kubelet, 'enableSystemLogQuery', {
      value: false,
      given: 'Kubelet searches the logs of services of the node for callers',
      fix: 'Turn the search off',
      safety: 'unsafe',
    });
  },
});
