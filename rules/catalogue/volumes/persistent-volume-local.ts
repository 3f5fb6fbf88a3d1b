import { defineRule } from '../../engine/rule';
import { pathPlaceOf } from '../../kubernetes/volume';

export default defineRule({
  meta: {
    id: 'persistent-volume-local',
    chapter: 'volumes',
    scope: 'PersistentVolume',
    title: 'Disk of a node in a PersistentVolume',
    summary: '`PersistentVolume` objects that are a disk or directory of one node (`local`)',
    severity: 'info',
    default: 'on',
    fix: 'none',
    noFix: `
      Whether storage outside of the node can take its place depends on the cluster and on how fast
      the workload needs it.
    `,
    standards: {
      tob: ['TOB-K8S-038'],
    },
    why: `
      A \`local\` volume shows a pod a path of its node, and Pod Security admission sees only the
      claim. Where the path is a directory and not the root of a disk, tenants share that disk: one
      can fill it for the others. The data stays on the node when the claim is gone.
    `,
    whenNotToFix: `
      Databases that replicate their data themselves are made for local disks. See to it that every
      path is a file system of its own, and that only administrators create PersistentVolumes.
    `,
    examples: [
      {
        title: 'A disk of a node',
        manifest: `
          apiVersion: v1
          kind: PersistentVolume
          metadata:
            name: disk-1
          spec:
            capacity: {storage: 100Gi}
            accessModes: [ReadWriteOnce]
            local:
              path: /mnt/disks/1
          #         ^^^^^^^^^^^^ PersistentVolume is /mnt/disks/1 of one node
            nodeAffinity:
              required:
                nodeSelectorTerms:
                  - matchExpressions:
                      - {key: kubernetes.io/hostname, operator: In, values: [node-1]}
        `,
      },
      {
        title: 'A source without a path',
        manifest: `
          apiVersion: v1
          kind: PersistentVolume
          metadata:
            name: disk-1
          spec:
            local: {}
          # ^^^^^ PersistentVolume is a path of one node
        `,
      },
      {
        title: 'A volume of a file server, and a source that is null',
        manifest: `
          apiVersion: v1
          kind: PersistentVolume
          metadata:
            name: archive
          spec:
            capacity: {storage: 100Gi}
            accessModes: [ReadWriteMany]
            local: null
            nfs: {server: files.example, path: /local}
        `,
      },
    ],
  },

  *check(manifest) {
    const local = manifest.root.map('spec').map('local');
    if (local.state !== 'known') return;
    const path = local.knownString('path') ?? 'a path';
    yield { at: pathPlaceOf(local), message: `PersistentVolume is ${path} of one node` };
  },
});
