import { defineRule } from '../../engine/rule';
import { mayBe } from '../../yaml/field';
import { chooseAnother, effectiveIds } from './effective-ids';

/** The first user ID that hardly any node gives to a user of its own. */
const FIRST_FREE = 10_000;

export default defineRule({
  meta: {
    id: 'run-as-user-low-uid',
    chapter: 'pod-security',
    scope: 'pod',
    title: 'User ID that the node may use too',
    summary: 'pods and containers whose user ID is from 1 to 9999',
    severity: 'info',
    default: 'off',
    fix: 'assist',
    standards: {
      nsa: ['POD-1'],
    },
    whereWritten: ['runAsUser'],
    why: `
      The user ID in a container is the user ID on the node. IDs below 10000 are those that nodes give
      to their own users and services. A process that leaves its container with such an ID has the
      files and the processes of that user there.

      A pod with \`hostUsers: false\` is not reported: its IDs are nobody's on the node.
    `,
    whenNotToFix: `
      An image whose files belong to its user needs that user. Change the image first.
    `,
    examples: [
      {
        title: 'A user of the pod, and one of a container',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: store
          spec:
            securityContext:
              runAsUser: 1000
          #              ^^^^ Pod runs as user 1000, which a node may have too
            containers:
              - name: app
                image: registry.example/store:2.0
              - name: proxy
                image: registry.example/proxy:1.1
                securityContext:
                  runAsUser: 9999 # nobody
          #                  ^^^^ Container runs as user 9999, which a node may have too
        `,
        fixed: `
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
              - name: proxy
                image: registry.example/proxy:1.1
                securityContext:
                  runAsUser: 65532 # nobody
        `,
      },
      {
        title: 'A high ID, root, which is another matter, and none at all',
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
                  runAsUser: 10000
              - name: tools
                image: registry.example/tools:1.0
                securityContext:
                  runAsUser: 0
              - name: proxy
                image: registry.example/proxy:1.1
        `,
      },
      {
        title: 'A pod with a user namespace of its own',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: store
          spec:
            hostUsers: false
            securityContext:
              runAsUser: 1000
            containers:
              - name: app
                image: registry.example/store:2.0
        `,
      },
      {
        title: 'A pod for Windows nodes, where user IDs mean nothing',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: store
          spec:
            nodeSelector: {kubernetes.io/os: windows}
            securityContext:
              runAsUser: 1000
            containers:
              - name: app
                image: registry.example/store:2.0
        `,
      },
    ],
  },

  *check(pod) {
    if (pod.isForWindows || mayBe(pod.hostUsers, false)) return;
    for (const { field, owner } of effectiveIds(pod, 'runAsUser')) {
      if (field.state !== 'known' || field.value < 1 || field.value >= FIRST_FREE) continue;
      yield {
        at: field,
        message: `${owner} runs as user ${field.value}, which a node may have too`,
        assist: chooseAnother(field, 'Choose a user ID of 10000 or more'),
      };
    }
  },
});
