import { describe, expect, test } from 'vitest';
import { sourceOf } from '../yaml/source';
import { factsIn } from './facts-in';
import type { WorkspaceView } from './workspace';
import { WorkspaceIndex } from './workspace-index';

function indexOf(files: Readonly<Record<string, string>>): WorkspaceIndex {
  const index = new WorkspaceIndex();
  index.updateAll(Object.entries(files).map(([uri, text]) => ({ uri, facts: factsIn(sourceOf(uri, text)) })));
  return index;
}

function put(index: WorkspaceIndex, uri: string, text: string): readonly string[] {
  return [...index.update(uri, factsIn(sourceOf(uri, text)))].sort();
}

const RBAC = 'apiVersion: rbac.authorization.k8s.io/v1';

function binding(name: string, subject: string, role = 'view'): string {
  return `${RBAC}\nkind: ClusterRoleBinding\nmetadata: {name: ${name}}\nroleRef: {kind: ClusterRole, name: ${role}}\nsubjects: [{kind: ServiceAccount, ${subject}}]`;
}

function flux(path: string, namespace: string): string {
  return `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: x}\nspec: {path: ${path}, targetNamespace: ${namespace}}`;
}

function role(resource: string, name = 'own'): string {
  return `${RBAC}\nkind: ClusterRole\nmetadata: {name: ${name}}\nrules: [{apiGroups: [""], resources: [${resource}], verbs: [list]}]`;
}

function secret(metadata: string): string {
  return `apiVersion: v1\nkind: Secret\nmetadata: {${metadata}}`;
}

describe('whether something may exist', () => {
  const exists = (view: WorkspaceView, name: string, namespaces: readonly string[] = ['shop']) =>
    view.mayExist('Secret', namespaces, name);

  test('depends on its kind, its name and its namespace, where they are known', () => {
    const view = indexOf({
      'file:///a.yaml': secret('name: a, namespace: shop'),
      'file:///b.yaml': secret('name: b, namespace: billing'),
      'file:///c.yaml': secret('name: c'),
      'file:///d.yaml': secret('name: "{{ .it }}", namespace: chart'),
    }).viewFor('file:///x.yaml');
    expect(['a', 'b', 'c'].map((name) => exists(view, name))).toEqual([true, false, true]);
    expect(view.mayExist('Secret', undefined, 'b')).toBe(true);
    expect(exists(view, 'anything', ['chart'])).toBe(true);
    expect(view.mayExist('ConfigMap', ['shop'], 'a')).toBe(false);
  });

  test('takes what a kustomization renames for anything that has its name in it', () => {
    const index = indexOf({
      'file:///k/kustomization.yaml': 'resources: [a.yaml]',
      'file:///k/a.yaml': secret('name: a'),
    });
    const view = index.viewFor('file:///x.yaml');
    expect([exists(view, 'my-a'), exists(view, 'b')]).toEqual([false, false]);
    const renaming = 'namePrefix: my-\nresources: [a.yaml]';
    expect(put(index, 'file:///k/kustomization.yaml', renaming)).toEqual(['file:///x.yaml']);
    expect([exists(view, 'my-a'), exists(view, 'b')]).toEqual([true, false]);
    expect(index.viewFor('file:///k/a.yaml').isRenamed()).toBe(true);
    expect(index.viewFor('file:///x.yaml').isRenamed()).toBe(false);
  });

  test('is asked again where a name comes or goes', () => {
    const index = indexOf({});
    exists(index.viewFor('file:///x.yaml'), 'a');
    expect(put(index, 'file:///b.yaml', secret('name: b'))).toEqual([]);
    expect(put(index, 'file:///b.yaml', secret('name: a'))).toEqual(['file:///x.yaml']);
  });
});

describe('the bindings for a ServiceAccount', () => {
  const roles = (view: WorkspaceView, account: string, namespaces?: readonly string[]) =>
    view.grants(namespaces, account).map(({ binding }) => binding.role.name);

  test('are those whose subject certainly is in its namespace', () => {
    const index = indexOf({
      'file:///a/own.yaml': binding('own', 'name: app, namespace: shop', 'own'),
      'file:///a/other.yaml': binding('other', 'name: app, namespace: billing', 'other'),
      'file:///b/unknown.yaml': binding('unknown', 'name: app, namespace: "{{ .it }}"', 'unknown'),
    });
    expect(roles(index.viewFor('file:///x/x.yaml'), 'app', ['shop'])).toEqual(['own']);
    expect(roles(index.viewFor('file:///x/x.yaml'), 'app')).toEqual([]);
    expect(roles(index.viewFor('file:///b/x.yaml'), 'app', ['shop'])).toEqual(['own', 'unknown']);
  });

  test('are those of the folder where no namespace is known, but never for the default account', () => {
    const index = indexOf({
      'file:///a/b.yaml': binding('b', 'name: app'),
      'file:///a/c.yaml': binding('c', 'name: default'),
    });
    expect(roles(index.viewFor('file:///a/x.yaml'), 'app')).toEqual(['view']);
    expect(roles(index.viewFor('file:///a/x.yaml'), 'default')).toEqual([]);
    expect(roles(index.viewFor('file:///a/x.yaml'), 'default', ['shop'])).toEqual([]);
  });

  test('are none that a controller may put in another namespace, though they stand in the folder', () => {
    const index = indexOf({ 'file:///a/b.yaml': binding('b', 'name: app, namespace: billing') });
    expect(roles(index.viewFor('file:///a/x.yaml'), 'app', ['billing'])).toEqual(['view']);
    expect(put(index, 'file:///flux.yaml', flux('a', 'desk'))).toEqual(['file:///a/x.yaml']);
    expect(roles(index.viewFor('file:///a/x.yaml'), 'app', ['billing'])).toEqual([]);
    expect(roles(index.viewFor('file:///a/x.yaml'), 'app', ['shop'])).toEqual([]);
  });

  test('are the nearest of several variants of one binding', () => {
    const index = indexOf({
      'file:///dev/b.yaml': binding('b', 'name: app, namespace: shop', 'edit'),
      'file:///prod/b.yaml': binding('b', 'name: app, namespace: shop', 'view'),
    });
    expect(roles(index.viewFor('file:///prod/x.yaml'), 'app', ['shop'])).toEqual(['view']);
    expect(roles(index.viewFor('file:///x/x.yaml'), 'app', ['shop'])).toEqual(['edit', 'view']);
  });

  test('are those of the file itself before those of its folder', () => {
    const index = indexOf({
      'file:///prod/b.yaml': binding('b', 'name: app, namespace: shop', 'edit'),
      'file:///prod/c.yaml': binding('b', 'name: app, namespace: shop', 'view'),
    });
    expect(roles(index.viewFor('file:///prod/c.yaml'), 'app', ['shop'])).toEqual(['view']);
    expect(roles(index.viewFor('file:///prod/x.yaml'), 'app', ['shop'])).toEqual(['edit', 'view']);
  });

  test('are looked for anew in each namespace', () => {
    const index = indexOf({
      'file:///dev/shop.yaml': binding('b', 'name: app, namespace: shop', 'edit'),
      'file:///dev/desk.yaml': binding('b', 'name: app, namespace: desk', 'edit'),
      'file:///prod/desk.yaml': binding('b', 'name: app, namespace: desk', 'view'),
    });
    const view = index.viewFor('file:///prod/x.yaml');
    expect([['shop'], ['desk']].map((at) => roles(view, 'app', at))).toEqual([['edit'], ['view']]);
  });
});

describe('the roles of a binding', () => {
  const rights = (index: WorkspaceIndex, uri: string) => {
    const [found] = index.viewFor(uri).grants(['shop'], 'app');
    return found?.roles.map((fact) => fact.rights.map(({ right }) => right)) ?? [];
  };

  test('are the nearest ones of its name and kind', () => {
    const index = indexOf({
      'file:///a/b.yaml': binding('b', 'name: app, namespace: shop', 'own'),
      'file:///a/role.yaml': role('secrets'),
      'file:///b/role.yaml': role('pods'),
      'file:///a/other.yaml': role('secrets', 'other'),
    });
    expect(rights(index, 'file:///x.yaml')).toEqual([['read every Secret']]);
    index.remove('file:///a/role.yaml');
    expect(rights(index, 'file:///x.yaml')).toEqual([[]]);
  });

  test('are asked for again where they grant something else, and where they only move', () => {
    const index = indexOf({
      'file:///a/b.yaml': binding('b', 'name: app, namespace: shop', 'own'),
      'file:///a/role.yaml': role('secrets'),
    });
    rights(index, 'file:///x.yaml');
    index.viewFor('file:///y.yaml').clusterRoles('own');
    expect(put(index, 'file:///a/role.yaml', `# moved\n${role('secrets')}`)).toEqual(['file:///x.yaml']);
    expect(put(index, 'file:///a/role.yaml', role('pods'))).toEqual(['file:///x.yaml', 'file:///y.yaml']);
    expect(put(index, 'file:///c.yaml', role('pods', 'other'))).toEqual([]);
  });
});

test('a role is bound by a binding that may name it, a Role only in its namespace', () => {
  const roleBinding = `${RBAC}\nkind: RoleBinding\nmetadata: {name: b, namespace: shop}\nroleRef:`;
  const view = indexOf({
    'file:///a.yaml': `${roleBinding} {kind: Role, name: a}`,
    'file:///b.yaml': `${roleBinding} {kind: ClusterRole, name: b}`,
  }).viewFor('file:///x.yaml');
  expect(view.isBound(false, ['shop'], 'a')).toBe(true);
  expect(view.isBound(false, ['billing'], 'a')).toBe(false);
  expect(view.isBound(true, undefined, 'a')).toBe(false);
  expect(view.isBound(true, undefined, 'b')).toBe(true);
});

describe('the ways to a pod from outside', () => {
  const service = (name: string, spec: string, namespace = 'shop') =>
    `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}, namespace: ${namespace}}\nspec: ${spec}`;
  const ingress = (to: string, namespace = 'shop') =>
    `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: edge, namespace: ${namespace}}\nspec: {defaultBackend: {service: {name: ${to}}}}`;
  const ways = (index: WorkspaceIndex) =>
    index
      .viewFor('file:///x.yaml')
      .exposures(['shop'], { app: 'web', tier: 'front' })
      .map(({ by }) => by);

  test('are Services that are open themselves, and what leads to one', () => {
    const index = indexOf({
      'file:///a.yaml': service('a', '{type: NodePort, selector: {app: web}}'),
      'file:///b.yaml': service('b', '{selector: {app: web}}'),
      'file:///c.yaml': service('c', '{type: NodePort, selector: {app: mail}}'),
      'file:///d.yaml': service('d', '{type: NodePort, selector: {app: web}}', 'billing'),
      'file:///edge.yaml': ingress('b'),
    });
    expect(ways(index)).toEqual(['NodePort Service a', 'Ingress edge']);
    expect(put(index, 'file:///edge.yaml', ingress('b', 'billing'))).toEqual(['file:///x.yaml']);
    expect(ways(index)).toEqual(['NodePort Service a']);
    // Flux may put the Ingress anywhere, the Services where they are.
    put(index, 'file:///flux.yaml', flux('.', 'shop'));
    expect(ways(index)).toEqual(['NodePort Service a']);
  });
});

test('components are those of the same folder', () => {
  const server = 'apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration';
  const index = indexOf({ 'file:///a/cluster.yaml': server, 'file:///b/cluster.yaml': server });
  const found = index.viewFor('file:///a/etcd.yaml').components('kube-apiserver');
  expect(found.map(({ folder }) => folder)).toEqual(['file:///a']);
});
