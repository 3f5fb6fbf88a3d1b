import { remove, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';

export default defineRule({
  meta: {
    id: 'node-name-pinned',
    chapter: 'scheduling',
    scope: 'pod',
    title: 'Pod that names its node',
    summary: 'pods that name their node themselves (`nodeName`) and so bypass the scheduler',
    severity: 'info',
    default: 'on',
    fix: 'unsafe',
    standards: {
      tob: ['TOB-K8S-TM11', 'TOB-K8S-TM12'],
    },
    whereWritten: ['nodeName'],
    why: `
      A pod with \`nodeName\` is not scheduled: no taint of the effect \`NoSchedule\` keeps it away from
      a node, and where there is no room for it, it fails instead of going elsewhere. Whoever may create
      pods can choose the node whose other pods or disks they are after, one of the control plane
      included.
    `,
    whenNotToFix: `
      For a short look at one node. Static pods of a kubelet do not need it.
    `,
    examples: [
      {
        title: 'A pod on a node of its choice',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: debug
          spec:
            nodeName: node-1 # where the fault is
          #           ^^^^^^ Pod names its node itself and bypasses the scheduler
            containers:
              - name: shell
                image: registry.example/shell:1.0
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: debug
          spec:
            containers:
              - name: shell
                image: registry.example/shell:1.0
        `,
      },
      {
        title: 'A pod that leaves it to the scheduler which of some nodes it gets',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: debug
          spec:
            nodeName: ""
            nodeSelector: {kubernetes.io/hostname: node-1}
            containers:
              - name: shell
                image: registry.example/shell:1.0
        `,
      },
    ],
  },

  *check(pod) {
    const node = pod.spec.string('nodeName');
    if (node.state !== 'known' || node.value === '') return;
    yield {
      at: node,
      message: 'Pod names its node itself and bypasses the scheduler',
      fixes: [unsafeFix('Remove nodeName', remove(node))],
    };
  },
});
