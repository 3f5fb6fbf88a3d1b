import { remove, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';
import { isStaticControlPlane } from './exemptions';

export default defineRule({
  meta: {
    id: 'host-ipc',
    chapter: 'pod-security',
    scope: 'pod',
    title: "Pod in the node's IPC namespace",
    summary: "pods that share their node's IPC namespace (`hostIPC: true`)",
    severity: 'error',
    default: 'on',
    fix: 'unsafe',
    standards: {
      pss: { level: 'baseline', check: 'hostNamespaces', since: '1.0' },
      nsa: ['POD-4'],
      cis: { '1.12': ['5.2.4'] },
      owasp: { '2025': ['K01'] },
      attack: ['T1611'],
    },
    whereWritten: ['hostIPC'],
    why: `
      A pod in its node's IPC namespace reaches the shared memory, semaphores and message queues of
      the node's processes and of other pods there. It can read what they exchange, and change it.

      The Baseline policy allows \`hostIPC\` to be unset or \`false\`.
    `,
    whenNotToFix: `
      Programs that exchange data with a process of the node through shared memory need it; few do.
      Containers of one pod share an IPC namespace without it.
    `,
    examples: [
      {
        title: 'A pod that shares the IPC namespace of its node',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: metrics
          spec:
            hostIPC: true
          #          ^^^^ Pod shares the IPC namespace of its node
            containers:
              - name: agent
                image: registry.example/agent:1.4
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: metrics
          spec:
            containers:
              - name: agent
                image: registry.example/agent:1.4
        `,
      },
      {
        title: 'A pod that leaves the field unset',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: metrics
          spec:
            hostIPC: null
            containers:
              - name: agent
                image: registry.example/agent:1.4
        `,
      },
      {
        title: 'A chart that leaves the choice to its values',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: metrics
          spec:
            hostIPC: {{ .Values.hostIPC }}
            containers:
              - name: agent
                image: registry.example/agent:1.4
        `,
      },
      {
        title: "One of the control plane's own pods, which a kubelet starts from a file",
        manifest: `
          apiVersion: v1
          kind: Pod # static
          metadata:
            name: kube-scheduler
            namespace: kube-system
            labels:
              component: kube-scheduler
          spec:
            hostIPC: true
            containers:
              - name: kube-scheduler
                image: registry.example/kube-scheduler:1.37
        `,
      },
    ],
  },

  *check(pod, context) {
    if (!isKnown(pod.hostIPC, true) || isStaticControlPlane(pod, context)) return;
    yield {
      at: pod.hostIPC,
      message: 'Pod shares the IPC namespace of its node',
      fixes: [unsafeFix('Remove hostIPC', remove(pod.hostIPC))],
    };
  },
});
