import { defineRule } from '../../engine/rule';
import { mayBe } from '../../yaml/field';
import { expectBoolean } from '../option-check';

export default defineRule({
  meta: {
    id: 'kubelet-profiling-handler',
    chapter: 'kubelet',
    scope: 'kubelet',
    title: 'Profiling of the kubelet',
    summary: 'kubelets that serve profiles of themselves or let callers change how much they log',
    severity: 'info',
    default: 'on',
    fix: 'unsafe',
    standards: { nsa: ['NET-4'], owasp: { '2025': ['K07'] }, cwe: ['CWE-489'] },
    why: `
      Profiles tell how the kubelet works inside and what it holds in memory, and taking one after the other
      keeps it busy. At \`/debug/flags/v\` a caller turns the kubelet's log up until the disk is full, or down
      until it says nothing.
    `,
    whenNotToFix: `
      While you look for a performance problem of this kubelet.
    `,
    examples: [
      {
        title: 'A configuration file that says nothing',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          #^^^^^^^^^^ Kubelet lets callers change how much it logs: enableDebugFlagsHandler is not set
          #^^^^^^^^^^ Kubelet serves profiles of itself: enableProfilingHandler is not set
          kind: KubeletConfiguration
          maxPods: 110
        `,
        fixed: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          maxPods: 110
          enableProfilingHandler: false
          enableDebugFlagsHandler: false
        `,
      },
      {
        title: 'One handler that is turned on',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          enableProfilingHandler: true
          #                       ^^^^ Kubelet serves profiles of itself
          enableDebugFlagsHandler: false
        `,
        fixed: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          enableProfilingHandler: false
          enableDebugFlagsHandler: false
        `,
      },
      {
        title:
          'Handlers that are turned off, alone or with all others, and a kubelet that has no flags for them',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          enableProfilingHandler: false
          enableDebugFlagsHandler: false
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
    if (kubelet.surface !== 'file' || mayBe(kubelet.option('enable-debugging-handlers').boolean, false))
      return;
    yield* expectBoolean(kubelet, 'enableProfilingHandler', {
      value: false,
      given: 'Kubelet serves profiles of itself',
      missing: 'Kubelet serves profiles of itself: enableProfilingHandler is not set',
      fix: 'Turn profiling off',
      safety: 'unsafe',
    });
    yield* expectBoolean(kubelet, 'enableDebugFlagsHandler', {
      value: false,
      given: 'Kubelet lets callers change how much it logs',
      missing: 'Kubelet lets callers change how much it logs: enableDebugFlagsHandler is not set',
      fix: 'Turn the handler of debug flags off',
      safety: 'unsafe',
    });
  },
});
