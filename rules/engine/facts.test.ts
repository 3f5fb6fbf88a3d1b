import { describe, expect, test } from 'vitest';
import { sourceOf } from '../yaml/source';
import type { Fact } from './facts';
import { factsIn } from './facts-in';
import { dedented } from './page';

/** The facts of a file without their places, and without those of mere names. */
function facts(uri: string, text: string): readonly unknown[] {
  return factsIn(sourceOf(uri, dedented(text)))
    .filter(({ kind }) => kind !== 'name')
    .map(({ place, ...fact }: Fact) => fact);
}

describe('a kustomization', () => {
  test('names its files and folders, relative to its own, and leaves out what is elsewhere', () => {
    const [fact] = facts(
      'file:///home/over%20lay/kustomization.yaml',
      `
      namespace: shop
      resources: [../base, ./a.yaml, https://example.com/b.yaml, git@example.com:b, github.com/o/r?ref=v1]
      bases: [../more]
      components: [../component/]
      images: [{name: app, newTag: "1"}]
      `,
    );
    expect(fact).toEqual({
      kind: 'kustomization',
      folder: 'file:///home/over lay',
      isComponent: false,
      isIncomplete: true,
      namespace: 'shop',
      images: ['app'],
      resources: ['file:///home/base', 'file:///home/over lay/a.yaml', 'file:///home/more'],
      components: ['file:///home/component'],
      patches: [],
    });
  });

  test('names as patches all files that are no whole objects, and none that stand inline', () => {
    const [fact] = facts(
      'file:///a/kustomization.yml',
      `
      patches:
        - path: a.yaml
        - patch: |-
            kind: Deployment
      patchesStrategicMerge:
        - b.yaml
        - |-
          kind: Deployment
      patchesJson6902: [{path: c.yaml}]
      replacements: [{path: d.yaml}]
      transformers: [e.yaml]
      `,
    );
    expect(fact).toMatchObject({
      patches: ['a', 'c', 'd', 'b', 'e'].map((name) => `file:///a/${name}.yaml`),
    });
  });

  test('is told by its group under any name, and by its name without one', () => {
    const component = 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component';
    expect(facts('file:///a/x.yaml', component)).toMatchObject([{ isComponent: true }]);
    expect(facts('file:///a/Kustomization', 'resources: []')).toHaveLength(1);
    expect(facts('file:///a/other.yaml', 'resources: []')).toEqual([]);
    const flux = 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization';
    expect(facts('file:///a/kustomization.yaml', flux)).toEqual([]);
  });
});

test('a skaffold.yaml names the images it builds, those of its profiles among them', () => {
  const text = `
    apiVersion: skaffold/v4beta1
    kind: Config
    build: {artifacts: [{image: app}]}
    profiles: [{name: p, build: {artifacts: [{image: tool}]}}]
  `;
  expect(facts('file:///a/skaffold.yaml', text)).toEqual([
    { kind: 'skaffold', folder: 'file:///a', images: ['app', 'tool'] },
  ]);
  expect(facts('file:///a/kubeconfig.yaml', 'apiVersion: v1\nkind: Config')).toEqual([]);
});

test('a chart is known by its folder', () => {
  expect(facts('file:///a/Chart.yaml', 'name: a')).toEqual([{ kind: 'chart', folder: 'file:///a' }]);
});

test('a ServiceAccount says whether it gives its token, if that is known', () => {
  const account = (line: string) =>
    facts('file:///a.yaml', `apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a}\n${line}`);
  expect(account('')).toEqual([{ kind: 'service-account', name: 'a', automount: undefined }]);
  expect(account('automountServiceAccountToken: false')).toMatchObject([{ automount: false }]);
  expect(account('automountServiceAccountToken: {{ .Values.it }}')).toMatchObject([{ automount: 'unknown' }]);
});

test('a binding names the ServiceAccounts it may grant something to, by whatever way', () => {
  const binding = (subjects: string) =>
    facts(
      'file:///a.yaml',
      `apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: a}\nsubjects: ${subjects}`,
    );
  expect(
    binding(`[
      {kind: ServiceAccount, name: a, namespace: shop}, {kind: Group, name: system:serviceaccounts},
      {kind: Group, name: "system:serviceaccounts:shop"}, {kind: User, name: "system:serviceaccount:shop:b"},
      {kind: User, name: jane}, {kind: Group, name: system:masters}]`),
  ).toEqual([
    {
      kind: 'binding',
      name: 'a',
      isClusterWide: false,
      role: {},
      subjects: [
        { namespace: 'shop', name: 'a' },
        {},
        { namespace: 'shop' },
        { namespace: 'shop', name: 'b' },
      ],
    },
  ]);
  expect(binding('[{kind: Group, name: system:authenticated}]')).toMatchObject([{ subjects: [{}] }]);
  expect(
    binding('[{kind: Group, name: system:authenticated}]\nroleRef: {name: system:discovery}'),
  ).toMatchObject([{ subjects: [] }]);
  expect(binding('[{kind: User, name: jane}]')).toMatchObject([{ subjects: [] }]);
  expect(binding('{{ .Values.subjects }}')).toMatchObject([{ subjects: [{}] }]);
});

test('a Namespace has its labels, and says where there may be more', () => {
  const namespace = (labels: string) =>
    facts('file:///a.yaml', `apiVersion: v1\nkind: Namespace\nmetadata: {name: a, labels: ${labels}}`);
  expect(namespace('{x: "1"}')).toEqual([
    { kind: 'namespace', name: 'a', labels: { x: '1' }, isOpen: false },
  ]);
  expect(namespace('{x: "{{ .Values.x }}"}')).toMatchObject([{ labels: {}, isOpen: true }]);
});

test('a LimitRange gives what the API server makes of it', () => {
  const range = (limits: string) =>
    facts(
      'file:///a.yaml',
      `apiVersion: v1\nkind: LimitRange\nmetadata: {name: a}\nspec: {limits: ${limits}}`,
    );
  const both = ['cpu', 'memory'];
  const all = [...both, 'ephemeral-storage'];
  expect(range('[{type: Container, default: {memory: 1Gi}}]')).toMatchObject([
    { limits: ['memory'], requests: ['memory'] },
  ]);
  expect(range('[{type: Container, defaultRequest: {cpu: 1}, max: {memory: 1Gi}}]')).toMatchObject([
    { limits: ['memory'], requests: both },
  ]);
  expect(range('[{type: Container, min: {cpu: 1}}]')).toMatchObject([{ limits: [], requests: ['cpu'] }]);
  expect(range('[{type: Pod, max: {memory: 1Gi}}]')).toMatchObject([{ limits: [], requests: [] }]);
  expect(range('{{ .Values.limits }}')).toMatchObject([{ limits: all, requests: all }]);
});

test('a ClusterRole says whether it stays in namespaces', () => {
  const role = (rules: string) =>
    facts(
      'file:///a.yaml',
      `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: a}\nrules: ${rules}`,
    );
  expect(role('[{apiGroups: [""], resources: [pods], verbs: [get]}]')).toEqual([
    { kind: 'role', isClusterRole: true, name: 'a', isNamespaced: true, rights: [] },
  ]);
  expect(role('[{apiGroups: [""], resources: [nodes], verbs: [get]}]')).toMatchObject([
    { isNamespaced: false },
  ]);
});

test('a ClusterRole says of which others it takes up what they grant', () => {
  const role = (rule: string) =>
    facts(
      'file:///a.yaml',
      `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: a}\naggregationRule: ${rule}`,
    );
  expect(
    role('{clusterRoleSelectors: [{matchLabels: {team: a}}, {matchLabels: {{ .Values.labels }}}]}'),
  ).toMatchObject([{ takesUp: [[{ key: 'team', operator: 'In', values: ['a'] }], undefined] }]);
  expect(role('{{ .Values.rule }}')).toMatchObject([{ takesUp: [undefined] }]);
  expect(role('null')[0]).not.toHaveProperty('takesUp');
});

test('a ResourceQuota names what it bounds, and says where there may be more', () => {
  const quota = (hard: string) =>
    facts(
      'file:///a.yaml',
      `apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: a, namespace: shop}\nspec: {hard: ${hard}}`,
    );
  expect(quota('{cpu: 4, count/secrets: 10}')).toEqual([
    { kind: 'resource-quota', namespace: 'shop', hard: ['cpu', 'count/secrets'], isOpen: false },
  ]);
  expect(quota('{{ .Values.hard }}')).toMatchObject([{ hard: [], isOpen: true }]);
});

test('a policy that verifies images is one of Sigstore, or one of Kyverno about images', () => {
  const policy = (apiVersion: string, kind: string, spec = '{}') =>
    facts('file:///a.yaml', `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a}\nspec: ${spec}`)
      .length;
  expect(policy('policy.sigstore.dev/v1beta1', 'ClusterImagePolicy')).toBe(1);
  expect(policy('policies.kyverno.io/v1', 'ImageValidatingPolicy')).toBe(1);
  expect(policy('kyverno.io/v1', 'Policy', '{rules: [{name: a, verifyImages: [{}]}]}')).toBe(1);
  expect(policy('kyverno.io/v1', 'ClusterPolicy', '{rules: [{name: a, validate: {}}]}')).toBe(0);
  expect(policy('audit.k8s.io/v1', 'Policy')).toBe(0);
});

test('facts are found in lists, behind other documents and in JSON', () => {
  const account = 'apiVersion: v1, kind: ServiceAccount, metadata: {name: a}';
  const names = (uri: string, text: string) =>
    facts(uri, text).map((fact) => (fact as { name: string }).name);
  expect(names('file:///a.yaml', `apiVersion: v1\nkind: List\nitems: [{${account}}]`)).toEqual(['a']);
  expect(names('file:///a.yaml', `a: 1\n---\n{${account}}`)).toEqual(['a']);
  const json = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'a' } };
  expect(names('file:///a.json', JSON.stringify(json))).toEqual(['a']);
});

test('a list of operations is a patch, however far down it starts; without operations it is none', () => {
  const operation = '- {op: remove, path: /spec/paused}';
  expect(facts('file:///a.yaml', `# Why\n---\n\n${operation}\n`)).toMatchObject([{ kind: 'patch' }]);
  expect(facts('file:///a.json', '[{"op": "add", "path": "/spec/paused", "value": true}]')).toHaveLength(1);
  expect(factsIn(sourceOf('file:///a.yaml', `${'\n'.repeat(5_000_000)}${operation}`))).toHaveLength(1);
  expect(facts('file:///a.yaml', '- {name: op}\n- {op: no, path: path}')).toEqual([]);
});

test('text that is no YAML has no facts and does no harm', () => {
  expect(facts('file:///kustomization.yaml', 'resources: [a.yaml\n: {')).toHaveLength(1);
  expect(facts('file:///a.yaml', 'kind: ServiceAccount\nmetadata: [: {\n\t- x')).toEqual([]);
  expect(facts('file:///Chart.yaml', '')).toEqual([]);
});
