import { defineRule } from '../../engine/rule';
import { knownValue } from '../../yaml/field';
import { assistOf } from './completed';

export default defineRule({
  meta: {
    id: 'kubelet-pod-pids-limit',
    chapter: 'kubelet',
    scope: 'kubelet',
    title: 'Pods with any number of processes',
    summary: 'kubelets that do not limit the processes of a pod',
    severity: 'warning',
    default: 'on',
    fix: 'assist',
    standards: {
      cis: { '1.12': ['4.2.13'] },
      nsa: ['NET-3'],
      owasp: { '2025': ['K07'] },
      cwe: ['CWE-770'],
      attack: ['T1499'],
    },
    why: `
      One container that starts processes without end takes all process IDs of the node. Then nothing on it
      can start a process any more, the kubelet and the runtime included. Limits of memory and CPU do not
      count processes.
    `,
    whenNotToFix: `
      Where the image of the node or its runtime sets a limit. The usual limits are between 1024 and 4096;
      databases and Java servers count each thread.
    `,
    examples: [
      {
        title: 'A configuration file that says nothing',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          #^^^^^^^^^^ Pods may start any number of processes: podPidsLimit is not set
          kind: KubeletConfiguration
          maxPods: 110
        `,
        fixed: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          maxPods: 110
          podPidsLimit: 4096
        `,
      },
      {
        title: 'A limit that is turned off',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          podPidsLimit: -1
          #             ^^ Pods may start any number of processes
        `,
        fixed: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          podPidsLimit: 4096
        `,
      },
      {
        title: 'A limit, and kubelets of which nothing is known',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          podPidsLimit: 4096
          ---
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          nodeRegistration:
            kubeletExtraArgs:
              - name: pod-max-pids
                value: "1024"
          ---
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: InitConfiguration
          nodeRegistration:
            kubeletExtraArgs:
              v: "2"
          ---
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          podPidsLimit: {{ limit }}
        `,
      },
    ],
  },

  *check(kubelet) {
    const limit = kubelet.option('pod-max-pids');
    if (limit.integer.state === 'unknown' || (knownValue(limit.integer) ?? -1) > 0) return;
    yield {
      at: limit,
      message: limit.isGiven
        ? 'Pods may start any number of processes'
        : 'Pods may start any number of processes: podPidsLimit is not set',
      ...assistOf('Limit the processes of a pod', kubelet, limit, '4096'),
    };
  },
});
