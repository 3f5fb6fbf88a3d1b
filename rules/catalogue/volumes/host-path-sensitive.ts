import { defineRule } from '../../engine/rule';
import { isSensitivePath } from '../../kubernetes/node-path';
import { isStaticControlPlane } from '../pod-security/exemptions';

export default defineRule({
  meta: {
    id: 'host-path-sensitive',
    chapter: 'volumes',
    scope: 'volume',
    title: 'Sensitive directory of the node in a volume',
    summary: 'volumes that show a pod a sensitive directory of its node',
    severity: 'error',
    default: 'on',
    fix: 'none',
    noFix: `
      What the pod looks for there, and where else it could find it, is not in the manifest.
    `,
    standards: {
      nsa: ['POD-4'],
      tob: ['TOB-K8S-008', 'TOB-K8S-026'],
      attack: ['T1611', 'T1552.001'],
    },
    covers: ['volume-type-not-restricted'],
    whereWritten: ['hostPath'],
    why: `
      These directories hold what makes the node trusted: the keys of the kubelet and the control
      plane, the volumes and service account tokens of every other pod, the programs that run as
      root. Reading is often enough. Where the pod may write, one cron job or static pod manifest
      makes it root on the node; a symbolic link in \`/var/log\` makes the kubelet read any file.

      Reported are \`/\` and any path in or above \`/bin\`, \`/boot\`, \`/dev\`, \`/etc\`,
      \`/home\`, \`/lib\`, \`/proc\`, \`/root\`, \`/run\`, \`/sys\`, \`/usr\`,
      \`/var/lib/containerd\`, \`/var/lib/docker\`, \`/var/lib/etcd\`, \`/var/lib/kubelet\`,
      \`/var/log\` and \`/var/run\`; on a drive of a Windows node also in \`Program Files\`,
      \`ProgramData\`, \`Users\` and \`Windows\`.
    `,
    whenNotToFix: `
      The control plane, storage and network plugins and log collectors cannot do without. Mount the
      narrowest path, with \`readOnly: true\`, and silence the rule there.
    `,
    examples: [
      {
        title: 'Directories that hold the keys to the node',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: backup
          spec:
            containers:
              - name: backup
                image: registry.example/backup:1.2
            volumes:
              - name: kubelet
                hostPath:
                  path: /var/lib/kubelet # all of it
          #             ^^^^^^^^^^^^^^^^ Volume shows the sensitive directory /var/lib/kubelet of the node
              - name: state
                hostPath: {path: /var/lib/}
          #                      ^^^^^^^^^ Volume shows the sensitive directory /var/lib/ of the node
              - name: drive
                hostPath: {path: 'C:\\'}
          #                      ^^^^^ Volume shows the sensitive directory C:\\ of the node
        `,
      },
      {
        title: 'A directory of its own, and one that a chart chooses',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: backup
          spec:
            containers:
              - name: backup
                image: registry.example/backup:1.2
            volumes:
              - name: archive
                hostPath: {path: /srv/etc/archive}
              - name: chosen
                hostPath: {path: {{ .Values.path }}}
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
            volumes:
              - name: data
                hostPath:
                  path: /var/lib/etcd
        `,
      },
    ],
  },

  *check(volume, context) {
    const { path } = volume;
    if (path.state !== 'known' || !isSensitivePath(path.value)) return;
    if (isStaticControlPlane(volume.pod, context)) return;
    const message = `Volume shows the sensitive directory ${path.value} of the node`;
    yield { at: volume.hostPathAt, message };
  },
});
