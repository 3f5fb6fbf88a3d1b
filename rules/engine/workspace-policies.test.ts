import { describe, expect, test } from 'vitest';
import { sourceOf } from '../yaml/source';
import { factsIn } from './facts-in';
import { WorkspaceIndex } from './workspace-index';

function indexOf(files: Readonly<Record<string, string>>): WorkspaceIndex {
  const index = new WorkspaceIndex();
  for (const [uri, text] of Object.entries(files)) put(index, uri, text);
  return index;
}

function put(index: WorkspaceIndex, uri: string, text: string): readonly string[] {
  return [...index.update(uri, factsIn(sourceOf(uri, text)))].sort();
}

function policy(namespace: string | undefined, selector = '{}', rest = ''): string {
  const metadata = namespace === undefined ? '{name: a}' : `{name: a, namespace: ${namespace}}`;
  return `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: ${metadata}\nspec: {podSelector: ${selector}${rest}}\n`;
}

function pod(namespace: string, labels: string): string {
  return `apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: ${namespace}, labels: ${labels}}\nspec: {}\n`;
}

const WEB = [{ key: 'app', operator: 'In', values: ['web'] }];

describe('the policies of a namespace', () => {
  test('are those that may be in it, in the order of their files', () => {
    const index = indexOf({
      'file:///z.yaml': policy('shop'),
      'file:///any.yaml': policy(undefined),
      'file:///desk.yaml': policy('desk'),
      'file:///k/kustomization.yaml': 'namespace: shop\nresources: [moved.yaml]',
      'file:///k/moved.yaml': policy('elsewhere'),
    });
    const files = (namespaces: readonly string[] | undefined) =>
      index
        .viewFor('x')
        .networkPolicies(namespaces)
        .map(({ place }) => place.uri);
    expect(files(['shop'])).toEqual(['file:///any.yaml', 'file:///k/moved.yaml', 'file:///z.yaml']);
    expect(files(['shop', 'desk'])).toHaveLength(4);
    expect(files(undefined)).toHaveLength(4);
  });

  test('of other kinds are those of the cluster too', () => {
    const index = indexOf({
      'a.yaml': 'apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {name: a, namespace: desk}',
      'b.yaml': 'apiVersion: cilium.io/v2\nkind: CiliumClusterwideNetworkPolicy\nmetadata: {name: a}',
    });
    expect(index.viewFor('x').otherNetworkPolicies(['shop'])).toHaveLength(1);
    expect(index.viewFor('x').otherNetworkPolicies(['desk'])).toHaveLength(2);
  });

  test('are asked for again only where they say something else', () => {
    const index = indexOf({ 'policy.yaml': policy('shop') });
    index.viewFor('shop.yaml').networkPolicies(['shop']);
    index.viewFor('desk.yaml').networkPolicies(['desk']);
    expect(put(index, 'policy.yaml', `# moved\n${policy('shop')}`)).toEqual([]);
    expect(put(index, 'policy.yaml', policy('shop', '{matchLabels: {app: web}}'))).toEqual(['shop.yaml']);
    expect(put(index, 'policy.yaml', policy('desk'))).toEqual(['desk.yaml', 'shop.yaml']);
  });
});

test('a fact that is pointed at is asked for again also where it only moves', () => {
  const index = indexOf({ 'policy.yaml': policy('shop') });
  const view = index.viewFor('shop.yaml');
  const [fact] = view.networkPolicies(['shop']);
  expect(fact).toBeDefined();
  if (fact !== undefined) expect(view.exactly(fact)).toBe(fact);
  expect(put(index, 'policy.yaml', `# moved\n${policy('shop')}`)).toEqual(['shop.yaml']);
  expect(put(index, 'policy.yaml', `# moved\n${policy('shop')}\n# below`)).toEqual([]);
});

describe('a selector', () => {
  const select = (index: WorkspaceIndex, namespace: string | undefined) =>
    index.viewFor('policy.yaml').podsSelected(namespace === undefined ? undefined : [namespace], WEB);

  test('finds pods of the namespace, and those that may be in it or may have the label', () => {
    const index = indexOf({ 'a.yaml': pod('shop', '{app: web}'), 'b.yaml': pod('desk', '{app: api}') });
    expect(select(index, 'shop')).toEqual({ mayMatch: true, isAnyInView: true });
    expect(select(index, 'desk')).toEqual({ mayMatch: false, isAnyInView: true });
    expect(select(index, 'mail')).toEqual({ mayMatch: false, isAnyInView: false });
    put(index, 'c.yaml', pod('"{{ .Release.Namespace }}"', '{{ .Values.labels }}'));
    expect(select(index, 'mail')).toEqual({ mayMatch: true, isAnyInView: false });
  });

  test('may find a pod that a kustomization labels', () => {
    const index = indexOf({
      'file:///kustomization.yaml': 'commonLabels: {app: web}\nresources: [a.yaml]',
      'file:///a.yaml': pod('shop', '{}'),
    });
    expect(select(index, 'shop').mayMatch).toBe(true);
  });

  test('may find a pod that a kustomization fetches', () => {
    const index = indexOf({
      'file:///kustomization.yaml': 'namespace: shop\nresources: [https://example.com/a.yaml]',
    });
    expect(select(index, 'shop').mayMatch).toBe(true);
    expect(select(index, 'desk').mayMatch).toBe(false);
    const flux = 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nspec:';
    expect(put(index, 'file:///flux.yaml', `${flux} {path: "{{ .path }}", targetNamespace: desk}`)).toEqual([
      'policy.yaml',
    ]);
    expect(select(index, 'desk').mayMatch).toBe(true);
  });

  test('is asked about again when what it finds changes, and only then', () => {
    const index = indexOf({ 'a.yaml': pod('shop', '{app: web}') });
    select(index, 'shop');
    expect(put(index, 'a.yaml', pod('shop', '{app: web, tier: front}'))).toEqual([]);
    expect(put(index, 'a.yaml', pod('shop', '{app: api}'))).toEqual(['policy.yaml']);
    expect([...index.remove('a.yaml')]).toEqual(['policy.yaml']);
  });

  test('finds Namespaces by their labels and their names, and may find those of the cluster', () => {
    const index = indexOf({
      'a.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {team: a}}',
    });
    const found = (key: string, value: string) =>
      index.viewFor('x').namespacesSelected([{ key, operator: 'In', values: [value] }]).mayMatch;
    expect(found('kubernetes.io/metadata.name', 'shop')).toBe(true);
    expect(found('kubernetes.io/metadata.name', 'kube-system')).toBe(true);
    expect(found('kubernetes.io/metadata.name', 'desk')).toBe(false);
    expect(found('team', 'a')).toBe(true);
    // Somebody may have labelled the cluster's own.
    expect(found('team', 'b')).toBe(true);
    const both = () =>
      index.viewFor('x').namespacesSelected([
        { key: 'kubernetes.io/metadata.name', operator: 'In', values: ['shop'] },
        { key: 'team', operator: 'In', values: ['b'] },
      ]).mayMatch;
    expect(both()).toBe(false);
    put(
      index,
      'a.yaml',
      'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {team: "{{ .Values.team }}"}}',
    );
    expect(both()).toBe(true);
  });
});

test('bindings are found by the policy they name, and those of which it is not known always', () => {
  const binding = (name: string) =>
    `apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicyBinding\nspec: {policyName: ${name}}`;
  const index = indexOf({ 'a.yaml': binding('a') });
  expect(index.viewFor('x').policyBindings('a')).toHaveLength(1);
  expect(index.viewFor('x').policyBindings('b')).toEqual([]);
  expect(put(index, 'b.yaml', binding('"{{ .Values.b }}"'))).toEqual(['x']);
});

test('tenants are those who certainly have a role in the namespace by which they create objects', () => {
  const role = (kind: string, name: string, namespace: string) =>
    `apiVersion: rbac.authorization.k8s.io/v1\nkind: ${kind}\nmetadata: {name: ${name}, namespace: ${namespace}}\nrules: [{apiGroups: [""], resources: [secrets], verbs: [create]}]`;
  const bind = (kind: string, name: string, namespace: string) =>
    `apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: b, namespace: ${namespace}}\nroleRef: {kind: ${kind}, name: ${name}}\nsubjects: [{kind: User, name: jane}]`;
  const index = indexOf({
    'cluster.yaml': role('ClusterRole', 'maker', 'shop'),
    'own.yaml': role('Role', 'own', 'shop'),
    'a.yaml': bind('ClusterRole', 'admin', 'shop'),
    'b.yaml': bind('ClusterRole', 'maker', 'shop'),
    'c.yaml': bind('Role', 'own', 'shop'),
    'd.yaml': bind('Role', 'own', 'desk'),
    'e.yaml': bind('Role', 'admin', 'shop'),
    'f.yaml': bind('ClusterRole', 'view', 'shop'),
  });
  const files = (namespace: string) =>
    index
      .viewFor('x')
      .creators([namespace])
      .map(({ place }) => place.uri);
  expect(files('shop')).toEqual(['a.yaml', 'b.yaml', 'c.yaml']);
  expect(files('desk')).toEqual([]);
});

test('a text that is only tried is seen with its own facts, and nothing is kept of it', () => {
  const index = indexOf({ 'policy.yaml': policy('shop'), 'desk.yaml': policy('desk') });
  index.viewFor('policy.yaml').networkPolicies(['desk']);
  const facts = factsIn(sourceOf('policy.yaml', `${policy('shop')}---\n${policy('mail')}`));
  const count = () => index.viewFor('policy.yaml').networkPolicies(['mail']).length;
  expect(index.tried('policy.yaml', facts, count)).toBe(1);
  expect(index.factsOf('policy.yaml')).toHaveLength(1);
  expect(put(index, 'mail.yaml', policy('mail'))).toEqual([]);
  expect(put(index, 'desk.yaml', policy('shop'))).toEqual(['policy.yaml']);
});
