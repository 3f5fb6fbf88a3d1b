import { describe, expect, test } from 'vitest';
import { sourceOf } from '../yaml/source';
import { fileSourcesOf, hasMode, usesDefaultMode } from './file-source';
import { readManifests } from './manifest';

/** The file sources of a volume. */
function sources(volume: string) {
  const text = `apiVersion: v1\nkind: Pod\nspec: {containers: [{name: a, image: a}], volumes: [{name: a, ${volume}}]}`;
  const [manifest] = readManifests(sourceOf('x.yaml', text)).manifests;
  return (manifest?.pods ?? []).flatMap((pod) => pod.volumes).flatMap(fileSourcesOf);
}

test('a volume of one source has its mode, a projected one shares it among all', () => {
  const found = (volume: string) =>
    sources(volume).map(({ kind, defaultMode }) => `${kind} ${defaultMode.path.slice(3).join('.')}`);
  expect(found('secret: {}')).toEqual(['secret secret.defaultMode']);
  expect(found('configMap: {}')).toEqual(['configMap configMap.defaultMode']);
  expect(found('projected: {sources: [{secret: {}}, {downwardAPI: {}}, {serviceAccountToken: {}}]}')).toEqual(
    ['secret projected.defaultMode', 'downwardAPI projected.defaultMode'],
  );
  expect(found('emptyDir: {}')).toEqual([]);
  expect(found('secret: null')).toEqual([]);
});

test.each([
  ['', true],
  ['items: []', true],
  ['items: [{mode: 0400}, {}]', true],
  ['items: [{mode: 0400}]', false],
  ['items: [{mode: "{{ .Values.mode }}"}]', false],
])('secret: {%s} may use its default mode: %s', (fields, expected) => {
  expect(sources(`secret: {${fields}}`).map(usesDefaultMode)).toEqual([expected]);
});

describe('a mode', () => {
  test.each([
    ['0644', 0o004, true],
    ['0o644', 0o004, true],
    ['420', 0o004, true],
    ['0640', 0o004, false],
    ['0777', 0o002, true],
    ['1023', 0o002, false],
    ['-1', 0o002, false],
    ['"0777"', 0o002, false],
  ])('%s has one of the bits %i: %s', (mode, bits, expected) => {
    expect(sources(`secret: {defaultMode: ${mode}}`).map((one) => hasMode(one.defaultMode, bits))).toEqual([
      expected,
    ]);
  });
});
