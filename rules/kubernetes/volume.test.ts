import { expect, test } from 'vitest';
import { sourceOf } from '../yaml/source';
import { readManifests } from './manifest';

test.each([
  ['emptyDir: {}', true],
  ['emptyDir: {medium: Memory}', true],
  ['emptyDir: null', true],
  ['secret: null', true],
  ['', true],
  ['secret: {}', false],
  ['hostPath: "{{ .Values.path }}"', false],
  ['{{ .Values.source }}', false],
])('whether {name: a, %s} certainly is an emptyDir: %s', (source, expected) => {
  const lines = source === '' ? '' : `\n    ${source}`;
  const text = `apiVersion: v1\nkind: Pod\nspec:\n  containers: [{name: a, image: a}]\n  volumes:\n  - name: a${lines}\n`;
  const [manifest] = readManifests(sourceOf('x.yaml', text)).manifests;
  const volumes = (manifest?.pods ?? []).flatMap((pod) => pod.volumes);
  expect(volumes.map(({ isEmptyDir }) => isEmptyDir)).toEqual([expected]);
});
