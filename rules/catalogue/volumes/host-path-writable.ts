import { set, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import type { Volume } from '../../kubernetes/volume';
import { volumeMountsOf } from '../../kubernetes/volume-mount';
import { mayBe } from '../../yaml/field';
import { isStaticControlPlane } from '../pod-security/exemptions';

export default defineRule({
  meta: {
    id: 'host-path-writable',
    chapter: 'volumes',
    scope: 'container',
    title: 'Writable path of the node in a container',
    summary: 'mounts through which a container may write to files of its node',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: {
      nsa: ['POD-4'],
    },
    whereWritten: ['hostPath'],
    why: `
      What a container writes to a hostPath volume stays on the node after the pod is gone. Other
      pods and the node itself read it: a program that root runs there, a configuration file, a
      symbolic link that leads somewhere else. With \`readOnly: true\` an intruder can read, but
      leave nothing.

      Sockets and devices are not reported, for a read-only mount does not keep anybody from using
      them.
    `,
    whenNotToFix: `
      Storage and network plugins place their sockets and programs on the node, and agents keep
      their position in a log there. Give them a directory of their own.
    `,
    examples: [
      {
        title: 'A mount that says nothing, and one that asks to write',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: logs
          spec:
            containers:
              - name: agent
                image: registry.example/agent:1.4
                volumeMounts:
                  - name: pods
          #               ^^^^ Container may write to /srv/pods of the node
                    mountPath: /srv/pods
                  - {name: state, mountPath: /state, readOnly: false}
          #                                                    ^^^^^ Container may write to /srv/state of the node
            volumes:
              - name: pods
                hostPath:
                  path: /srv/pods
              - name: state
                hostPath: {path: /srv/state, type: DirectoryOrCreate}
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: logs
          spec:
            containers:
              - name: agent
                image: registry.example/agent:1.4
                volumeMounts:
                  - name: pods
                    mountPath: /srv/pods
                    readOnly: true
                  - {name: state, mountPath: /state, readOnly: true}
            volumes:
              - name: pods
                hostPath:
                  path: /srv/pods
              - name: state
                hostPath: {path: /srv/state, type: DirectoryOrCreate}
        `,
      },
      {
        title: 'A read-only mount, a volume that is no path of the node, and one that is not there',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: logs
          spec:
            containers:
              - name: agent
                image: registry.example/agent:1.4
                volumeMounts:
                  - name: pods
                    mountPath: /srv/pods
                    readOnly: true
                  - name: scratch
                    mountPath: /tmp
                  - name: other
                    mountPath: /other
            volumes:
              - name: pods
                hostPath:
                  path: /srv/pods
              - name: scratch
                emptyDir: {}
        `,
      },
      {
        title: 'Sockets and devices, which a read-only mount does not protect',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: driver
          spec:
            containers:
              - name: driver
                image: registry.example/driver:1.4
                volumeMounts:
                  - {name: api, mountPath: /run/api.sock}
                  - {name: plugin, mountPath: /run/plugin}
                  - {name: fuse, mountPath: /dev/fuse}
                  - {name: disk, mountPath: /disk}
                  - {name: tape, mountPath: /tape}
                  - {name: pipe, mountPath: '\\\\.\\pipe\\api'}
            volumes:
              - name: api
                hostPath: {path: /srv/api.sock}
              - name: plugin
                hostPath: {path: /srv/plugin, type: Socket}
              - name: fuse
                hostPath: {path: /dev/fuse}
              - name: disk
                hostPath: {path: /srv/disk, type: BlockDevice}
              - name: tape
                hostPath: {path: /srv/tape, type: CharDevice}
              - name: pipe
                hostPath: {path: '\\\\.\\pipe\\api'}
        `,
      },
      {
        title: 'A path and a mount that a chart chooses',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: logs
          spec:
            containers:
              - name: agent
                image: registry.example/agent:1.4
                volumeMounts:
                  - {name: chosen, mountPath: /chosen}
                  - name: pods
                    mountPath: /srv/pods
                    readOnly: {{ .Values.readOnly }}
            volumes:
              - name: chosen
                hostPath: {path: {{ .Values.path }}}
              - name: pods
                hostPath: {path: /srv/pods}
        `,
      },
      {
        title: "One of the control plane's own pods, which a kubelet starts from a file",
        manifest: `
          apiVersion: v1
          kind: Pod # static
          metadata:
            name: etcd
            namespace: kube-system
            labels:
              component: etcd
          spec:
            containers:
              - name: etcd
                image: registry.example/etcd:3.6.4
                volumeMounts:
                  - name: data
                    mountPath: /var/lib/etcd
            volumes:
              - name: data
                hostPath:
                  path: /var/lib/etcd
        `,
      },
    ],
  },

  *check(container, context) {
    for (const { readOnly, volume } of volumeMountsOf(container)) {
      if (mayBe(readOnly, true) || volume === undefined) continue;
      if (volume.path.state !== 'known' || isUsedByReading(volume)) continue;
      if (isStaticControlPlane(container.pod, context)) return;
      yield {
        at: readOnly,
        message: `Container may write to ${volume.path.value} of the node`,
        fixes: [unsafeFix('Mount it read-only', set(readOnly, true))],
      };
    }
  },
});

/** Whether the path may be a socket or a device: whoever may open it for reading can do with it what they like. */
function isUsedByReading({ path, hostPath }: Volume): boolean {
  const type = hostPath.string('type');
  if (['Socket', 'CharDevice', 'BlockDevice'].some((each) => mayBe(type, each))) return true;
  return path.state === 'known' && /\.sock$|^\/dev\/.|\\pipe\\/.test(path.value);
}
