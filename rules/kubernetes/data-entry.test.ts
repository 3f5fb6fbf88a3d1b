import { expect, test } from 'vitest';
import { sourceOf } from '../yaml/source';
import { configMapEntries, type DataEntry, secretEntries } from './data-entry';
import { type Manifest, readManifests } from './manifest';

function entries(text: string, read: (manifest: Manifest) => readonly DataEntry[]) {
  const [manifest] = readManifests(sourceOf('x.yaml', `apiVersion: v1\n${text}`)).manifests;
  if (manifest === undefined) throw new Error('no object');
  return read(manifest).map(({ key, field, text }) => [field.path.join('.'), key, text]);
}

test('entries of a Secret are decoded, but for those of stringData', () => {
  expect(
    entries('kind: Secret\ndata: {a: YWJj, b: "<b>", c: 1}\nstringData: {d: YWJj}', secretEntries),
  ).toEqual([
    ['stringData.d', 'd', 'YWJj'],
    ['data.a', 'a', 'abc'],
    ['data.b', 'b', '<b>'],
    ['data.c', 'c', undefined],
  ]);
});

test('entries of a ConfigMap are as written, but for those of binaryData', () => {
  expect(entries('kind: ConfigMap\ndata: {a: YWJj}\nbinaryData: {b: YWJj}', configMapEntries)).toEqual([
    ['data.a', 'a', 'YWJj'],
    ['binaryData.b', 'b', 'abc'],
  ]);
});
