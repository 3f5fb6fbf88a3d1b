import { remove, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'fs-group-root',
    chapter: 'pod-security',
    scope: 'pod',
    title: 'Volumes for the group root',
    summary: 'pods that give their volumes to the group root (`fsGroup: 0`)',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: {
      nsa: ['POD-4'],
      owasp: { '2025': ['K01'] },
    },
    whereWritten: ['fsGroup'],
    why: `
      The kubelet gives the volumes of the pod to this group and puts every process of the pod into it.
      With \`fsGroup: 0\` all of them are in the group root, whatever user they run as, and what they
      write to a volume belongs to that group wherever the volume is mounted next.
    `,
    whenNotToFix: `
      Files on a volume that belong to the group root already may be out of reach in another group.
    `,
    examples: [
      {
        title: 'A pod whose volumes belong to the group root',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: store
          spec:
            securityContext:
              runAsUser: 65532
              fsGroup: 0 # as on the old server
          #            ^ Pod gives its volumes to the group root and joins it: fsGroup is 0
            containers:
              - name: app
                image: registry.example/store:2.0
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: store
          spec:
            securityContext:
              runAsUser: 65532
            containers:
              - name: app
                image: registry.example/store:2.0
        `,
      },
      {
        title: 'A group of its own',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: store
          spec:
            securityContext:
              fsGroup: 65532
            containers:
              - name: app
                image: registry.example/store:2.0
        `,
      },
      {
        title: 'A pod for Windows nodes, where group IDs mean nothing',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: store
          spec:
            nodeSelector: {kubernetes.io/os: windows}
            securityContext:
              fsGroup: 0
            containers:
              - name: app
                image: registry.example/store:2.0
        `,
      },
    ],
  },

  *check(pod) {
    const group = pod.securityContext.integer('fsGroup');
    if (!isKnown(group, 0) || pod.isForWindows) return;
    yield {
      at: group,
      message: 'Pod gives its volumes to the group root and joins it: fsGroup is 0',
      fixes: [unsafeFix('Remove fsGroup', remove(group))],
    };
  },
});
