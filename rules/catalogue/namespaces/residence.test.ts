import { expect, test } from 'vitest';
import { emptyWorkspace, type FileRole } from '../../engine/workspace';
import { readManifests } from '../../kubernetes/manifest';
import { sourceOf } from '../../yaml/source';
import { residenceOf } from './residence';

const NO_ROLE: FileRole = { isPartial: false, namespaces: [], rewrittenImages: [] };

test.each([
  ['its own', 'namespace: shop', {}, ['shop']],
  ['its own and that of a kustomization', 'namespace: shop', { namespaces: ['stage'] }, ['shop', 'stage']],
  ['that of a kustomization', '', { namespaces: ['stage'] }, ['stage']],
  ['none, where it has none', '', {}, 'unset'],
  ['none, where it has an empty one', 'namespace: ""', {}, 'unset'],
  ['not known, where it is no text', 'namespace: [shop]', {}, 'unknown'],
  ['not known, where a template gives it', 'namespace: "{{ .Values.it }}"', {}, 'unknown'],
  ['not known, where a template is about', 'uid: "{{ .Values.it }}"', {}, 'unknown'],
  ['not known, where it is a patch', 'namespace: shop', { isPartial: true }, 'unknown'],
])('the namespace of an object is %s', (_, metadata, role, expected) => {
  expect(residencesOf(metadata, { ...NO_ROLE, ...role })).toEqual([expected]);
});

test("an object of a chart is in the release's namespace, also where the file says nothing of templates", () => {
  expect(residencesOf('', NO_ROLE, true)).toEqual(['unknown']);
  expect(residencesOf('namespace: shop', NO_ROLE, true)).toEqual([['shop']]);
});

function residencesOf(metadata: string, role: FileRole, isTemplate = false) {
  const text = `apiVersion: v1\nkind: Secret\nmetadata:\n  name: x\n  ${metadata}\n`;
  const { manifests } = readManifests(sourceOf('x.yaml', text, { isTemplate }));
  return manifests.map((manifest) => residenceOf(manifest, { ...emptyWorkspace, roleOf: () => role }));
}
