import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';
import { missingIds } from './effective-ids';

export default defineRule({
  meta: {
    id: 'run-as-user-missing',
    chapter: 'pod-security',
    scope: 'pod',
    title: 'Non-root user left to the image',
    summary: 'containers that must not run as root but leave the choice of the user to their image',
    severity: 'info',
    default: 'off',
    fix: 'assist',
    standards: {
      nsa: ['POD-1'],
    },
    whereWritten: ['runAsNonRoot'],
    why: `
      With \`runAsNonRoot: true\` and no \`runAsUser\` the kubelet starts the container only if its
      image names a user by a number other than 0. It cannot tell whom a name means, and refuses it.
      The next version of the image may change its user, and with it which files of a volume the
      program can read. A number in the manifest settles both.
    `,
    whenNotToFix: `
      Where the image names its user by a number and its files belong to that user, the manifest need
      not repeat it.
    `,
    examples: [
      {
        title: 'A pod that rules root out and chooses nobody else',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: store
          spec:
            securityContext:
              runAsNonRoot: true
            containers:
              - name: app
          #           ^^^ Container needs a numeric user in its image: runAsUser is not set
                image: registry.example/store:2.0
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: store
          spec:
            securityContext:
              runAsNonRoot: true
              runAsUser: 65532
            containers:
              - name: app
                image: registry.example/store:2.0
        `,
      },
      {
        title: 'A user of the pod, a user of the container, and a container that may run as root',
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
                  runAsNonRoot: true
                  runAsUser: 65532
              - name: proxy
                image: registry.example/proxy:1.1
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
            os: {name: windows}
            securityContext:
              runAsNonRoot: true
            containers:
              - name: app
                image: registry.example/store:2.0
        `,
      },
    ],
  },

  *check(pod) {
    if (pod.mayBeWindows) return;
    for (const { container, at, assist } of missingIds(pod, 'runAsUser', 'Choose a user')) {
      const runAsNonRoot = container.effective((context) => context.boolean('runAsNonRoot'));
      if (!isKnown(runAsNonRoot, true)) continue;
      const message = 'Container needs a numeric user in its image: runAsUser is not set';
      yield { at, message, assist };
    }
  },
});
