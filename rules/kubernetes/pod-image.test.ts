import { expect, test } from 'vitest';
import { knownValue } from '../yaml/field';
import { sourceOf } from '../yaml/source';
import { readManifests } from './manifest';
import { imagesOf } from './pod-image';

test('the images of a pod are those of all its containers, then those its volumes show', () => {
  const text = `
apiVersion: v1
kind: Pod
spec:
  initContainers: [{name: a, image: a:1}]
  containers: [{name: b, image: b:1, imagePullPolicy: Always}]
  ephemeralContainers: [{name: c, image: c:1}]
  volumes: [{name: d, image: {reference: d:1, pullPolicy: Never}}, {name: e, emptyDir: {}}]
`;
  const [manifest] = readManifests(sourceOf('x.yaml', text)).manifests;
  const images = (manifest?.pods ?? []).flatMap(imagesOf);
  expect(images.map(({ reference, pullPolicy }) => [knownValue(reference), knownValue(pullPolicy)])).toEqual([
    ['a:1', undefined],
    ['b:1', 'Always'],
    ['c:1', undefined],
    ['d:1', 'Never'],
  ]);
});
