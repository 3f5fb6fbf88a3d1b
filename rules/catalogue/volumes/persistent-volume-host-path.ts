import { defineRule } from '../../engine/rule';
import { holdsRuntimeSocket, isSensitivePath } from '../../kubernetes/node-path';
import { pathPlaceOf } from '../../kubernetes/volume';

export default defineRule({
  meta: {
    id: 'persistent-volume-host-path',
    chapter: 'volumes',
    scope: 'PersistentVolume',
    title: 'hostPath in a PersistentVolume',
    summary: '`PersistentVolume` objects that are a directory or file of a node (`hostPath`)',
    severity: 'error',
    default: 'on',
    fix: 'none',
    noFix: `
      Which storage can take the place of the directory, and how its data gets there, depends on the
      cluster.
    `,
    standards: {
      nsa: ['POD-4'],
      cis: { '1.12': ['5.1.9'] },
      tob: ['TOB-K8S-038'],
      attack: ['T1611'],
    },
    why: `
      Pod Security admission looks at pods, and a pod that uses such a volume only names a claim. So
      it gets the directory of the node even where the Restricted level is enforced. Whoever may
      create PersistentVolumes and pods can read and write any file of any node.
    `,
    whenNotToFix: `
      On a cluster of one node for trying things out. For disks of a node in production use a
      \`local\` volume, which at least ties its pods to that node.
    `,
    examples: [
      {
        title: 'Directories of a node that pods can claim',
        manifest: `
          apiVersion: v1
          kind: PersistentVolume
          metadata:
            name: data
          spec:
            capacity: {storage: 10Gi}
            accessModes: [ReadWriteOnce]
            hostPath:
              path: /srv/data # on every node
          #         ^^^^^^^^^ PersistentVolume is /srv/data of the node
        `,
      },
      {
        title: 'A sensitive directory',
        manifest: `
          apiVersion: v1
          kind: PersistentVolume
          metadata:
            name: kubelet
          spec:
            hostPath: {path: /var/lib/kubelet}
          #                  ^^^^^^^^^^^^^^^^ PersistentVolume shows the sensitive directory /var/lib/kubelet of the node
        `,
      },
      {
        title: "The container runtime's socket",
        manifest: `
          apiVersion: v1
          kind: PersistentVolume
          metadata:
            name: docker
          spec:
            hostPath: {path: /var/run/docker.sock, type: Socket}
          #                  ^^^^^^^^^^^^^^^^^^^^ PersistentVolume gives access to the container runtime through /var/run/docker.sock
        `,
      },
      {
        title: 'A source without a path',
        manifest: `
          apiVersion: v1
          kind: PersistentVolume
          metadata:
            name: data
          spec:
            hostPath: {}
          # ^^^^^^^^ PersistentVolume is a path of the node
        `,
      },
      {
        title: 'A volume of a CSI driver, and a source that is null',
        manifest: `
          apiVersion: v1
          kind: PersistentVolume
          metadata:
            name: data
          spec:
            capacity: {storage: 10Gi}
            accessModes: [ReadWriteOnce]
            hostPath: null
            csi:
              driver: disk.csi.example.org
              volumeHandle: data
        `,
      },
    ],
  },

  *check(manifest) {
    const hostPath = manifest.root.map('spec').map('hostPath');
    if (hostPath.state !== 'known') return;
    const path = hostPath.knownString('path');
    yield { at: pathPlaceOf(hostPath), message: `PersistentVolume ${whatItDoes(path)}` };
  },
});

/** The gravest fact about it, as the rules about the volumes of pods say it. */
function whatItDoes(path: string | undefined): string {
  if (path === undefined) return 'is a path of the node';
  if (holdsRuntimeSocket(path)) return `gives access to the container runtime through ${path}`;
  if (isSensitivePath(path)) return `shows the sensitive directory ${path} of the node`;
  return `is ${path} of the node`;
}
