import type { ClaimFact, PersistentVolumeFact } from '../../engine/facts-storage';
import { defineRule } from '../../engine/rule';
import { namespacesOf, type WorkspaceView } from '../../engine/workspace';
import { selects } from '../../kubernetes/label-selector';
import { parseQuantity } from '../../kubernetes/quantity';
import { knownValue } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'workload-pvc-host-path-pv',
    chapter: 'cross-file',
    scope: 'volume',
    title: 'Path of the node by a claim',
    summary: 'volumes whose claim is bound to a PersistentVolume that is a directory of the node',
    severity: 'error',
    default: 'on',
    fix: 'none',
    noFix: `
      The data has to move to storage of another kind first.
    `,
    standards: { tob: ['TOB-K8S-038'], cwe: ['CWE-668'] },
    whereWritten: ['persistentVolumeClaim'],
    why: `
      Pod Security admission looks at the pod and sees a claim, which is allowed everywhere. What stands behind it is a
      directory of whichever node the pod runs on, with what other pods and the node itself keep there: the very thing
      that a hostPath volume would be refused for.

      A claim leads to a volume by its \`volumeName\`, by the volume's \`claimRef\`, or where only one volume in view has
      the claim's class and labels.
    `,
    whenNotToFix: `
      In a cluster of one node, for tests. A \`local\` volume is scheduled to the node that has it, at least.
    `,
    examples: [
      {
        title: 'A claim that only one volume can serve',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: db
          spec:
            containers:
              - name: db
                image: registry.example/db:1.2
            volumes:
              - name: data
                persistentVolumeClaim:
                  claimName: data
          #                  ^^^^ Volume is /srv/db of the node, by claim data and PersistentVolume db
        `,
        files: [
          {
            path: 'storage.yaml',
            text: `
              apiVersion: v1
              kind: PersistentVolume
              metadata:
                name: db
                labels: {disk: fast}
              spec:
                storageClassName: manual
                hostPath: {path: /srv/db}
              ---
              apiVersion: v1
              kind: PersistentVolume
              metadata:
                name: slow
              spec:
                storageClassName: manual
                nfs: {server: nfs.example, path: /srv}
              ---
              apiVersion: v1
              kind: PersistentVolumeClaim
              metadata:
                name: data
              spec:
                storageClassName: manual
                selector: {matchLabels: {disk: fast}}
            `,
          },
        ],
      },
      {
        title: 'A volume by its name, and one that is kept for the claim',
        manifest: `
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: db
            namespace: shop
          spec:
            selector: {matchLabels: {app: db}}
            template:
              metadata: {labels: {app: db}}
              spec:
                containers:
                  - name: db
                    image: registry.example/db:1.2
                volumes:
                  - name: data
                    persistentVolumeClaim: {claimName: named}
          #                                            ^^^^^ Volume is /srv/named of the node, by claim named and PersistentVolume named
                  - name: logs
                    persistentVolumeClaim: {claimName: kept}
          #                                            ^^^^ Volume is /srv/kept of the node, by claim kept and PersistentVolume kept
        `,
        files: [
          {
            path: 'storage.yaml',
            text: `
              apiVersion: v1
              kind: PersistentVolume
              metadata: {name: named}
              spec:
                hostPath: {path: /srv/named}
              ---
              apiVersion: v1
              kind: PersistentVolume
              metadata: {name: kept}
              spec:
                hostPath: {path: /srv/kept}
                claimRef: {namespace: shop, name: kept}
              ---
              apiVersion: v1
              kind: PersistentVolumeClaim
              metadata: {name: named, namespace: shop}
              spec:
                volumeName: named
              ---
              apiVersion: v1
              kind: PersistentVolumeClaim
              metadata: {name: kept, namespace: shop}
              spec: {}
            `,
          },
        ],
      },
      {
        title: 'Claims that several volumes can serve, that a class serves, or that are for other storage',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: db
          spec:
            containers:
              - name: db
                image: registry.example/db:1.2
            volumes:
              - name: either
                persistentVolumeClaim: {claimName: either}
              - name: default-class
                persistentVolumeClaim: {claimName: default-class}
              - name: nfs
                persistentVolumeClaim: {claimName: nfs}
              - name: kept
                persistentVolumeClaim: {claimName: alone}
              - name: twice
                persistentVolumeClaim: {claimName: twice}
              - name: unknown
                persistentVolumeClaim: {claimName: unknown}
        `,
        files: [
          {
            path: 'storage.yaml',
            text: `
              apiVersion: v1
              kind: PersistentVolume
              metadata: {name: path}
              spec:
                storageClassName: manual
                hostPath: {path: /srv/path}
              ---
              apiVersion: v1
              kind: PersistentVolume
              metadata: {name: nfs}
              spec:
                storageClassName: manual
                nfs: {server: nfs.example, path: /srv}
              ---
              apiVersion: v1
              kind: PersistentVolume
              metadata: {name: kept}
              spec:
                storageClassName: alone
                hostPath: {path: /srv/kept}
                claimRef: {namespace: shop, name: other}
              ---
              apiVersion: v1
              kind: PersistentVolumeClaim
              metadata: {name: either}
              spec: {storageClassName: manual}
              ---
              apiVersion: v1
              kind: PersistentVolumeClaim
              metadata: {name: default-class}
              spec: {}
              ---
              apiVersion: v1
              kind: PersistentVolumeClaim
              metadata: {name: nfs}
              spec: {volumeName: nfs}
              ---
              apiVersion: v1
              kind: PersistentVolumeClaim
              metadata: {name: alone}
              spec: {storageClassName: alone}
              ---
              apiVersion: v1
              kind: PersistentVolumeClaim
              metadata: {name: twice, namespace: shop}
              spec: {volumeName: path}
              ---
              apiVersion: v1
              kind: PersistentVolumeClaim
              metadata: {name: twice, namespace: billing}
              spec: {volumeName: nfs}
            `,
          },
        ],
      },
      {
        title:
          'Volumes that are too small, for one node alone, or of a class or with labels that a chart decides',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: db
          spec:
            containers:
              - name: db
                image: registry.example/db:1.2
            volumes:
              - name: large
                persistentVolumeClaim: {claimName: large}
              - name: shared
                persistentVolumeClaim: {claimName: shared}
              - name: labelled
                persistentVolumeClaim: {claimName: labelled}
        `,
        files: [
          {
            path: 'storage.yaml',
            text: `
              apiVersion: v1
              kind: PersistentVolume
              metadata: {name: small}
              spec:
                capacity: {storage: 1Gi}
                accessModes: [ReadWriteOnce]
                storageClassName: small
                hostPath: {path: /srv/small}
              ---
              apiVersion: v1
              kind: PersistentVolume
              metadata: {name: fast, labels: {disk: fast}}
              spec:
                storageClassName: {{ .Values.class }}
                hostPath: {path: /srv/fast}
              ---
              apiVersion: v1
              kind: PersistentVolume
              metadata: {name: slow, labels: {disk: {{ .Values.disk }}}}
              spec:
                storageClassName: disks
                nfs: {server: nfs.example, path: /srv}
              ---
              apiVersion: v1
              kind: PersistentVolumeClaim
              metadata: {name: large}
              spec: {storageClassName: small, resources: {requests: {storage: 10Gi}}}
              ---
              apiVersion: v1
              kind: PersistentVolumeClaim
              metadata: {name: shared}
              spec: {storageClassName: small, accessModes: [ReadWriteMany]}
              ---
              apiVersion: v1
              kind: PersistentVolumeClaim
              metadata: {name: labelled}
              spec: {storageClassName: disks, selector: {matchLabels: {disk: fast}}}
            `,
          },
        ],
      },
    ],
  },

  *check(volume, { workspace }) {
    const at = volume.view.map('persistentVolumeClaim').string('claimName');
    const name = knownValue(at);
    if (name === undefined) return;
    const claims = workspace.claims(namespacesOf(volume.pod.manifest, workspace), name);
    const [claim] = claims;
    const found = claims.map((each) => boundTo(each, workspace));
    const [bound] = found;
    // Of several claims of this name any may be the one that is meant.
    if (claim === undefined || bound === undefined || found.some((each) => each?.hostPath === undefined))
      return;
    yield {
      at,
      message: `Volume is ${bound.hostPath} of the node, by claim ${name} and PersistentVolume ${bound.name}`,
      related: [
        { at: claim.place, message: 'The claim' },
        { at: bound.place, message: 'The PersistentVolume' },
      ],
    };
  },
});

/** The volume in view that a claim certainly is bound to; undefined where it may be another. */
function boundTo(claim: ClaimFact, workspace: WorkspaceView): PersistentVolumeFact | undefined {
  const volumes = workspace.persistentVolumes();
  const candidates =
    claim.volume === undefined
      ? volumes.filter((volume) => isKeptFor(volume, claim))
      : volumes.filter(({ name }) => name === claim.volume);
  if (candidates.length > 0) return candidates.length === 1 ? candidates[0] : undefined;
  const [only, ...rivals] = volumes.filter((volume) => serves(volume, claim) !== false);
  return only !== undefined && rivals.length === 0 && serves(only, claim) === true ? only : undefined;
}

function isKeptFor({ claim: kept }: PersistentVolumeFact, { name, namespace }: ClaimFact): boolean {
  return kept?.name === name && kept.namespace === namespace;
}

/** Whether a volume that is kept for nobody serves a claim for the volumes of its class; undefined where that is not known. */
function serves(volume: PersistentVolumeFact, claim: ClaimFact): boolean | undefined {
  if (claim.volume !== undefined || volume.claim !== undefined || isTooLittle(volume, claim)) return false;
  const { storageClass, selector } = claim;
  if (storageClass === undefined || selector === undefined) return false;
  const hasLabels = selects(selector, volume.labels);
  if (hasLabels === false || (volume.storageClass ?? storageClass) !== storageClass) return false;
  return hasLabels === true && volume.storageClass !== undefined ? true : undefined;
}

/** Whether a volume certainly holds less than a claim asks for, or may not be used as it wants. */
function isTooLittle(volume: PersistentVolumeFact, claim: ClaimFact): boolean {
  const [has, wants] = [volume.capacity, claim.storage].map((text) => parseQuantity(text ?? ''));
  const { accessModes: modes } = volume;
  const isMissing = modes !== undefined && claim.accessModes?.some((mode) => !modes.includes(mode)) === true;
  return isMissing || (has !== undefined && wants !== undefined && has < wants);
}
