import { set } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { Placeholder } from '../../yaml/operation';
import { missingAt } from './missing';

export default defineRule({
  meta: {
    id: 'memory-request-missing',
    chapter: 'resources',
    scope: 'container',
    title: 'No memory request',
    summary:
      'containers with neither a memory request nor a memory limit, where `memory-limit-missing` has nothing to say',
    severity: 'info',
    default: 'on',
    fix: 'assist',
    standards: {
      nsa: ['NET-3'],
      owasp: { '2025': ['K01'] },
    },
    yieldsTo: ['memory-limit-missing'],
    why: `
      The scheduler takes the container for one that needs nothing, and puts any number of them on
      one node. When memory gets short there, the kernel kills those first that ask for the least.
    `,
    whenNotToFix: `
      Where a LimitRange that is not in view gives every container of the namespace a request.
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
          #           ^^^ Container reserves no memory: requests.memory is not set
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
                    memory: 256Mi
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
                resources: {limits: {memory: 512Mi}}
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
                    defaultRequest: {memory: 256Mi}
            `,
          },
        ],
      },
    ],
  },

  *check(container, context) {
    const request = missingAt(container, 'requests', 'memory', context);
    if (request === undefined) return;
    yield {
      at: request,
      message: 'Container reserves no memory: requests.memory is not set',
      assist: { title: 'Set a memory request', operations: [set(request, new Placeholder('256Mi'))] },
    };
  },
});
