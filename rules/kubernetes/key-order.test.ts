import { describe, expect, test } from 'vitest';
import { editedInOrder, set } from '../testing/edited';
import { keyOrder } from './key-order';

describe('the order of keys', () => {
  test('is that of what a path leads to', () => {
    expect(keyOrder([], []).slice(0, 3)).toEqual(['apiVersion', 'kind', 'metadata']);
    expect(keyOrder(['spec', 'template', 'spec', 'initContainers', 0], [])).toContain('imagePullPolicy');
    expect(keyOrder(['spec', 'containers', 1, 'securityContext', 'capabilities'], [])).toEqual([
      'add',
      'drop',
    ]);
    expect(keyOrder(['spec', 'other', 0], [])).toEqual([]);
    expect(keyOrder(['other'], [])).toEqual([]);
  });

  test('is told by its keys where several things have one name', () => {
    expect(keyOrder(['spec'], ['replicas', 'template'])).toContain('selector');
    expect(keyOrder(['spec'], ['containers'])).toContain('volumes');
    expect(keyOrder(['spec'], ['egress', 'podSelector'])).toContain('policyTypes');
    expect(keyOrder(['spec'], ['replicas'])).toEqual([]);
  });

  test('has no key twice', () => {
    const paths = [[], ['metadata'], ['securityContext'], ['containers', 0], ['rules', 0]];
    for (const order of [...paths.map((path) => keyOrder(path, [])), keyOrder(['spec'], ['containers'])]) {
      expect(new Set(order).size).toBe(order.length);
    }
  });

  test('puts the token of an account behind its name', () => {
    const before = 'spec:\n  serviceAccountName: a\n  containers: []\n';
    const order = keyOrder(['spec'], ['serviceAccountName', 'containers']);
    expect(editedInOrder(order, before, set('spec.automountServiceAccountToken', false))).toBe(
      'spec:\n  serviceAccountName: a\n  automountServiceAccountToken: false\n  containers: []\n',
    );
  });
});
