import { defineRule } from '../../engine/rule';
import { sourceHoldersOf } from '../../kubernetes/storage';

/** Types by the version from which on they are not mounted any more. */
const REMOVED: ReadonlyMap<string, string> = new Map([
  ['photonPersistentDisk', '1.16'],
  ['scaleIO', '1.22'],
  ['flocker', '1.25'],
  ['quobyte', '1.25'],
  ['storageos', '1.25'],
  ['glusterfs', '1.26'],
  ['cephfs', '1.31'],
  ['rbd', '1.31'],
]);
const DEPRECATED: ReadonlyMap<string, string> = new Map([['flexVolume', '1.23']]);

export default defineRule({
  meta: {
    id: 'volume-type-removed',
    chapter: 'volumes',
    scope: 'object',
    title: 'Volume type that is gone',
    summary: 'volumes of a type that the target version does not mount any more, or that is deprecated',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      The storage has to be reached through its CSI driver, which needs a new PersistentVolume and
      often a new way to log in.
    `,
    standards: {
      nsa: ['UPG'],
      cwe: ['CWE-477'],
    },
    covers: ['volume-type-not-restricted'],
    whereWritten: [...REMOVED.keys(), ...DEPRECATED.keys()],
    why: `
      The drivers of these types were part of Kubernetes and have been taken out; the API still
      accepts the fields, but the pod waits for its volume for ever. A cluster that still mounts them
      runs a version that gets no security fixes.

      Reported for the target version: photonPersistentDisk from 1.16, scaleIO from 1.22, flocker,
      quobyte and storageos from 1.25, glusterfs from 1.26, cephfs and rbd from 1.31. flexVolume is
      reported from 1.23 as deprecated: its drivers are programs that root runs on every node.
    `,
    whenNotToFix: `
      Where the cluster is older than \`kubernetesVersion\` says: set that. For flexVolume, where the
      driver has no successor yet.
    `,
    examples: [
      {
        title: 'Types of which the driver is gone, and one that is to go',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: reports
          spec:
            containers:
              - name: app
                image: registry.example/reports:3.1
            volumes:
              - name: archive
                glusterfs:
          #     ^^^^^^^^^ Volume type glusterfs is not mounted any more since Kubernetes 1.26
                  endpoints: gluster
                  path: archive
              - name: legacy
                flexVolume: {driver: example.org/disk}
          #     ^^^^^^^^^^ Volume type flexVolume is deprecated since Kubernetes 1.23
        `,
      },
      {
        title: 'A PersistentVolume of such a type',
        manifest: `
          apiVersion: v1
          kind: PersistentVolume
          metadata:
            name: archive
          spec:
            capacity: {storage: 10Gi}
            accessModes: [ReadWriteMany]
            cephfs:
          # ^^^^^^ Volume type cephfs is not mounted any more since Kubernetes 1.31
              monitors: [ceph.example:6789]
        `,
      },
      {
        title: 'A type that the target version still mounts',
        kubernetesVersion: '1.22',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: reports
          spec:
            containers:
              - name: app
                image: registry.example/reports:3.1
            volumes:
              - name: archive
                rbd: {image: archive, monitors: ['ceph.example:6789']}
              - name: legacy
                flexVolume: {driver: example.org/disk}
        `,
      },
      {
        title: 'A CSI driver, and a type that is switched off',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: reports
          spec:
            containers:
              - name: app
                image: registry.example/reports:3.1
            volumes:
              - name: archive
                csi: {driver: cephfs.csi.example.org}
              - name: old
                cephfs: null
              - name: chosen
                rbd: {{ .Values.rbd }}
        `,
      },
    ],
  },

  *check(manifest, { target }) {
    for (const holder of sourceHoldersOf(manifest)) {
      for (const source of holder.keys()) {
        const removed = REMOVED.get(source);
        const since = removed ?? DEPRECATED.get(source);
        if (since === undefined || !target.atLeast(since)) continue;
        const at = holder.map(source);
        if (at.state !== 'known') continue;
        const what = removed === undefined ? 'is deprecated' : 'is not mounted any more';
        yield { at, message: `Volume type ${source} ${what} since Kubernetes ${since}` };
      }
    }
  },
});
