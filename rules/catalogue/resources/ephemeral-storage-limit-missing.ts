import { set } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { Placeholder } from '../../yaml/operation';
import { missingAt } from './missing';

export default defineRule({
  meta: {
    id: 'ephemeral-storage-limit-missing',
    chapter: 'resources',
    scope: 'container',
    title: 'No limit of local storage',
    summary: "containers without a limit of the node's storage (`ephemeral-storage`)",
    severity: 'info',
    default: 'off',
    fix: 'assist',
    standards: {
      cwe: ['CWE-770'],
    },
    why: `
      What a container writes to its root file system, to its log and to \`emptyDir\` volumes lies on the
      disk of its node. One that fills it, by a flood of log lines or of uploads, makes the kubelet evict
      other pods and stops the node from starting new ones.
    `,
    whenNotToFix: `
      Where a LimitRange that is not in view gives every container its limit. A container above its limit
      is evicted, so measure first. This rule is off unless you turn it on.
    `,
    examples: [
      {
        title: 'A container with other limits only',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
                resources:
                  limits:
          #       ^^^^^^ Container can fill the disk of its node: limits.ephemeral-storage is not set
                    memory: 256Mi
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
                resources:
                  limits:
                    memory: 256Mi
                    ephemeral-storage: 1Gi
        `,
      },
      {
        title:
          'A container with the limit, one for debugging, which cannot have it, and what a chart decides',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
                resources: {limits: {ephemeral-storage: 1Gi}}
              - name: proxy
                image: registry.example/proxy:1.1
                resources:
                  {{- toYaml .Values.resources | nindent 8 }}
            ephemeralContainers:
              - name: debug
                image: registry.example/tools:1.0
        `,
      },
      {
        title: 'A LimitRange that gives it',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
        files: [
          {
            path: 'limits.yaml',
            text: `
              apiVersion: v1
              kind: LimitRange
              metadata:
                name: defaults
              spec:
                limits:
                  - type: Container
                    default: {ephemeral-storage: 1Gi}
            `,
          },
        ],
      },
    ],
  },

  *check(container, context) {
    const limit = missingAt(container, 'limits', 'ephemeral-storage', context);
    if (limit === undefined) return;
    yield {
      at: limit,
      message: 'Container can fill the disk of its node: limits.ephemeral-storage is not set',
      assist: { title: 'Set a limit of local storage', operations: [set(limit, new Placeholder('1Gi'))] },
    };
  },
});
