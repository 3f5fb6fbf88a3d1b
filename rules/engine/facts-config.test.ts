import { describe, expect, test } from 'vitest';
import { sourceOf } from '../yaml/source';
import type { Fact } from './facts';
import { factsIn } from './facts-in';
import { linterOf } from './lint';
import { defaultOptions } from './options';
import { defineRule } from './rule';
import { WorkspaceIndex } from './workspace-index';

const madeUp = defineRule({
  meta: {
    id: 'made-up',
    chapter: 'traps',
    scope: 'object',
    title: 'Made up',
    summary: 'objects of a made-up level',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: 'None.',
    standards: {},
    why: 'Made up.',
    whenNotToFix: 'Never.',
    examples: [],
  },
  *check(manifest) {
    const level = manifest.root.string('level');
    if (level.state === 'known') yield { at: level, message: `Level ${level.value}` };
  },
});
const alone = linterOf([madeUp], defaultOptions);
const POLICY = 'apiVersion: audit.k8s.io/v1\nkind: Policy\nlevel: bad\n';

function configFiles(text: string, linter: typeof alone | undefined = alone): readonly Fact[] {
  return factsIn(sourceOf('file:///a/policy.yaml', text), linter).filter(
    ({ kind }) => kind === 'config-file',
  );
}

describe('a configuration file', () => {
  test('is known by its name and kinds, with what is wrong in it', () => {
    expect(configFiles(POLICY)).toMatchObject([
      {
        name: 'policy.yaml',
        kinds: ['Policy'],
        findings: [{ message: 'Level bad', place: { range: { start: { line: 2, character: 7 } } } }],
      },
    ]);
    expect(configFiles('apiVersion: audit.k8s.io/v1\nkind: Policy\n')).toMatchObject([{ findings: [] }]);
  });

  test('is none where it is something else, or where nobody can tell what is wrong', () => {
    expect(configFiles('apiVersion: kyverno.io/v1\nkind: Policy\nlevel: bad\n')).toEqual([]);
    expect(factsIn(sourceOf('file:///a/policy.yaml', POLICY))).toEqual([]);
  });

  test('is found by its name, the nearest first, and asked for again where it has other faults', () => {
    const index = new WorkspaceIndex();
    const put = (uri: string, text: string) => [...index.update(uri, factsIn(sourceOf(uri, text), alone))];
    put('file:///a/policy.yaml', POLICY);
    put('file:///b/policy.yaml', POLICY);
    const found = (uri: string) =>
      index
        .viewFor(uri)
        .configFiles('policy.yaml')
        .map(({ place }) => place.uri);
    expect(found('file:///b/cluster.yaml')).toEqual(['file:///b/policy.yaml']);
    expect(found('file:///c/cluster.yaml')).toHaveLength(2);
    expect(put('file:///a/policy.yaml', POLICY.replace('bad', 'worse'))).toEqual(['file:///c/cluster.yaml']);
  });
});
