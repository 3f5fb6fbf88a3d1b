import { set } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { Placeholder } from '../../yaml/operation';
import { missingAt } from './missing';

export default defineRule({
  meta: {
    id: 'cpu-limit-missing',
    chapter: 'resources',
    scope: 'container',
    title: 'No CPU limit',
    summary: 'containers without a CPU limit',
    severity: 'info',
    default: 'off',
    fix: 'assist',
    standards: {
      nsa: ['NET-3'],
      cwe: ['CWE-770'],
    },
    why: `
      What a container takes beyond its request it takes from whatever else is idle on the node. On
      one that runs sensitive workloads, a miner in one pod can then slow down the others, and how
      long something takes tells a neighbour more than it should.
    `,
    whenNotToFix: `
      A CPU limit makes a program wait even where its node is idle, so many teams set requests and no
      limits. This rule is off unless you turn it on.
    `,
    examples: [
      {
        title: 'A container that says nothing about its resources',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
          #           ^^^ Container can take all CPU time that its node has left: limits.cpu is not set
                image: registry.example/app:2.0
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
                    cpu: 500m
        `,
      },
      {
        title: 'A container with a limit, and one that a chart decides about',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
                resources: {limits: {cpu: 500m}}
              - name: proxy
                image: registry.example/proxy:1.1
                resources:
                  {{- toYaml .Values.resources | nindent 8 }}
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
                    default: {cpu: 500m}
            `,
          },
        ],
      },
    ],
  },

  *check(container, context) {
    const limit = missingAt(container, 'limits', 'cpu', context);
    if (limit === undefined) return;
    yield {
      at: limit,
      message: 'Container can take all CPU time that its node has left: limits.cpu is not set',
      assist: { title: 'Set a CPU limit', operations: [set(limit, new Placeholder('500m'))] },
    };
  },
});
