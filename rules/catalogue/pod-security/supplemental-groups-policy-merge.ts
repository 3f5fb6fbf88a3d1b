import { set, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { effectiveIds } from './effective-ids';

export default defineRule({
  meta: {
    id: 'supplemental-groups-policy-merge',
    chapter: 'pod-security',
    scope: 'pod',
    title: "Groups of the image's own choice",
    summary: 'pods with a user or group of their own that still take further groups from their images',
    severity: 'info',
    default: 'off',
    fix: 'unsafe',
    standards: {
      nsa: ['POD-4'],
    },
    whereWritten: ['runAsGroup', 'runAsUser'],
    why: `
      Unless \`supplementalGroupsPolicy\` is \`Strict\`, a process is also in every group that the file
      \`/etc/group\` of its image gives to its user. Nothing in the manifest tells of these groups, and
      no policy about \`supplementalGroups\` sees them. Whoever makes the image chooses what the process
      may read on a volume.

      Reported are pods that choose a user or a group, from Kubernetes 1.33 on, where the field exists
      by default.
    `,
    whenNotToFix: `
      A node whose container runtime does not know the policy refuses the pod. Programs that rely on
      a group of their image fail.
    `,
    examples: [
      {
        title: 'A pod that names its user and its group, and a container that does',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: store
          spec:
            securityContext:
          # ^^^^^^^^^^^^^^^ Pod also joins groups that its images name: supplementalGroupsPolicy is not Strict
              runAsUser: 65532
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
              supplementalGroupsPolicy: Strict
            containers:
              - name: app
                image: registry.example/store:2.0
        `,
      },
      {
        title: 'The default, spelled out, beside a container with a group of its own',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: store
          spec:
            securityContext:
              supplementalGroupsPolicy: Merge
          #                             ^^^^^ Pod also joins groups that its images name: supplementalGroupsPolicy is not Strict
            containers:
              - name: app
                image: registry.example/store:2.0
                securityContext:
                  runAsGroup: 1000
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: store
          spec:
            securityContext:
              supplementalGroupsPolicy: Strict
            containers:
              - name: app
                image: registry.example/store:2.0
                securityContext:
                  runAsGroup: 1000
        `,
      },
      {
        title: 'A pod that takes only the groups it names',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: store
          spec:
            securityContext:
              runAsUser: 65532
              supplementalGroups: [2000]
              supplementalGroupsPolicy: Strict
            containers:
              - name: app
                image: registry.example/store:2.0
        `,
      },
      {
        title: 'A pod that leaves user and group to its image, as it does the further groups',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: store
          spec:
            containers:
              - name: app
                image: registry.example/store:2.0
        `,
      },
      {
        title: 'A cluster that does not have the field',
        kubernetesVersion: '1.32',
        manifest: `
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
        title: 'A pod for Windows nodes, where group IDs mean nothing',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: store
          spec:
            nodeSelector: {kubernetes.io/os: windows}
            securityContext:
              runAsUser: 65532
            containers:
              - name: app
                image: registry.example/store:2.0
        `,
      },
    ],
  },

  *check(pod, { target }) {
    const policy = pod.securityContext.string('supplementalGroupsPolicy');
    const isMerged = policy.state === 'absent' || (policy.state === 'known' && policy.value !== 'Strict');
    if (!isMerged || !target.atLeast('1.33') || pod.mayBeWindows) return;
    const ids = [...effectiveIds(pod, 'runAsUser'), ...effectiveIds(pod, 'runAsGroup')];
    if (!ids.some(({ field }) => field.state === 'known')) return;
    yield {
      at: policy,
      message: 'Pod also joins groups that its images name: supplementalGroupsPolicy is not Strict',
      fixes: [unsafeFix('Take only the groups that are named here', set(policy, 'Strict'))],
    };
  },
});
