import { defineRule } from '../../engine/rule';
import { parseQuantity } from '../../kubernetes/quantity';
import { knownValue } from '../../yaml/field';

const MINIMUM_FILES = 2;
const MINIMUM_SIZE = '1Mi';

export default defineRule({
  meta: {
    id: 'kubelet-log-rotation',
    chapter: 'kubelet',
    scope: 'kubelet',
    title: 'Logs of containers that vanish quickly',
    summary: 'kubelets that keep very little of what containers log',
    severity: 'info',
    default: 'off',
    fix: 'none',
    noFix: 'How much disk the nodes have for logs is not in view.',
    standards: { nsa: ['LOG-3', 'LOG-8'], tob: ['TOB-K8S-007'], cwe: ['CWE-779'] },
    options: { minimumFiles: 'number', minimumSize: 'quantity' },
    why: `
      Whoever has got into a container only has to make it write a few lines to have the kubelet throw away
      those that show how. An agent that sends logs elsewhere may lose them too, when it is slower than the
      container.

      Reported are fewer than 2 files, which the kubelet refuses, and files of less than 1Mi. The options
      \`minimumFiles\` and \`minimumSize\` set other bounds.
    `,
    whenNotToFix: `
      On nodes with very little disk, where something else collects the logs at once.
    `,
    examples: [
      {
        title: 'Small files, and too few of them',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          containerLogMaxSize: 10Ki
          #                    ^^^^ Kubelet keeps less than 1Mi in a log file of a container
          containerLogMaxFiles: 1
          #                     ^ Kubelet keeps fewer than 2 log files of a container
        `,
      },
      {
        title: 'Bounds that leave enough, and the default',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          containerLogMaxSize: 1Mi
          containerLogMaxFiles: 2
          ---
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          nodeRegistration:
            kubeletExtraArgs:
              - name: container-log-max-files
                value: "3"
        `,
      },
    ],
  },

  *check(kubelet, { options }) {
    const files = kubelet.option('container-log-max-files');
    const minimumFiles = typeof options.minimumFiles === 'number' ? options.minimumFiles : MINIMUM_FILES;
    if ((knownValue(files.integer) ?? minimumFiles) < minimumFiles) {
      yield { at: files, message: `Kubelet keeps fewer than ${minimumFiles} log files of a container` };
    }
    const size = kubelet.option('container-log-max-size');
    const minimumSize = typeof options.minimumSize === 'string' ? options.minimumSize : MINIMUM_SIZE;
    const bytes = parseQuantity(knownValue(size.value) ?? '');
    if (bytes === undefined || bytes >= (parseQuantity(minimumSize) ?? 0n)) return;
    yield { at: size, message: `Kubelet keeps less than ${minimumSize} in a log file of a container` };
  },
});
