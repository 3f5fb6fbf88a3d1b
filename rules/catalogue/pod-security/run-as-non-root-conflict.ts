import { remove, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';
import { chooseAnother } from './effective-ids';

export default defineRule({
  meta: {
    id: 'run-as-non-root-conflict',
    chapter: 'pod-security',
    scope: 'container',
    title: 'Root that is asked for and ruled out',
    summary: 'containers that never start, because they are to run as user 0 and must not run as root',
    severity: 'error',
    default: 'on',
    fix: 'unsafe',
    standards: {
      nsa: ['POD-1'],
      owasp: { '2025': ['K01'] },
    },
    covers: ['run-as-user-root'],
    whereWritten: ['runAsUser'],
    why: `
      The API server accepts \`runAsNonRoot: true\` beside \`runAsUser: 0\`, and the kubelet then refuses
      to start the container. Who is in a hurry takes \`runAsNonRoot\` away to make it start, and the
      container runs as root from then on. What counts may come from the pod or from the container.
    `,
    whenNotToFix: `
      There is no reason to keep it. If the program needs root, say so with \`runAsNonRoot: false\`.
    `,
    examples: [
      {
        title: 'A container that asks for root in a pod that rules it out',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: store
          spec:
            securityContext:
              runAsNonRoot: true
              runAsUser: 65532
            initContainers:
              - name: chown
                image: registry.example/tools:1.0
                securityContext:
                  runAsUser: 0
          #                  ^ Container never starts: runAsUser is 0, and runAsNonRoot is true
            containers:
              - name: app
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
            initContainers:
              - name: chown
                image: registry.example/tools:1.0
            containers:
              - name: app
                image: registry.example/store:2.0
        `,
      },
      {
        title: 'A user of the pod that two of its containers must not run as',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: store
          spec:
            securityContext:
              runAsNonRoot: true
              runAsUser: 0 # for now
          #              ^ Container never starts: runAsUser is 0, and runAsNonRoot is true
            containers:
              - name: app
                image: registry.example/store:2.0
                securityContext:
                  runAsUser: 65532
              - name: proxy
                image: registry.example/proxy:1.1
              - name: logs
                image: registry.example/logs:1.1
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: store
          spec:
            securityContext:
              runAsNonRoot: true
            containers:
              - name: app
                image: registry.example/store:2.0
                securityContext:
                  runAsUser: 65532
              - name: proxy
                image: registry.example/proxy:1.1
              - name: logs
                image: registry.example/logs:1.1
        `,
      },
      {
        title: 'A container that undoes what its pod asks for, and one whose user a chart chooses',
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
                image: registry.example/store:2.0
                securityContext:
                  runAsNonRoot: false
                  runAsUser: 0
              - name: proxy
                image: registry.example/proxy:1.1
                securityContext:
                  runAsUser: {{ .Values.user }}
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
              runAsNonRoot: true
              runAsUser: 0
            containers:
              - name: app
                image: registry.example/store:2.0
        `,
      },
    ],
  },

  *check(container) {
    const user = container.effective((context) => context.integer('runAsUser'));
    const nonRoot = container.effective((context) => context.boolean('runAsNonRoot'));
    if (!isKnown(user, 0) || !isKnown(nonRoot, true) || container.pod.isForWindows) return;
    yield {
      at: user,
      message: 'Container never starts: runAsUser is 0, and runAsNonRoot is true',
      fixes: [unsafeFix('Remove runAsUser, so that the image decides', remove(user))],
      assist: chooseAnother(user, 'Choose another user'),
      related: [{ at: nonRoot, message: 'Root is ruled out here' }],
    };
  },
});
