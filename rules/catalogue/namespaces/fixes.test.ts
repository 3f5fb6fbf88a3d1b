import { expect, test } from 'vitest';
import type { AnyRule } from '../../engine/rule';
import { optionsOf, problemsOf } from '../../testing/lint-example';
import namespaceDefault from './namespace-default';
import labelInvalid from './namespace-psa-label-invalid';
import versionOutdated from './namespace-psa-version-outdated';

test.each([
  ['a level that is like none', ['enforce: high']],
  ['a version that was read as a number', ['enforce-version: 1.30']],
  ['a version that is like none', ['warn-version: newest']],
  ['a key that is like none', ['exempt: "true"']],
  ['a key whose right form is there already', ['warn: baseline', 'wran: baseline']],
])('%s is reported and not guessed at', (_, labels) => {
  expect(fixesOf(labels)).toEqual([[]]);
});

test.each([
  ['enforce: Baseline', 'unsafe'],
  ['enforce-version: "1.29"', 'unsafe'],
  ['enforced: baseline', 'unsafe'],
  ['audit: Baseline', 'safe'],
  ['warn-version: V1.29.3', 'safe'],
  ['warn-version: lastest', 'safe'],
  ['warns: baseline', 'safe'],
])('correcting %s is %s', (label, safety) => {
  expect(fixesOf([label])).toEqual([[safety]]);
});

test('what a kustomization puts in default is not helped by another namespace of its own', () => {
  const text = 'apiVersion: v1\nkind: Secret\nmetadata: {name: shop}\n';
  const files = [{ path: 'kustomization.yaml', text: 'namespace: default\nresources: [example.yaml]' }];
  const problems = problemsOf(text, namespaceDefault, optionsOf({ files }));
  expect(problems.map(({ assist }) => assist)).toEqual([undefined]);
});

test.each([
  ['enforce-version: v1.20', 'unsafe'],
  ['warn-version: v1.20', 'safe'],
  ['enforce-version: v1.99', 'safe'],
])('setting %s to the target version is %s', (label, safety) => {
  expect(fixesOf([label], versionOutdated)).toEqual([[safety]]);
});

/** How safe the fixes of each problem with a Namespace of these labels are. */
function fixesOf(labels: readonly string[], rule: AnyRule = labelInvalid): readonly (readonly string[])[] {
  const lines = labels.map((label) => `    pod-security.kubernetes.io/${label}\n`).join('');
  const text = `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  labels:\n${lines}`;
  return problemsOf(text, rule, optionsOf({})).map(({ fixes }) => fixes.map(({ safety }) => safety));
}
