import { defineRule } from '../../engine/rule';
import { isKnown, mayBe } from '../../yaml/field';
import { fixesOf } from '../option-check';

export default defineRule({
  meta: {
    id: 'kubelet-system-log-handler',
    chapter: 'kubelet',
    scope: 'kubelet',
    title: 'Kubelet that serves the logs of the node',
    summary: 'kubelets that serve the folder `/var/log` of the node',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: { tob: ['TOB-K8S-026'], nsa: ['NET-4'], owasp: { '2025': ['K07'] }, cwe: ['CWE-552'] },
    why: `
      Whoever may reach \`nodes/proxy\` or \`nodes/log\` reads each file below \`/var/log\` at \`/logs/\`: those of
      the system, of other teams' containers, and with old kubelets whatever a symbolic link there points
      at. A Pod that may write into that folder chooses what that is.
    `,
    whenNotToFix: `
      Where the logs of nodes can be had in no other way. \`kubectl logs\` does not need it.
    `,
    examples: [
      {
        title: 'A configuration file that says nothing',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          #^^^^^^^^^^ Kubelet serves the folder /var/log of the node: enableSystemLogHandler is not set
          kind: KubeletConfiguration
          maxPods: 110
        `,
        fixed: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          maxPods: 110
          enableSystemLogHandler: false
        `,
      },
      {
        title: 'A handler that is turned on, together with the search in the journal that needs it',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          enableSystemLogHandler: true
          #                       ^^^^ Kubelet serves the folder /var/log of the node
          enableSystemLogQuery: true
        `,
        fixed: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          enableSystemLogHandler: false
          enableSystemLogQuery: false
        `,
      },
      {
        title: 'A template that decides whether the search needs the handler',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          enableSystemLogHandler: true
          #                       ^^^^ Kubelet serves the folder /var/log of the node
          enableSystemLogQuery: {{ query }}
        `,
      },
      {
        title: 'A handler that is turned off, and one without the handlers it is one of',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          enableSystemLogHandler: false
          ---
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          enableDebuggingHandlers: false
          ---
          apiVersion: v1
          kind: Pod
          metadata:
            name: node
          spec:
            containers:
              - name: kubelet
                image: registry.example/kubelet:1.2
                command:
                  - kubelet
                  - --read-only-port=0
        `,
      },
    ],
  },

  *check(kubelet) {
    if (mayBe(kubelet.option('enable-debugging-handlers').boolean, false)) return;
    const handler = kubelet.option('enableSystemLogHandler');
    if (!isKnown(handler.boolean, true)) return;
    const query = kubelet.option('enableSystemLogQuery');
    const message = 'Kubelet serves the folder /var/log of the node';
    // The kubelet refuses the search in the journal without the handler.
    const operations = isKnown(query.boolean, true)
      ? [...handler.set('false'), ...query.set('false')]
      : handler.set('false');
    yield {
      at: handler,
      message: handler.isGiven ? message : `${message}: enableSystemLogHandler is not set`,
      fixes:
        query.boolean.state === 'unknown'
          ? []
          : fixesOf('Do not serve the logs of the node', 'unsafe', operations),
    };
  },
});
