import { defineRule } from '../../engine/rule';

export default defineRule({
  meta: {
    id: 'ephemeral-container-in-manifest',
    chapter: 'pod-security',
    scope: 'pod',
    title: 'Debugging container in a manifest',
    summary: 'manifests with ephemeral containers, which cannot be created from one',
    severity: 'info',
    default: 'on',
    fix: 'none',
    noFix: `
      Whether the container should go, or become one of the pod's regular ones, is for its author to say.
    `,
    standards: {
      nsa: ['POD-4'],
      owasp: { '2025': ['K01'] },
    },
    whereWritten: ['ephemeralContainers'],
    why: `
      Ephemeral containers are added to running pods for debugging, through a subresource of their own.
      The API server refuses to create a pod that has any. In a manifest they are mostly what is left
      of a copy of a live object, and show that somebody had a shell in it.
    `,
    whenNotToFix: `
      A manifest that only records what ran, and is never applied, may keep them.
    `,
    examples: [
      {
        title: 'A copy of a pod that was debugged',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
            ephemeralContainers:
          # ^^^^^^^^^^^^^^^^^^^ Ephemeral containers cannot be created from a manifest
              - name: debugger
                image: registry.example/tools:1.0
        `,
      },
      {
        title: 'A list that is empty',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
            ephemeralContainers: []
        `,
      },
    ],
  },

  *check({ spec }) {
    const ephemeral = spec.list('ephemeralContainers');
    if (ephemeral.maps().length === 0) return;
    yield { at: ephemeral, message: 'Ephemeral containers cannot be created from a manifest' };
  },
});
