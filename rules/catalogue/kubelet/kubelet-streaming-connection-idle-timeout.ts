import { defineRule } from '../../engine/rule';
import { secondsOf } from '../../kubernetes/duration';
import { knownValue } from '../../yaml/field';
import { fixesOf } from '../option-check';

export default defineRule({
  meta: {
    id: 'kubelet-streaming-connection-idle-timeout',
    chapter: 'kubelet',
    scope: 'kubelet',
    title: 'Streams to containers that never time out',
    summary: 'kubelets that keep idle streams to containers open for ever',
    severity: 'info',
    default: 'on',
    fix: 'unsafe',
    standards: { cis: { '1.12': ['4.2.5'] }, owasp: { '2025': ['K07'] }, cwe: ['CWE-613'] },
    why: `
      A forgotten \`kubectl exec\` or \`port-forward\` stays open as long as the node lives. Whoever gets at the
      session goes on with its rights, and enough of them use up what the node has. Newer kubelets leave
      such streams to the container runtime, and then the option has no effect.

      In a configuration file 0 stands for the default of four hours, so only the flag is reported.
    `,
    whenNotToFix: `
      Where sessions have to stay open without any traffic for longer than four hours.
    `,
    examples: [
      {
        title: 'A flag that turns the timeout off',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          nodeRegistration:
            kubeletExtraArgs:
              - name: streaming-connection-idle-timeout
                value: "0"
          #            ^^^ Idle streams to containers stay open for ever
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          nodeRegistration:
            kubeletExtraArgs:
              - name: streaming-connection-idle-timeout
                value: "4h"
        `,
      },
      {
        title: 'A zero with a unit',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: InitConfiguration
          nodeRegistration:
            kubeletExtraArgs:
              streaming-connection-idle-timeout: "0h0m0s"
          #                                      ^^^^^^^^ Idle streams to containers stay open for ever
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: InitConfiguration
          nodeRegistration:
            kubeletExtraArgs:
              streaming-connection-idle-timeout: "4h"
        `,
      },
      {
        title: 'A short timeout, and a file in which zero is the default',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          nodeRegistration:
            kubeletExtraArgs:
              - name: streaming-connection-idle-timeout
                value: "0h5m0s"
          ---
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          streamingConnectionIdleTimeout: 0s
        `,
      },
    ],
  },

  *check(kubelet) {
    const timeout = kubelet.option('streaming-connection-idle-timeout');
    if (kubelet.surface === 'file' || secondsOf(knownValue(timeout.value) ?? '') !== 0) return;
    yield {
      at: timeout,
      message: 'Idle streams to containers stay open for ever',
      fixes: fixesOf('Close idle streams after four hours', 'unsafe', timeout.set('4h')),
    };
  },
});
