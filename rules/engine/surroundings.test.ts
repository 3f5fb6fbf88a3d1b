import { describe, expect, test } from 'vitest';
import { readDocuments } from '../yaml/read';
import { sourceOf } from '../yaml/source';
import { applyEdits } from '../yaml/span';
import { addDocument, editsOf, unsafeFix } from './fix';
import { nameOfNewFile } from './new-file-name';
import { inNewFiles, kindsIn, listingIn, type Surroundings, waysOf } from './surroundings';

const FILE = 'file:///home/namespace.yaml';
const policy = { kind: 'NetworkPolicy', metadata: { name: 'deny', namespace: 'shop' } };

/** A fix that adds these documents behind the one of the file. */
function fixAdding(...objects: readonly (typeof policy)[]) {
  const [document] = readDocuments(sourceOf(FILE, 'kind: Namespace\n'));
  if (document === undefined) throw new Error('there is no document');
  return unsafeFix('Deny', ...objects.map((object) => addDocument(document, object)));
}

function around(kustomization: string, folder = 'file:///home'): Surroundings {
  const listing = listingIn(sourceOf(`${folder}/kustomization.yaml`, kustomization), FILE);
  return {
    names: new Set(['namespace.yaml']),
    isShared: false,
    listings: listing === undefined ? [] : [listing],
  };
}

/** The kustomization when a new file is listed in it. */
function listed(kustomization: string, folder?: string): string {
  const result = editsOf(inNewFiles(fixAdding(policy), around(kustomization, folder)));
  if ('refused' in result) return `refused: ${result.refused}`;
  return applyEdits(
    kustomization,
    result.edits.filter(({ isNewFile }) => isNewFile !== true),
  );
}

describe('what a fix adds', () => {
  test('comes into a new file first, and into the same file where somebody chooses so', () => {
    const [first, second] = waysOf(fixAdding(policy), around(''));
    expect(first?.title).toBe('Deny in the new file network-policy-deny.yaml');
    expect(first?.operations.map(({ verb }) => verb)).toEqual(['create-file']);
    expect(second?.title).toBe('Deny in this file');
    expect(waysOf(fixAdding(policy), undefined).map(({ title }) => title)).toEqual(['Deny']);
    expect(waysOf(unsafeFix('Deny'), around('')).map(({ title }) => title)).toEqual(['Deny']);
  });

  test('comes into a file each', () => {
    expect(inNewFiles(fixAdding(policy, policy), around('')).title).toBe(
      'Deny in the new files network-policy-deny.yaml and network-policy-deny-2.yaml',
    );
  });

  test('is listed where the file is, as the file is', () => {
    expect(listed('resources:\n  - ./namespace.yaml # first\n  - b.yaml\n')).toBe(
      'resources:\n  - ./namespace.yaml # first\n  - b.yaml\n  - ./network-policy-deny.yaml\n',
    );
    expect(listed('resources: [namespace.yaml]\n')).toBe(
      'resources: [namespace.yaml, network-policy-deny.yaml]\n',
    );
    expect(listed('resources: [home/namespace.yaml]\n', 'file://')).toContain(
      ', home/network-policy-deny.yaml]',
    );
  });

  test('is listed nowhere where the file is not', () => {
    const other = 'resources: [other.yaml]\npatches: [{path: namespace.yaml}]\n';
    expect(listed(other)).toBe(other);
    expect(listed('')).toBe('');
  });

  test('is refused where the list cannot be changed for certain', () => {
    expect(listed('base: &all [namespace.yaml]\nresources: *all\n')).toMatch(/^refused: /);
  });
});

describe('the kinds in a source', () => {
  const kinds = (text: string, name = 'a.yaml') => kindsIn(sourceOf(`file:///${name}`, text));
  test('are those of its objects', () => {
    expect(kinds('apiVersion: v1\nkind: Pod\n---\n{apiVersion: v1, kind: List, items: []}\n')).toEqual([
      'Pod',
      'List',
    ]);
    expect(kinds('{"apiVersion": "v1", "kind": "Pod"}', 'a.json')).toEqual(['Pod']);
    expect(kinds('replicas: 1\n---\nkind: Pod\n')).toEqual([]);
    expect(kinds('{{ if a }}\napiVersion: v1\nkind: Pod\n{{ end }}\n')).toEqual(['Pod']);
  });
});

describe('the name of a new file', () => {
  const name = (
    kind: string,
    metadata: Readonly<Record<string, string>>,
    isShared = false,
    ...taken: string[]
  ) =>
    nameOfNewFile({ kind, metadata }, { extension: '.yml', isShared, isTaken: (one) => taken.includes(one) });

  test('says the kind and what else the object is called', () => {
    expect(name('NetworkPolicy', { name: 'default-deny-ingress' })).toBe(
      'network-policy-default-deny-ingress.yml',
    );
    expect(name('ResourceQuota', { name: 'quota' })).toBe('resource-quota.yml');
    expect(name('LimitRange', { name: 'limits' })).toBe('limit-range.yml');
    expect(name('Role', { name: 'System:Web.a' })).toBe('role-system-web-a.yml');
    expect(name('APIService', {})).toBe('api-service.yml');
  });

  test('says the namespace where a folder holds several', () => {
    expect(name('ResourceQuota', { name: 'quota', namespace: 'shop' }, true)).toBe('shop-resource-quota.yml');
    expect(name('ResourceQuota', { name: 'quota' }, true)).toBe('resource-quota.yml');
  });

  test('is none that is taken', () => {
    expect(name('Secret', { name: 'a' }, false, 'secret-a.yml', 'secret-a-2.yml')).toBe('secret-a-3.yml');
  });
});
