import { remove, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'supplemental-groups-root',
    chapter: 'pod-security',
    scope: 'pod',
    title: 'Group root among the supplemental groups',
    summary: 'pods that put their processes into the group root by `supplementalGroups`',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: {
      nsa: ['POD-4'],
      owasp: { '2025': ['K01'] },
    },
    whereWritten: ['supplementalGroups'],
    why: `
      A supplemental group counts as much as the main one: with group 0 in the list every process of
      the pod may read and change what the group root may, in its image and in the volumes it mounts,
      although its user and its main group are ordinary ones.
    `,
    whenNotToFix: `
      Files on a shared volume that belong to the group root may be out of reach without it.
    `,
    examples: [
      {
        title: 'Group 0 among others',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: store
          spec:
            securityContext:
              supplementalGroups:
                - 2000
                - 0 # for the archive
          #       ^ Pod is in the group root: supplementalGroups has 0
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
              supplementalGroups:
                - 2000
            containers:
              - name: app
                image: registry.example/store:2.0
        `,
      },
      {
        title: 'Other groups, one of which a chart chooses',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: store
          spec:
            securityContext:
              supplementalGroups: [10, 100, {{ .Values.group }}]
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
              supplementalGroups: [0]
            containers:
              - name: app
                image: registry.example/store:2.0
        `,
      },
    ],
  },

  *check(pod) {
    if (pod.isForWindows) return;
    for (const group of pod.securityContext.list('supplementalGroups').integers()) {
      if (!isKnown(group, 0)) continue;
      yield {
        at: group,
        message: 'Pod is in the group root: supplementalGroups has 0',
        fixes: [unsafeFix('Remove group 0', remove(group))],
      };
    }
  },
});
