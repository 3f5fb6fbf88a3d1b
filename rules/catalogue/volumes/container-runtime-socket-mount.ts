import { defineRule } from '../../engine/rule';
import { holdsRuntimeSocket } from '../../kubernetes/node-path';

export default defineRule({
  meta: {
    id: 'container-runtime-socket-mount',
    chapter: 'volumes',
    scope: 'volume',
    title: "Container runtime's socket in a volume",
    summary: "volumes through which a pod reaches its node's container runtime",
    severity: 'error',
    default: 'on',
    fix: 'none',
    noFix: `
      What the pod does with the runtime has to be done in another way, such as building images
      without a daemon.
    `,
    standards: {
      cwe: ['CWE-250'],
      attack: ['T1611', 'T1610'],
    },
    covers: ['host-path-sensitive', 'volume-type-not-restricted'],
    whereWritten: ['hostPath'],
    why: `
      Whoever may talk to the container runtime is root on the node. One request starts a privileged
      container with the node's disk in it, and Kubernetes sees nothing of that: no admission, no
      audit entry, no pod. A read-only mount does not help, for a socket takes requests all the same.

      Reported are the sockets of Docker, containerd (that of K3s too), CRI-O and cri-dockerd in
      \`/run\` and \`/var/run\`, the pipes \`docker_engine\` and \`containerd-containerd\` of Windows,
      and every directory that holds one of them.
    `,
    whenNotToFix: `
      A node agent of the security team may need it to see what runs. Nothing that runs other
      people's code, such as a build runner, ever should have it.
    `,
    examples: [
      {
        title: 'Sockets, and a directory that holds some',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: builder
          spec:
            containers:
              - name: builder
                image: registry.example/builder:1.2
            volumes:
              - name: docker
                hostPath:
                  path: /var/run/docker.sock # for builds
          #             ^^^^^^^^^^^^^^^^^^^^ Volume gives access to the container runtime through /var/run/docker.sock
                  type: Socket
              - name: runtimes
                hostPath: {path: /run/}
          #                      ^^^^^ Volume gives access to the container runtime through /run/
              - name: windows
                hostPath: {path: '\\\\.\\pipe\\docker_engine'}
          #                      ^^^^^^^^^^^^^^^^^^^^^^^^ Volume gives access to the container runtime through \\\\.\\pipe\\docker_engine
        `,
      },
      {
        title: 'A socket of its own, and one that a chart chooses',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: builder
          spec:
            containers:
              - name: builder
                image: registry.example/builder:1.2
            volumes:
              - name: own
                hostPath: {path: /srv/builder/docker.sock}
              - name: chosen
                hostPath: {path: {{ .Values.socket }}}
        `,
      },
    ],
  },

  *check(volume) {
    const { path } = volume;
    if (path.state !== 'known' || !holdsRuntimeSocket(path.value)) return;
    const message = `Volume gives access to the container runtime through ${path.value}`;
    yield { at: volume.hostPathAt, message };
  },
});
