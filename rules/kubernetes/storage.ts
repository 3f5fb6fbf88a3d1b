import type { Field } from '../yaml/field';
import type { MapView } from '../yaml/view';
import type { Manifest } from './manifest';

/** The spec of a PersistentVolume, which names its source as a pod's volume does; undefined for other kinds. */
export function persistentVolumeSpecOf(manifest: Manifest): MapView | undefined {
  return isKind(manifest, '', 'PersistentVolume') ? manifest.root.map('spec') : undefined;
}

/** Every mapping of an object that names a volume's source by its key: its pods' volumes, a PersistentVolume's spec. */
export function sourceHoldersOf(manifest: Manifest): readonly MapView[] {
  const spec = persistentVolumeSpecOf(manifest);
  const volumes = manifest.pods.flatMap((pod) => pod.volumes.map(({ view }) => view));
  return spec === undefined ? volumes : [...volumes, spec];
}

/** What becomes of a volume once its claim is deleted, as a StorageClass or PersistentVolume says; undefined for other kinds. */
export function reclaimPolicyOf(manifest: Manifest): Field<string> | undefined {
  if (isKind(manifest, 'storage.k8s.io', 'StorageClass')) return manifest.root.string('reclaimPolicy');
  return persistentVolumeSpecOf(manifest)?.string('persistentVolumeReclaimPolicy');
}

function isKind(manifest: Manifest, group: string, kind: string): boolean {
  return manifest.kind === kind && manifest.group === group;
}
