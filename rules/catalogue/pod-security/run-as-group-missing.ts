import { defineRule } from '../../engine/rule';
import { missingIds } from './effective-ids';

export default defineRule({
  meta: {
    id: 'run-as-group-missing',
    chapter: 'pod-security',
    scope: 'pod',
    title: 'Group left to the image',
    summary: 'containers whose group their image decides, because `runAsGroup` is not set',
    severity: 'info',
    default: 'off',
    fix: 'assist',
    standards: {
      nsa: ['POD-1', 'POD-4'],
      owasp: { '2025': ['K01'] },
    },
    why: `
      A container for which nobody chooses a group runs in the one of its image, and that is root
      unless the image says otherwise, even where \`runAsUser\` names an ordinary user. The group root
      may read and often change files that belong to the user root.
    `,
    whenNotToFix: `
      Where the image is known to set a group of its own, as \`USER 65532:65532\` does, nothing is
      gained.
    `,
    examples: [
      {
        title: 'A pod with a user and no group',
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
          #           ^^^ Container runs in the group that its image names: runAsGroup is not set
                image: registry.example/store:2.0
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: store
          spec:
            securityContext:
              runAsGroup: 65532
              runAsUser: 65532
            containers:
              - name: app
                image: registry.example/store:2.0
        `,
      },
      {
        title: 'A container beside one that has its own group',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: store
          spec:
            containers:
              - name: app
                image: registry.example/store:2.0
                securityContext:
                  runAsGroup: 1000
              - name: proxy
                image: registry.example/proxy:1.1
                securityContext:
          #     ^^^^^^^^^^^^^^^ Container runs in the group that its image names: runAsGroup is not set
                  runAsUser: 65532
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: store
          spec:
            containers:
              - name: app
                image: registry.example/store:2.0
                securityContext:
                  runAsGroup: 1000
              - name: proxy
                image: registry.example/proxy:1.1
                securityContext:
                  runAsGroup: 65532
                  runAsUser: 65532
        `,
      },
      {
        title: 'A group of the pod, which counts for its containers',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: store
          spec:
            securityContext:
              runAsGroup: 1000
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
            os: {name: windows}
            containers:
              - name: app
                image: registry.example/store:2.0
        `,
      },
    ],
  },

  *check(pod) {
    if (pod.mayBeWindows) return;
    for (const { at, assist } of missingIds(pod, 'runAsGroup', 'Choose a group')) {
      const message = 'Container runs in the group that its image names: runAsGroup is not set';
      yield { at, message, assist };
    }
  },
});
