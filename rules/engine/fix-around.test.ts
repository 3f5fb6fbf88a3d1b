import { expect, test } from 'vitest';
import { rules } from '../index';
import { type Source, sourceOf } from '../yaml/source';
import { factsIn } from './facts-in';
import { anyFixes } from './fix-all';
import { fixAllAround } from './fix-around';
import { lint } from './lint';
import { defaultOptions } from './options';
import { WorkspaceIndex } from './workspace-index';

const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n';
const options = {
  ...defaultOptions,
  only: ['namespace-default-deny-ingress-missing', 'namespace-default-deny-egress-missing'],
};

/** Says what there is to say about a text that is all there is. */
function lintAlone(source: Source) {
  const index = new WorkspaceIndex();
  index.update(source.uri, factsIn(source));
  return lint(source, rules, options, index.viewFor(source.uri));
}

const source = sourceOf('file:///home/namespace.yaml', namespace);
const around = { names: new Set(['namespace.yaml']), isShared: false, listings: [] };

test('Fixes that add documents make new files, those too that the first of them bring about', () => {
  const fixed = fixAllAround(source, lintAlone, anyFixes, around);
  expect(fixed.edits).toEqual([]);
  expect(fixed.text).toBe(namespace);
  expect(fixed.beyond.map(({ uri, fixes }) => [uri, fixes.map(({ title }) => title)])).toEqual([
    ['file:///home/network-policy-default-deny-egress.yaml', ['Deny all egress but DNS by default']],
    ['file:///home/network-policy-default-deny-ingress.yaml', ['Deny all ingress by default']],
  ]);
  expect(fixed.applied).toHaveLength(2);
  expect(fixed.remaining.map(({ rule }) => rule)).not.toContain('namespace-default-deny-egress-missing');
});

test('Where nothing is known of what lies around, they add to the text itself, each once', () => {
  const fixed = fixAllAround(source, lintAlone, anyFixes, undefined);
  expect(fixed.beyond).toEqual([]);
  expect(fixed.text.split('kind: NetworkPolicy')).toHaveLength(3);
});
