import { set, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { isKnown, mayBe } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'host-users-not-isolated',
    chapter: 'pod-security',
    scope: 'pod',
    title: "Pod in the node's user namespace",
    summary: 'pods that could have a user namespace of their own and do not ask for it (`hostUsers: false`)',
    severity: 'info',
    default: 'off',
    fix: 'unsafe',
    standards: {
      nsa: ['POD-1'],
      owasp: { '2025': ['K01'] },
      attack: ['T1611'],
    },
    why: `
      In the node's user namespace root in a container is root on the node as soon as it gets out. With
      \`hostUsers: false\` every user of the pod, root too, is an ordinary user without rights on the
      node, and its capabilities hold for the pod alone.

      Reported from Kubernetes 1.33 on, which has the field by default, for pods that share no other
      namespace with their node and mount no raw block device; the API server would refuse it in those.
    `,
    whenNotToFix: `
      Container runtime, kernel and the file systems of all volumes must support it; NFS volumes, for
      one, do not. The Pod Security Standards ask less of such pods from 1.35 on, so keep
      \`runAsNonRoot\` all the same.
    `,
    examples: [
      {
        title: 'A pod that does not say, and one that says no',
        manifest: `
          apiVersion: v1
          kind: List
          items:
            - apiVersion: v1
              kind: Pod
              metadata:
                name: web
          #           ^^^ Pod shares the user IDs of its node: hostUsers is not set
              spec:
                containers:
                  - name: app
                    image: registry.example/app:2.0
            - apiVersion: v1
              kind: Pod
              metadata:
                name: log
              spec:
                hostUsers: true # as ever
          #                ^^^^ Pod shares the user IDs of its node: hostUsers is true
                containers:
                  - name: app
                    image: registry.example/log:1.0
        `,
        fixed: `
          apiVersion: v1
          kind: List
          items:
            - apiVersion: v1
              kind: Pod
              metadata:
                name: web
              spec:
                hostUsers: false
                containers:
                  - name: app
                    image: registry.example/app:2.0
            - apiVersion: v1
              kind: Pod
              metadata:
                name: log
              spec:
                hostUsers: false # as ever
                containers:
                  - name: app
                    image: registry.example/log:1.0
        `,
      },
      {
        title: 'A pod on the network of its node, which could not have it',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            hostNetwork: true
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
      {
        title: 'A pod with a raw block device, which could not either',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
                volumeDevices:
                  - name: data
                    devicePath: /dev/xvda
            volumes:
              - name: data
                persistentVolumeClaim:
                  claimName: data
        `,
      },
      {
        title: 'A pod with a user namespace of its own',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            hostUsers: false
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
      {
        title: 'A cluster that does not have the field by default',
        kubernetesVersion: '1.32',
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
      },
      {
        title: 'A pod for Windows nodes, which have no user namespaces',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            os: {name: windows}
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
    ],
  },

  *check(pod, { target }) {
    const { hostUsers } = pod;
    const isShared = hostUsers.state === 'absent' || isKnown(hostUsers, true);
    if (!isShared || !target.atLeast('1.33') || pod.mayBeWindows) return;
    if ([pod.hostNetwork, pod.hostPID, pod.hostIPC].some((field) => mayBe(field, true))) return;
    if (pod.containers.some(({ view }) => view.list('volumeDevices').state !== 'absent')) return;
    const state = hostUsers.state === 'absent' ? 'not set' : 'true';
    yield {
      at: hostUsers,
      message: `Pod shares the user IDs of its node: hostUsers is ${state}`,
      fixes: [unsafeFix('Give the pod a user namespace of its own', set(hostUsers, false))],
    };
  },
});
