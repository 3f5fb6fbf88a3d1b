import { describe, expect, test } from 'vitest';
import { sourceOf } from '../yaml/source';
import { factsIn } from './facts-in';
import { WorkspaceIndex } from './workspace-index';

function change(uri: string, text: string) {
  return { uri, facts: factsIn(sourceOf(uri, text)) };
}

function indexOf(files: Readonly<Record<string, string>>): WorkspaceIndex {
  const index = new WorkspaceIndex();
  index.updateAll(Object.entries(files).map(([uri, text]) => change(uri, text)));
  return index;
}

function put(index: WorkspaceIndex, uri: string, text: string): readonly string[] {
  return [...index.update(uri, change(uri, text).facts)].sort();
}

function limitRange(namespace: string | undefined, memory = '1Gi'): string {
  const metadata = namespace === undefined ? '{name: a}' : `{name: a, namespace: ${namespace}}`;
  return `apiVersion: v1\nkind: LimitRange\nmetadata: ${metadata}\nspec: {limits: [{type: Container, default: {memory: ${memory}}}]}`;
}

function application(path: string, namespace: string): string {
  return `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a}\nspec: {source: {path: ${path}}, destination: {namespace: ${namespace}}}`;
}

const ACCOUNT = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: app, namespace: shop}\n';

describe('a change names', () => {
  test('only the files that asked about the namespace of a LimitRange', () => {
    const index = indexOf({});
    index.viewFor('shop.yaml').limitRanges(['shop']);
    index.viewFor('billing.yaml').limitRanges(['billing']);
    index.viewFor('any.yaml').limitRanges(undefined);
    index.viewFor('other.yaml').serviceAccounts(['shop'], 'app');
    expect(put(index, 'limits.yaml', limitRange('shop'))).toEqual(['any.yaml', 'shop.yaml']);
    expect([...index.remove('limits.yaml')].sort()).toEqual(['any.yaml', 'shop.yaml']);
  });

  test('nobody who has only glanced, and those still who have asked before', () => {
    const index = indexOf({});
    index.viewFor('shop.yaml').limitRanges(['shop']);
    expect(index.glance('other.yaml', false).limitRanges(['billing'])).toEqual([]);
    expect(put(index, 'limits.yaml', limitRange('billing'))).toEqual([]);
    expect(index.glance('other.yaml', true)).toMatchObject({ closedWorld: true });
    expect(index.glance('other.yaml', false).limitRanges(['billing'])).toHaveLength(1);
    expect(put(index, 'more.yaml', limitRange('shop'))).toEqual(['shop.yaml']);
  });

  test('nobody where a fact says the same as before, or only stands elsewhere', () => {
    const index = indexOf({ 'limits.yaml': limitRange('shop') });
    index.viewFor('shop.yaml').limitRanges(['shop']);
    expect(put(index, 'limits.yaml', `# moved\n\n${limitRange('shop', '2Gi')}`)).toEqual([]);
  });

  test('nobody for what one of several changes does and another undoes', () => {
    const index = indexOf({ 'a.yaml': ACCOUNT });
    index
      .viewFor('web.yaml')
      .serviceAccounts(['shop'], 'app')
      .map(({ automount }) => automount);
    const { facts } = change('a.yaml', `${ACCOUNT}automountServiceAccountToken: false`);
    expect([...index.update('a.yaml', facts)]).toEqual(['web.yaml']);
    const changes = [change('a.yaml', ACCOUNT), { uri: 'a.yaml', facts }];
    expect([...index.updateAll(changes)]).toEqual([]);
  });

  test('those that ask about other namespaces too, where something counts for all of them', () => {
    const index = indexOf({
      'file:///k/kustomization.yaml': '{namespace: shop, resources: [all.yaml]}',
      'tenant.yaml':
        'apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: a, namespace: desk}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: maker}\nsubjects: [{kind: User, name: ada}]',
    });
    index.viewFor('a.yaml').creators(['desk']);
    index.viewFor('b.yaml').bindings(['desk'], 'app');
    index.viewFor('c.yaml').limitRanges(['desk']);
    const rbac = 'apiVersion: rbac.authorization.k8s.io/v1';
    const role = `${rbac}\nkind: ClusterRole\nmetadata: {name: maker}\nrules: [{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}]`;
    expect(put(index, 'file:///k/all.yaml', role)).toEqual(['a.yaml']);
    const binding = `${rbac}\nkind: RoleBinding\nmetadata: {name: a}\nsubjects: [{kind: ServiceAccount, name: app}]`;
    expect(put(index, 'file:///k/all.yaml', `${role}\n---\n${binding}`)).toEqual(['b.yaml']);
  });

  test('the files of a kustomization that now gives them another namespace, and no others', () => {
    const index = indexOf({ 'file:///a/kustomization.yaml': 'resources: [a.yaml]' });
    for (const uri of ['file:///a/a.yaml', 'file:///a/b.yaml']) index.viewFor(uri).roleOf(uri);
    const text = 'namespace: shop\nresources: [a.yaml]';
    expect(put(index, 'file:///a/kustomization.yaml', text)).toEqual(['file:///a/a.yaml']);
  });

  test('nobody who does not ask any more', () => {
    const index = indexOf({});
    index.viewFor('web.yaml').limitRanges(['shop']);
    index.viewFor('web.yaml');
    expect(put(index, 'limits.yaml', limitRange('shop'))).toEqual([]);
    index.viewFor('gone.yaml').limitRanges(['shop']);
    index.remove('gone.yaml');
    expect([...index.remove('limits.yaml')]).toEqual([]);
  });
});

describe('the role of a file', () => {
  const role = (index: WorkspaceIndex, uri: string) => index.viewFor(uri).roleOf(uri);

  test('follows kustomizations through bases and components, in circles too', () => {
    const index = indexOf({
      'file:///base/kustomization.yaml': 'resources: [web.yaml, ../overlay]',
      'file:///overlay/kustomization.yaml':
        'namespace: shop\nresources: [../base]\ncomponents: [../part]\npatches: [{path: patch.yaml}]',
      'file:///part/kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [own.yaml]\nimages: [{name: app}]\npatches: [{path: patch.yaml}]',
    });
    const inShop = { namespaces: ['shop'], rewrittenImages: ['app'], isPatched: true };
    expect(role(index, 'file:///base/web.yaml')).toEqual({ isPartial: false, ...inShop });
    expect(role(index, 'file:///part/own.yaml')).toEqual({ isPartial: false, ...inShop });
    expect(role(index, 'file:///part/patch.yaml')).toEqual({ isPartial: true, ...inShop });
    expect(role(index, 'file:///overlay/patch.yaml')).toEqual({ isPartial: true, ...inShop });
    expect(role(index, 'file:///else.yaml')).toEqual({
      isPartial: false,
      namespaces: [],
      rewrittenImages: [],
    });
  });

  test('says whether anything in view patches its objects, inline or in a file, and from a component too', () => {
    const patched = (overlay: string, component = '') =>
      role(
        indexOf({
          'file:///base/kustomization.yaml': 'resources: [web.yaml]',
          'file:///overlay/kustomization.yaml': `resources: [../base]\ncomponents: [../part]\n${overlay}`,
          'file:///part/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n${component}`,
        }),
        'file:///base/web.yaml',
      ).isPatched;
    expect(patched('namespace: shop\npatches: []')).toBeUndefined();
    expect(patched('patches: [{patch: "kind: Deployment"}]')).toBe(true);
    expect(patched('patchesStrategicMerge: [a.yaml]')).toBe(true);
    expect(patched('patchesJson6902: [{path: a.yaml}]')).toBe(true);
    expect(patched('replacements: [{path: a.yaml}]')).toBe(true);
    expect(patched('transformers: [a.yaml]')).toBe(true);
    expect(patched('', 'patches: [{path: a.yaml}]')).toBe(true);
  });

  test('is found under whatever spelling of its URI an editor uses', () => {
    const index = indexOf({
      'file:///C:/a%20b/kustomization.yaml': 'namespace: shop\nresources: [web+1.yaml]',
    });
    expect(role(index, 'file:///c%3A/a%20b/web%2B1.yaml').namespaces).toEqual(['shop']);
  });

  test('has the images that skaffold builds above it', () => {
    const skaffold = 'apiVersion: skaffold/v4beta1\nkind: Config\nbuild: {artifacts: [{image: app}]}';
    const index = indexOf({ 'file:///a/skaffold.yaml': skaffold });
    expect(role(index, 'file:///a/k8s/web.yaml').rewrittenImages).toEqual(['app']);
    expect(role(index, 'file:///b/web.yaml').rewrittenImages).toEqual([]);
  });

  test('has the namespaces of whoever applies its folder, one above it, or a kustomization that leads to it', () => {
    const index = indexOf({
      'file:///argo/web.yaml': application('apps/web', 'shop'),
      'file:///argo/prod.yaml': application('overlays/prod', 'desk'),
      'file:///repo/overlays/prod/kustomization.yaml': 'resources: [../../base]',
      'file:///repo/base/kustomization.yaml': 'resources: [web.yaml]',
    });
    const to = (uri: string) => role(index, uri).destinations?.defaults;
    expect(to('file:///repo/apps/web/web.yaml')).toEqual(['shop']);
    expect(to('file:///repo/apps/web/more/web.yaml')).toEqual(['shop']);
    expect(to('file:///repo/apps/webshop/web.yaml')).toBeUndefined();
    expect(to('file:///repo/my-apps/web/web.yaml')).toBeUndefined();
    expect(to('file:///repo/base/web.yaml')).toEqual(['desk']);
    expect(to('file:///repo/base/more.yaml')).toBeUndefined();
    expect(put(index, 'file:///argo/any.yaml', application('.', 'all'))).toContain(
      'file:///repo/base/more.yaml',
    );
    expect(to('file:///repo/base/web.yaml')).toEqual(['all', 'desk']);
  });

  test('is another one for whoever looks at a text that is only tried', () => {
    const index = indexOf({});
    const to = () => index.glance('x', false).roleOf('file:///web.yaml').destinations;
    const { facts } = change('file:///argo.yaml', application('.', 'shop'));
    expect(index.tried('file:///argo.yaml', facts, to)).toEqual({ defaults: ['shop'], overrides: [] });
    expect(to()).toBeUndefined();
  });
});

describe('a view', () => {
  test('finds what may be in a namespace: an object of its own, of its kustomization or of an unknown one', () => {
    const index = indexOf({
      'file:///own.yaml': limitRange('shop'),
      'file:///billing.yaml': limitRange('billing'),
      'file:///unknown.yaml': limitRange(undefined),
      'file:///k/kustomization.yaml': 'namespace: shop\nresources: [moved.yaml]',
      'file:///k/moved.yaml': limitRange('elsewhere'),
    });
    const files = (namespaces: readonly string[] | undefined) =>
      index
        .viewFor('x')
        .limitRanges(namespaces)
        .map(({ place }) => place.uri);
    expect(files(['shop'])).toEqual(['file:///k/moved.yaml', 'file:///own.yaml', 'file:///unknown.yaml']);
    expect(files(undefined)).toHaveLength(4);
  });

  test('finds the bindings that may name a ServiceAccount, each once', () => {
    const binding = (...subjects: readonly string[]) =>
      `apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: a}\nsubjects: [${subjects.join(', ')}]`;
    const index = indexOf({
      'a.yaml': binding(
        '{kind: ServiceAccount, name: app, namespace: shop}',
        '{kind: Group, name: system:serviceaccounts}',
      ),
      'b.yaml': binding('{kind: ServiceAccount, name: app, namespace: billing}'),
      'c.yaml': binding('{kind: ServiceAccount, name: other, namespace: shop}'),
    });
    const files = index
      .viewFor('x')
      .bindings(['shop'], 'app')
      .map(({ place }) => place.uri);
    expect(files).toEqual(['a.yaml']);
  });
});
