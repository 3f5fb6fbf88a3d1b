import { expect, test } from 'vitest';
import { sourceOf } from '../yaml/source';
import { accountNamed, type RoleBinding, roleBindingsIn } from './binding';
import { readManifests } from './manifest';

function bindings(subjects: string, metadata = '{name: b}'): readonly RoleBinding[] {
  const text = `apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: ${metadata}\nroleRef: {kind: ClusterRole, name: view}\nsubjects: ${subjects}\n`;
  return readManifests(sourceOf('x.yaml', text)).manifests.flatMap(roleBindingsIn);
}

test('bindings that the API server makes are none', () => {
  expect(bindings('[]')).toHaveLength(1);
  expect(bindings('[]', '{name: b, labels: {kubernetes.io/bootstrapping: rbac-defaults}}')).toEqual([]);
});

test('a subject has a name of its kind only', () => {
  const [subject] = bindings('[{kind: Group, name: team}]')[0]?.subjects ?? [];
  expect([subject?.nameAs('Group'), subject?.nameAs('User')]).toEqual(['team', undefined]);
  const [templated] = bindings('[{kind: "{{ .kind }}", name: team}]')[0]?.subjects ?? [];
  expect(templated?.nameAs('Group')).toBeUndefined();
});

test('a binding is only for those that are named where all its subjects are, accounts with their namespace', () => {
  const isOnlyFor = (subjects: string, ...names: string[]) => bindings(subjects)[0]?.isOnlyFor(names);
  const both = '[{kind: User, name: jane}, {kind: ServiceAccount, name: web, namespace: shop}]';
  expect(isOnlyFor(both, 'jane', 'shop/web')).toBe(true);
  expect(isOnlyFor(both, 'jane', 'web')).toBe(false);
  expect(isOnlyFor(both, 'shop/web')).toBe(false);
  expect(isOnlyFor('[]', 'jane')).toBe(false);
  expect(isOnlyFor('[{kind: User, name: jane}, "{{ .more }}"]', 'jane')).toBe(false);
  expect(isOnlyFor('[{kind: User, name: "{{ .name }}"}]', 'jane')).toBe(false);
});

test('the name of a user tells the ServiceAccount it is', () => {
  expect(accountNamed('system:serviceaccount:shop:web')).toEqual({ namespace: 'shop', name: 'web' });
  for (const name of ['jane', 'system:serviceaccounts:shop', 'system:serviceaccount:shop', undefined]) {
    expect([name, accountNamed(name)]).toEqual([name, undefined]);
  }
});
