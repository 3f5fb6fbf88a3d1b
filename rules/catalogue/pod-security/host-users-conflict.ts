import { remove, set, unsafeFix } from '../../engine/fix';
import { defineRule, type Finding } from '../../engine/rule';
import type { Pod } from '../../kubernetes/pod';
import { isKnown, mayBe } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'host-users-conflict',
    chapter: 'pod-security',
    scope: 'pod',
    title: 'User namespace that contradicts the pod',
    summary: 'pods that the API server refuses for what they say about their user namespace',
    severity: 'error',
    default: 'on',
    fix: 'unsafe',
    standards: {
      nsa: ['POD-1'],
      owasp: { '2025': ['K01'] },
    },
    whereWritten: ['hostUsers', 'procMount'],
    why: `
      A pod with \`hostUsers: false\` may not share its node's process, IPC or network namespace, and
      \`procMount: Unmasked\` needs \`hostUsers: false\`. Since 1.33 the API server refuses pods that do
      otherwise, since 1.34 also pods with \`hostUsers: false\` and \`volumeDevices\`; before, it passed over
      these fields unless a feature gate was on.
      Who then removes \`hostUsers\` to get the pod through gives its root the node's user ID 0 back,
      next to a namespace of the node.
    `,
    whenNotToFix: `
      On clusters with the feature UserNamespacesHostNetworkSupport a pod on its node's network may have
      a user namespace of its own. Silence the rule there.
    `,
    examples: [
      {
        title: 'A user namespace of its own beside namespaces of the node',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: metrics
          spec:
            hostUsers: false
          #            ^^^^^ API server refuses hostUsers: false beside hostPID and hostNetwork
            hostPID: true # to see them all
            hostIPC: false
            hostNetwork: true
            containers:
              - name: agent
                image: registry.example/agent:1.4
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: metrics
          spec:
            hostUsers: false
            hostIPC: false
            containers:
              - name: agent
                image: registry.example/agent:1.4
        `,
      },
      {
        title: 'A block device in a user namespace, and an unmasked /proc that cannot have one',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: store
          spec:
            hostUsers: false
            containers:
              - name: disk
                image: registry.example/disk:1.4
                volumeDevices:
          #     ^^^^^^^^^^^^^ API server refuses volumeDevices in a pod with hostUsers: false
                  - {name: data, devicePath: /dev/data}
            volumes:
              - name: data
                persistentVolumeClaim: {claimName: data}
          ---
          apiVersion: v1
          kind: Pod
          metadata:
            name: other
          spec:
            containers:
              - name: disk
                image: registry.example/disk:1.4
                volumeDevices:
                  - {name: data, devicePath: /dev/data}
                securityContext: {runAsUser: 1000, procMount: Unmasked}
          #                                                   ^^^^^^^^ API server refuses procMount: Unmasked without hostUsers: false
            volumes:
              - name: data
                persistentVolumeClaim: {claimName: data}
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: store
          spec:
            hostUsers: false
            containers:
              - name: disk
                image: registry.example/disk:1.4
                volumeDevices:
                  - {name: data, devicePath: /dev/data}
            volumes:
              - name: data
                persistentVolumeClaim: {claimName: data}
          ---
          apiVersion: v1
          kind: Pod
          metadata:
            name: other
          spec:
            containers:
              - name: disk
                image: registry.example/disk:1.4
                volumeDevices:
                  - {name: data, devicePath: /dev/data}
                securityContext: {runAsUser: 1000}
            volumes:
              - name: data
                persistentVolumeClaim: {claimName: data}
        `,
      },
      {
        title: 'An unmasked /proc without a user namespace',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: builder
          spec:
            containers:
              - name: build
                image: registry.example/build:3.1
                securityContext:
                  readOnlyRootFilesystem: true
                  procMount: Unmasked
          #                  ^^^^^^^^ API server refuses procMount: Unmasked without hostUsers: false
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: builder
          spec:
            containers:
              - name: build
                image: registry.example/build:3.1
                securityContext:
                  readOnlyRootFilesystem: true
        `,
      },
      {
        title: 'What goes together',
        manifest: `
          apiVersion: v1
          kind: List
          items:
            - apiVersion: v1
              kind: Pod
              metadata:
                name: builder
              spec:
                hostUsers: false
                containers:
                  - name: build
                    image: registry.example/build:3.1
                    securityContext:
                      procMount: Unmasked
            - apiVersion: v1
              kind: Pod
              metadata:
                name: metrics
              spec:
                hostUsers: true
                hostPID: true
                containers:
                  - name: agent
                    image: registry.example/agent:1.4
                    securityContext:
                      procMount: Default
        `,
      },
      {
        title: 'An unmasked /proc, on a cluster that does not ask for a user namespace',
        kubernetesVersion: '1.32',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: builder
          spec:
            containers:
              - name: build
                image: registry.example/build:3.1
                securityContext:
                  procMount: Unmasked
        `,
      },
      {
        title: 'A pod for Windows nodes, where the fields must not be set at all',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: metrics
          spec:
            os: {name: windows}
            hostUsers: false
            hostNetwork: true
            containers:
              - name: agent
                image: registry.example/agent:1.4
        `,
      },
      {
        title: 'A chart that leaves the namespaces to its values',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: metrics
          spec:
            hostUsers: {{ .Values.hostUsers }}
            hostPID: true
            containers:
              - name: agent
                image: registry.example/agent:1.4
                securityContext:
                  procMount: Unmasked
        `,
      },
    ],
  },

  *check(pod, { target }) {
    // Before, the feature was off by default, and the API server passed over the fields.
    if (pod.isForWindows || !target.atLeast('1.33')) return;
    yield* sharedNamespaces(pod);
    if (target.atLeast('1.34') && isKnown(pod.hostUsers, false)) yield* blockDevices(pod);
    if (!mayBe(pod.hostUsers, false)) yield* unmaskedProcs(pod);
  },
});

function* sharedNamespaces({ spec, hostUsers }: Pod): Iterable<Finding> {
  const names = ['hostPID', 'hostIPC', 'hostNetwork'].filter((name) => isKnown(spec.boolean(name), true));
  if (!isKnown(hostUsers, false) || names.length === 0) return;
  const shared = names.map((name) => spec.boolean(name));
  yield {
    at: hostUsers,
    message: `API server refuses hostUsers: false beside ${names.join(' and ')}`,
    fixes: [unsafeFix(`Remove ${names.join(' and ')}`, ...shared.map(remove))],
    related: shared.map((at) => ({ at, message: 'Namespace of the node' })),
  };
}

function* blockDevices(pod: Pod): Iterable<Finding> {
  for (const { view } of pod.containers) {
    const devices = view.list('volumeDevices');
    if (devices.maps().length === 0) continue;
    yield { at: devices, message: 'API server refuses volumeDevices in a pod with hostUsers: false' };
  }
}

function* unmaskedProcs(pod: Pod): Iterable<Finding> {
  const isShared =
    [pod.hostPID, pod.hostIPC, pod.hostNetwork].some((field) => mayBe(field, true)) ||
    pod.containers.some(({ view }) => view.list('volumeDevices').state !== 'absent');
  const isolate = unsafeFix('Give the pod a user namespace of its own', set(pod.hostUsers, false));
  for (const procMount of pod.securityContexts.map((context) => context.string('procMount'))) {
    if (!isKnown(procMount, 'Unmasked')) continue;
    yield {
      at: procMount,
      message: 'API server refuses procMount: Unmasked without hostUsers: false',
      fixes: [unsafeFix('Remove procMount', remove(procMount)), ...(isShared ? [] : [isolate])],
    };
  }
}
