import { expect, test } from 'vitest';
import { knownValue } from '../yaml/field';
import { sourceOf } from '../yaml/source';
import { type Manifest, readManifests } from './manifest';
import { persistentVolumeSpecOf, reclaimPolicyOf, sourceHoldersOf } from './storage';
import { volumeMountsOf } from './volume-mount';

test('pods and PersistentVolumes name the sources of volumes, and other objects do not', () => {
  const sources = (text: string) => sourceHoldersOf(manifestOf(text)).map((holder) => holder.keys());
  expect(sources('{apiVersion: v1, kind: PersistentVolume, spec: {nfs: {}}}')).toEqual([['nfs']]);
  expect(sources('{apiVersion: v1, kind: Pod, spec: {volumes: [{name: a, rbd: {}}]}}')).toEqual([
    ['name', 'rbd'],
  ]);
  expect(sources('{apiVersion: v1, kind: PersistentVolumeClaim, spec: {nfs: {}}}')).toEqual([]);
});

test('a PersistentVolume of another group is none', () => {
  expect(
    persistentVolumeSpecOf(manifestOf('{apiVersion: apps/v1, kind: PersistentVolume, spec: {}}')),
  ).toBeUndefined();
});

test('classes and volumes say what becomes of data, each under its own key', () => {
  const policy = (text: string) => reclaimPolicyOf(manifestOf(text));
  const ofClass = policy('{apiVersion: storage.k8s.io/v1, kind: StorageClass, reclaimPolicy: Retain}');
  const ofVolume = policy(
    '{apiVersion: v1, kind: PersistentVolume, spec: {persistentVolumeReclaimPolicy: Delete}}',
  );
  expect([ofClass, ofVolume].map((field) => field && knownValue(field))).toEqual(['Retain', 'Delete']);
  expect(policy('{apiVersion: v1, kind: Secret, reclaimPolicy: Retain}')).toBeUndefined();
});

test('a mount is of the volume of its name, unless several have it', () => {
  const volumesOf = (volumes: string) => {
    const containers = '[{name: x, image: x, volumeMounts: [{name: a, mountPath: /a}]}]';
    const text = `{apiVersion: v1, kind: Pod, spec: {containers: ${containers}, volumes: ${volumes}}}`;
    const mounts = manifestOf(text).pods.flatMap(({ containers }) => containers.flatMap(volumeMountsOf));
    return mounts.map(({ volume }) => volume?.sources);
  };
  expect(volumesOf('[{name: b, nfs: {}}, {name: a, emptyDir: {}}]')).toEqual([['emptyDir']]);
  expect(volumesOf('[{name: a, nfs: {}}, {name: a, emptyDir: {}}]')).toEqual([undefined]);
  expect(volumesOf('[{name: b, nfs: {}}]')).toEqual([undefined]);
});

function manifestOf(text: string): Manifest {
  const [manifest] = readManifests(sourceOf('x.yaml', `${text}\n`)).manifests;
  if (manifest === undefined) throw new Error('no object');
  return manifest;
}
