import { remove, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';
import { isStaticControlPlane } from './exemptions';

export default defineRule({
  meta: {
    id: 'host-pid',
    chapter: 'pod-security',
    scope: 'pod',
    title: "Pod in the node's process namespace",
    summary: "pods that share their node's process namespace (`hostPID: true`)",
    severity: 'error',
    default: 'on',
    fix: 'unsafe',
    standards: {
      pss: { level: 'baseline', check: 'hostNamespaces', since: '1.0' },
      nsa: ['POD-4'],
      cis: { '1.12': ['5.2.3'] },
      owasp: { '2025': ['K01'] },
      attack: ['T1611'],
    },
    whereWritten: ['hostPID'],
    why: `
      A pod in its node's process namespace sees every process there with its arguments, and reads the
      environment and open files of those that run as its own user. As root it can send them signals
      and, with the capability SYS_PTRACE, walk into the node's files through \`/proc/1/root\`.

      The Baseline policy allows \`hostPID\` to be unset or \`false\`.
    `,
    whenNotToFix: `
      Process monitors, debuggers and security agents must see the node's processes. Silence the rule
      on those, with the reason.
    `,
    examples: [
      {
        title: 'A pod that shares the process namespace of its node',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: metrics
          spec:
            hostPID: true
          #          ^^^^ Pod shares the process namespace of its node
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
            hostPID: null
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
            hostPID: {{ .Values.hostPID }}
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
            name: etcd
            namespace: kube-system
            labels:
              component: etcd
          spec:
            hostPID: true
            containers:
              - name: etcd
                image: registry.example/etcd:3.6.4
        `,
      },
    ],
  },

  *check(pod, context) {
    if (!isKnown(pod.hostPID, true) || isStaticControlPlane(pod, context)) return;
    yield {
      at: pod.hostPID,
      message: 'Pod shares the process namespace of its node',
      fixes: [unsafeFix('Remove hostPID', remove(pod.hostPID))],
    };
  },
});
