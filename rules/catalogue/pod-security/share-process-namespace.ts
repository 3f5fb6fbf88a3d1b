import { remove, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'share-process-namespace',
    chapter: 'pod-security',
    scope: 'pod',
    title: 'Containers that see each other',
    summary: 'pods whose containers share one process namespace (`shareProcessNamespace: true`)',
    severity: 'info',
    default: 'on',
    fix: 'unsafe',
    standards: {
      nsa: ['POD-4'],
      owasp: { '2025': ['K01'] },
      attack: ['T1057'],
    },
    whereWritten: ['shareProcessNamespace'],
    why: `
      Each container of the pod sees the processes of all others, with their command lines and
      environment variables, and reaches their files through \`/proc/<pid>/root\`. Whoever breaks into
      a small sidecar has the secrets of the main program, and may send it signals.
    `,
    whenNotToFix: `
      Sidecars that reload or profile the main program need it, and so do some debugging tools.
    `,
    examples: [
      {
        title: 'A sidecar that sees its neighbour',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            shareProcessNamespace: true # to reload
          #                        ^^^^ Containers of the pod share one process namespace
            containers:
              - name: app
                image: registry.example/app:2.0
              - name: reload
                image: registry.example/reload:1.0
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
              - name: reload
                image: registry.example/reload:1.0
        `,
      },
      {
        title: 'The default, spelled out',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            shareProcessNamespace: false
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
    ],
  },

  *check(pod) {
    const shared = pod.spec.boolean('shareProcessNamespace');
    if (!isKnown(shared, true)) return;
    yield {
      at: shared,
      message: 'Containers of the pod share one process namespace',
      fixes: [unsafeFix('Remove shareProcessNamespace', remove(shared))],
    };
  },
});
