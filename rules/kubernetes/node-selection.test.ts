import { expect, test } from 'vitest';
import { sourceOf } from '../yaml/source';
import { readManifests } from './manifest';
import { nodeLabelsOf } from './node-selection';

test('a pod asks for the labels of its selector', () => {
  expect(labelsOf('nodeSelector: {disk: fast, zone: "{{ .Values.zone }}", none: null}')).toEqual([
    ['disk', 'spec.nodeSelector.disk'],
  ]);
});

test('a pod asks for what its affinity says must be, and not for what must not', () => {
  const expressions =
    '[{key: a, operator: In, values: [x]}, {key: b, operator: Exists}, {key: c, operator: DoesNotExist}, {key: d}]';
  const term = `{nodeSelectorTerms: [{matchExpressions: ${expressions}}]}`;
  const path =
    'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms.0';
  expect(
    labelsOf(`affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: ${term}}}`),
  ).toEqual([
    ['a', `${path}.matchExpressions.0`],
    ['b', `${path}.matchExpressions.1`],
  ]);
});

test('a preference goes as a whole only where the label is all it asks for', () => {
  const a = '{key: a, operator: Exists}';
  const preferences = [
    `{weight: 1, preference: {matchExpressions: [${a}]}}`,
    `{weight: 1, preference: {matchExpressions: [${a}], matchFields: [{key: metadata.name, operator: In, values: [x]}]}}`,
  ];
  const list = `{preferredDuringSchedulingIgnoredDuringExecution: [${preferences.join(', ')}]}`;
  const path = 'spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution';
  expect(labelsOf(`affinity: {nodeAffinity: ${list}}`)).toEqual([
    ['a', `${path}.0`],
    ['a', `${path}.1.preference.matchExpressions.0`],
  ]);
});

/** The labels a pod asks for, each with the path of what has to go. */
function labelsOf(spec: string): readonly (readonly [string, string])[] {
  const text = `apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec:\n  containers: [{name: x, image: x}]\n  ${spec}\n`;
  const { manifests } = readManifests(sourceOf('x.yaml', text));
  return manifests
    .flatMap(({ pods }) => pods.flatMap(nodeLabelsOf))
    .map(({ key, whole }) => [key, whole.path.join('.')] as const);
}
