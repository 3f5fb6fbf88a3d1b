import { expect, test } from 'vitest';
import type { Destinations } from '../../engine/facts-deliveries';
import { emptyWorkspace, type FileRole } from '../../engine/workspace';
import { readManifests } from '../../kubernetes/manifest';
import { sourceOf } from '../../yaml/source';
import { mayBeInOneOf, residenceOf } from './residence';

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
  ['not known, where a controller gives one', '', { destinations: to(['stage'], []) }, 'unknown'],
  ['its own, where a controller gives one', 'namespace: shop', { destinations: to(['stage'], []) }, ['shop']],
  [
    'not known, where a controller sets it',
    'namespace: shop',
    { destinations: to([], ['stage']) },
    'unknown',
  ],
  [
    'its own, where a controller sets the same',
    'namespace: shop',
    { destinations: to([], ['shop']) },
    ['shop'],
  ],
  ['not known, where it is a patch', 'namespace: shop', { isPartial: true }, 'unknown'],
])('the namespace of an object is %s', (_, metadata, role, expected) => {
  expect(residencesOf(metadata, { ...NO_ROLE, ...role })).toEqual([expected]);
});

test("an object of a chart is in the release's namespace, also where the file says nothing of templates", () => {
  expect(residencesOf('', NO_ROLE, true)).toEqual(['unknown']);
  expect(residencesOf('namespace: shop', NO_ROLE, true)).toEqual([['shop']]);
});

test.each([
  ['unknown', '', to(['*'], []), [true, true]],
  ['one of the destinations', '', to(['stage'], []), [true, false]],
  ['its own or another', 'namespace: shop', to([], ['stage']), [true, true]],
  ['its own', 'namespace: shop', to(['stage'], []), [false, true]],
])(
  'the namespace of an object that a controller applies may be %s',
  (_, metadata, destinations, expected) => {
    const found = ['stage', 'shop'].map((name) =>
      manifestsOf(metadata).some((manifest) =>
        mayBeInOneOf([name], manifest, { ...emptyWorkspace, roleOf: () => ({ ...NO_ROLE, destinations }) }),
      ),
    );
    expect(found).toEqual(expected);
  },
);

function to(defaults: readonly string[], overrides: readonly string[]): Destinations {
  return { defaults, overrides };
}

function residencesOf(metadata: string, role: FileRole, isTemplate = false) {
  return manifestsOf(metadata, isTemplate).map((manifest) =>
    residenceOf(manifest, { ...emptyWorkspace, roleOf: () => role }),
  );
}

function manifestsOf(metadata: string, isTemplate = false) {
  const text = `apiVersion: v1\nkind: Secret\nmetadata:\n  name: x\n  ${metadata}\n`;
  return readManifests(sourceOf('x.yaml', text, { isTemplate })).manifests;
}
