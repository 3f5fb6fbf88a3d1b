import { set } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { Placeholder } from '../../yaml/operation';
import { missingAt } from './missing';

export default defineRule({
  meta: {
    id: 'memory-limit-missing',
    chapter: 'resources',
    scope: 'container',
    title: 'No memory limit',
    summary: 'containers without a memory limit',
    severity: 'warning',
    default: 'on',
    fix: 'assist',
    standards: {
      nsa: ['NET-3'],
      owasp: { '2025': ['K01'] },
      cwe: ['CWE-770'],
      attack: ['T1496', 'T1499'],
    },
    why: `
      A container without a limit can take all the memory of its node. An attacker needs only one
      request that makes it grow, or a miner in it, to make the kernel kill the other pods there.
    `,
    whenNotToFix: `
      Where a LimitRange that is not in view gives every container of the namespace its limit, the
      manifest need not repeat it. A limit below what the program needs gets it killed: measure
      first.
    `,
    examples: [
      {
        title: 'Containers without a limit, among them one that only asks for memory',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            initContainers:
              - name: migrate
          #           ^^^^^^^ Container can take all memory of its node: limits.memory is not set
                image: registry.example/migrate:2.0
            containers:
              - name: app
                image: registry.example/app:2.0
                resources:
          #     ^^^^^^^^^ Container can take all memory of its node: limits.memory is not set
                  requests:
                    memory: 256Mi
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            initContainers:
              - name: migrate
                image: registry.example/migrate:2.0
                resources:
                  limits:
                    memory: 256Mi
            containers:
              - name: app
                image: registry.example/app:2.0
                resources:
                  requests:
                    memory: 256Mi
                  limits:
                    memory: 256Mi
        `,
      },
      {
        title: 'A LimitRange of another namespace',
        manifest: `
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: web
            namespace: shop
          spec:
            selector: {matchLabels: {app: web}}
            template:
              metadata: {labels: {app: web}}
              spec:
                containers:
                  - name: app
          #               ^^^ Container can take all memory of its node: limits.memory is not set
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
                namespace: billing
              spec:
                limits:
                  - type: Container
                    default: {memory: 512Mi}
            `,
          },
        ],
        fixed: `
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: web
            namespace: shop
          spec:
            selector: {matchLabels: {app: web}}
            template:
              metadata: {labels: {app: web}}
              spec:
                containers:
                  - name: app
                    image: registry.example/app:2.0
                    resources:
                      limits:
                        memory: 256Mi
        `,
      },
      {
        title: 'A LimitRange that gives every container of the namespace its limit',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
            namespace: shop
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
        files: [
          {
            path: 'base/limits.yaml',
            text: `
              apiVersion: v1
              kind: LimitRange
              metadata:
                name: defaults
              spec:
                limits:
                  - type: Container
                    default: {memory: 512Mi}
            `,
          },
          {
            path: 'base/kustomization.yaml',
            text: `
              namespace: shop
              resources: [limits.yaml]
            `,
          },
        ],
      },
      {
        title: 'A limit for the whole pod',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            resources:
              limits: {memory: 1Gi}
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
      {
        title:
          'A limit in bytes, one that a chart sets, and a container for debugging, which cannot have one',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
                resources: {limits: {memory: 268435456}}
              - name: proxy
                image: registry.example/proxy:1.1
                resources:
                  {{- toYaml .Values.resources | nindent 8 }}
            ephemeralContainers:
              - name: debug
                image: registry.example/tools:1.0
        `,
      },
    ],
  },

  *check(container, context) {
    const limit = missingAt(container, 'limits', 'memory', context);
    if (limit === undefined) return;
    yield {
      at: limit,
      message: 'Container can take all memory of its node: limits.memory is not set',
      assist: { title: 'Set a memory limit', operations: [set(limit, new Placeholder('256Mi'))] },
    };
  },
});
