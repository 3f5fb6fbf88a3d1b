import { set } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { Placeholder } from '../../yaml/operation';
import { missingAt } from './missing';

export default defineRule({
  meta: {
    id: 'cpu-request-missing',
    chapter: 'resources',
    scope: 'container',
    title: 'No CPU request',
    summary: 'containers with neither a CPU request nor a CPU limit',
    severity: 'info',
    default: 'off',
    fix: 'assist',
    standards: {
      nsa: ['NET-3'],
    },
    why: `
      The scheduler takes the container for one that needs nothing, and puts any number of them on
      one node. When CPU time gets short there, it is the first to go without.
    `,
    whenNotToFix: `
      Jobs that may take as long as they like. This rule is off unless you turn it on.
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
          #           ^^^ Container reserves no CPU time: requests.cpu is not set
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
                  requests:
                    cpu: 100m
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
                    defaultRequest: {cpu: 100m}
            `,
          },
        ],
      },
    ],
  },

  *check(container, context) {
    const request = missingAt(container, 'requests', 'cpu', context);
    if (request === undefined) return;
    yield {
      at: request,
      message: 'Container reserves no CPU time: requests.cpu is not set',
      assist: { title: 'Set a CPU request', operations: [set(request, new Placeholder('100m'))] },
    };
  },
});
