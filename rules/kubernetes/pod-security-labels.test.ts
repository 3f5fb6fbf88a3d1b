import { expect, test } from 'vitest';
import { sourceOf } from '../yaml/source';
import { readManifests } from './manifest';
import { isWeaker, levelOf, minorOf } from './pod-security-labels';

test.each([
  ['v1.0', 0],
  ['v1.29', 29],
  ['v1.029', undefined],
  ['1.29', undefined],
  ['v1.29.1', undefined],
  ['latest', undefined],
])('version %s names the minor version %s', (version, minor) => {
  expect(minorOf(version)).toBe(minor);
});

test.each([
  ['privileged', 'baseline', true],
  ['baseline', 'restricted', true],
  ['null', 'baseline', true],
  ['null', 'privileged', false],
  ['baseline', 'baseline', false],
  ['restricted', 'baseline', false],
  ['misspelt', 'baseline', false],
  ['baseline', 'misspelt', false],
  ['{{ .Values.level }}', 'restricted', false],
])('that level %s is weaker than %s is %s', (level, than, expected) => {
  const text = `apiVersion: v1\nkind: Namespace\nmetadata: {name: x, labels: {pod-security.kubernetes.io/warn: ${level}}}\n`;
  const { manifests } = readManifests(sourceOf('x.yaml', text));
  expect(manifests.map((namespace) => isWeaker(levelOf(namespace, 'warn'), than))).toEqual([expected]);
});
