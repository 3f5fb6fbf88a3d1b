import { set } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { isInUserNamespace } from '../../kubernetes/pod-security';
import { isKnown } from '../../yaml/field';
import { Placeholder } from '../../yaml/operation';
import type { MapView } from '../../yaml/view';

export default defineRule({
  meta: {
    id: 'run-as-user-root',
    chapter: 'pod-security',
    scope: 'pod',
    title: 'User ID 0',
    summary: 'pods and containers that choose the user root (`runAsUser: 0`)',
    severity: 'warning',
    default: 'on',
    fix: 'assist',
    standards: {
      pss: { level: 'restricted', check: 'runAsUser', since: '1.23' },
      nsa: ['POD-1'],
      cis: { '1.12': ['5.2.7'] },
      owasp: { '2025': ['K01'] },
    },
    whereWritten: ['runAsUser'],
    why: `
      The user ID in a container is the user ID on the node. A process that gets out, or into a
      directory of the node, acts there as the user it was, and user 0 may do everything.

      Restricted forbids \`securityContext.runAsUser: 0\`, of the pod (even where every container
      overrides it) and of each container. Leaving it unset is allowed. From policy 1.35 a pod with
      \`hostUsers: false\` is exempt: its root is nobody on the node.
    `,
    whenNotToFix: `
      Software that changes users itself, or that repairs the ownership of a volume in an init
      container, needs to begin as root. \`fsGroup\` often does the latter without.
    `,
    examples: [
      {
        title: 'A pod and a container that ask for root',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: store
          spec:
            securityContext:
              runAsUser: 0
          #              ^ Pod gives its containers the user root: runAsUser is 0
            initContainers:
              - name: chown
                image: registry.example/tools:1.0
                securityContext:
                  runAsUser: 0 # owns /data
          #                  ^ Container runs as root: runAsUser is 0
            containers:
              - name: app
                image: registry.example/store:2.0
                securityContext:
                  runAsUser: 1000
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: store
          spec:
            securityContext:
              runAsUser: 65532
            initContainers:
              - name: chown
                image: registry.example/tools:1.0
                securityContext:
                  runAsUser: 65532 # owns /data
            containers:
              - name: app
                image: registry.example/store:2.0
                securityContext:
                  runAsUser: 1000
        `,
      },
      {
        title: 'Root in a pod with a user namespace of its own, before the policy knew of them',
        kubernetesVersion: '1.34',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: store
          spec:
            hostUsers: false
            containers:
              - name: app
                image: registry.example/store:2.0
                securityContext:
                  runAsUser: 0
          #                  ^ Container runs as root: runAsUser is 0
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: store
          spec:
            hostUsers: false
            containers:
              - name: app
                image: registry.example/store:2.0
                securityContext:
                  runAsUser: 65532
        `,
      },
      {
        title: 'Root in a pod with a user namespace of its own',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: store
          spec:
            hostUsers: false
            containers:
              - name: app
                image: registry.example/store:2.0
                securityContext:
                  runAsUser: 0
        `,
      },
      {
        title: 'A user that the values of a chart choose, and one that nobody chooses',
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
                  runAsUser: {{ .Values.user | default 0 }}
              - name: proxy
                image: registry.example/proxy:1.1
        `,
      },
    ],
  },

  *check(pod, { target }) {
    if (isInUserNamespace(pod, target)) return;
    yield* rootIn(pod.securityContext, 'Pod gives its containers the user root: runAsUser is 0');
    for (const { securityContext } of pod.containers) {
      yield* rootIn(securityContext, 'Container runs as root: runAsUser is 0');
    }
  },
});

function* rootIn(securityContext: MapView, message: string) {
  const user = securityContext.integer('runAsUser');
  if (!isKnown(user, 0)) return;
  const operation = set(user, new Placeholder('65532'));
  yield { at: user, message, assist: { title: 'Choose another user', operations: [operation] } };
}
