import { defineRule } from '../../engine/rule';
import { persistentVolumeSpecOf, reclaimPolicyOf } from '../../kubernetes/storage';

const MESSAGES: ReadonlyMap<string, string> = new Map([
  ['Retain', 'Data stays behind when its claim is deleted'],
  ['Recycle', 'Volume goes to the next claim when its claim is deleted'],
]);

export default defineRule({
  meta: {
    id: 'storage-class-reclaim-retain',
    chapter: 'volumes',
    scope: 'object',
    title: 'Data that outlives its claim',
    summary: 'storage classes and unbound volumes that keep or reuse data after the claim is deleted',
    severity: 'info',
    default: 'off',
    fix: 'none',
    noFix: `
      With \`Delete\` the data is gone as soon as its claim is. No edit should decide that.
    `,
    standards: {
      cwe: ['CWE-226'],
    },
    whereWritten: ['persistentVolumeReclaimPolicy', 'reclaimPolicy'],
    why: `
      Where tenants share a StorageClass, what one of them leaves behind waits for whoever is given
      the volume next. With \`Retain\` that is a matter of how carefully an administrator wipes it;
      \`Recycle\` only deletes the files, is deprecated, and gives the same disk to the next claim.

      A PersistentVolume with a \`claimRef\` is kept for one claim and is not reported.
    `,
    whenNotToFix: `
      For data that must survive a claim deleted by mistake. Keep such a class for the one team that
      needs it.
    `,
    examples: [
      {
        title: 'A class whose volumes are kept',
        manifest: `
          apiVersion: storage.k8s.io/v1
          kind: StorageClass
          metadata:
            name: fast
          provisioner: disk.csi.example.org
          reclaimPolicy: Retain
          #              ^^^^^^ Data stays behind when its claim is deleted
        `,
      },
      {
        title: 'A volume for one claim after the other',
        manifest: `
          apiVersion: v1
          kind: PersistentVolume
          metadata:
            name: archive
          spec:
            persistentVolumeReclaimPolicy: Recycle
          #                                ^^^^^^^ Volume goes to the next claim when its claim is deleted
            nfs: {server: files.example, path: /archive}
        `,
      },
      {
        title: 'A class whose volumes go with their claims',
        manifest: `
          apiVersion: storage.k8s.io/v1
          kind: StorageClass
          metadata:
            name: fast
          provisioner: disk.csi.example.org
          reclaimPolicy: Delete
        `,
      },
      {
        title: 'A volume that is kept for one claim',
        manifest: `
          apiVersion: v1
          kind: PersistentVolume
          metadata:
            name: archive
          spec:
            persistentVolumeReclaimPolicy: Retain
            claimRef: {namespace: shop, name: archive}
            nfs: {server: files.example, path: /archive}
        `,
      },
    ],
  },

  *check(manifest) {
    const policy = reclaimPolicyOf(manifest);
    const message = policy?.state === 'known' ? MESSAGES.get(policy.value) : undefined;
    if (policy === undefined || message === undefined) return;
    const claim = persistentVolumeSpecOf(manifest)?.map('claimRef');
    if (claim === undefined || claim.state === 'absent') yield { at: policy, message };
  },
});
