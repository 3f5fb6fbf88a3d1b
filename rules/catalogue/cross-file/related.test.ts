import { expect, test } from 'vitest';
import type { Fact } from '../../engine/facts';
import { factsIn } from '../../engine/facts-in';
import { emptyWorkspace } from '../../engine/workspace';
import { readManifests } from '../../kubernetes/manifest';
import { sourceOf } from '../../yaml/source';
import { relatedTo } from './related';

const text = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n';

test('what is in the same file or near it is pointed at first, and no more than three of many', () => {
  const [manifest] = readManifests(sourceOf('file:///clusters/b/apps.yaml', text)).manifests;
  const files = ['a/x', 'b/x', 'b/apps', 'c/x', 'd/x'];
  const facts = files.flatMap((name): readonly Fact[] =>
    factsIn(sourceOf(`file:///clusters/${name}.yaml`, text)),
  );
  if (manifest === undefined) throw new Error('there is no manifest');
  const related = relatedTo(manifest, facts, ({ kind }) => kind, emptyWorkspace);
  expect(related.map(({ at, message }) => ['uri' in at && at.uri, message])).toEqual([
    ['file:///clusters/b/apps.yaml', 'namespace'],
    ['file:///clusters/b/x.yaml', 'namespace'],
    ['file:///clusters/a/x.yaml', 'namespace'],
  ]);
});
