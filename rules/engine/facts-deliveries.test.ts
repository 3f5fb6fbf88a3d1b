import { describe, expect, test } from 'vitest';
import { sourceOf } from '../yaml/source';
import { factsIn } from './facts-in';
import { dedented } from './page';

/** The folders and namespaces of the deliveries of a file. */
function deliveries(text: string, uri = 'file:///a/x.yaml'): readonly unknown[] {
  return factsIn(sourceOf(uri, dedented(text))).flatMap((fact) => {
    if (fact.kind !== 'delivery') return [];
    const { folders, defaults, overrides } = fact;
    return [{ folders, defaults, overrides }];
  });
}

function application(spec: string): readonly unknown[] {
  return deliveries(
    `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a}\nspec: ${spec}`,
  );
}

describe('an Application', () => {
  test('gives objects that say no namespace that of its destination', () => {
    expect(application('{source: {path: ./apps/web/}, destination: {namespace: shop}}')).toEqual([
      { folders: ['apps/web'], defaults: ['shop'], overrides: [] },
    ]);
    expect(application('{source: {path: web}, destination: {namespace: "{{ .Values.it }}"}}')).toEqual([
      { folders: ['web'], defaults: ['*'], overrides: [] },
    ]);
  });

  test('has several sources, of which those for charts and for values apply no folder', () => {
    const sources = '[{path: web}, {path: api}, {chart: redis}, {ref: values}, {ref: both, path: more}]';
    expect(application(`{sources: ${sources}, destination: {namespace: shop}}`)).toMatchObject([
      { folders: ['web', 'api', 'more'] },
    ]);
    expect(application('{source: {chart: redis}, destination: {namespace: shop}}')).toEqual([]);
    const dry = '{sourceHydrator: {drySource: {path: web}}, destination: {namespace: shop}}';
    expect(application(dry)).toMatchObject([{ folders: ['web'] }]);
  });

  test('puts all objects in the namespace that it gives kustomize', () => {
    expect(
      application('{source: {path: web, kustomize: {namespace: shop}}, destination: {name: a}}'),
    ).toEqual([{ folders: ['web'], defaults: [], overrides: ['shop'] }]);
  });

  test.each([
    ['it is the root', '{path: .}', ['']],
    ['it leaves its root', '{path: ../web}', ['']],
    ['a template gives it', '{path: "{{ .Values.path }}"}', ['']],
    ['it is left out', '{repoURL: a}', ['']],
    ['a template gives its end', '{path: "apps/{{ .Values.name }}/base"}', ['apps']],
  ])('applies a folder that is as far known as may be where %s', (_, source, folders) => {
    expect(application(`{source: ${source}, destination: {namespace: shop}}`)).toMatchObject([{ folders }]);
  });

  test('says nothing of namespaces where it names none, and one that is not known in a patch', () => {
    const plain = [{ folders: ['web'], defaults: [], overrides: [] }];
    expect(application('{source: {path: web}, destination: {name: a}}')).toEqual(plain);
    expect(application('{source: {path: web}, destination: {namespace: ""}}')).toEqual(plain);
    expect(application('{source: {path: web}}')).toMatchObject([{ defaults: ['*'] }]);
    expect(application('{destination: {namespace: shop}}')).toEqual([]);
  });
});

describe('an ApplicationSet', () => {
  const set = (generators: string, path: string, rest = '') =>
    deliveries(
      `
      apiVersion: argoproj.io/v1alpha1
      kind: ApplicationSet
      metadata: {name: a}
      spec:
        generators: ${generators}
        template: {spec: {source: {path: '${path}'}, destination: {namespace: shop}}}
        ${rest}
      `,
    );
  const folders = (generators: string, path: string) =>
    set(generators, path).map((each) => JSON.parse(JSON.stringify(each)).folders);

  test('applies the folders in which Git finds something, also inside of other generators', () => {
    const git = '{git: {directories: [{path: apps/*}, {path: tools}, {path: apps/old, exclude: true}]}}';
    expect(folders(`[${git}]`, '{{path}}')).toEqual([['apps', 'tools']]);
    expect(folders(`[{matrix: {generators: [{clusters: {}}, ${git}]}}]`, '{{ .path.path }}/prod')).toEqual([
      ['apps', 'tools'],
    ]);
    const files = '[{git: {files: [{path: envs/**/config.json}, {path: one/config.json}]}}]';
    expect(folders(files, '{{path}}')).toEqual([['envs', 'one']]);
    expect(folders('[{git: {files: [{path: "**/config.json"}]}}]', '{{path}}')).toEqual([['']]);
  });

  test('may apply any folder where its path comes from elsewhere', () => {
    expect(folders('[{list: {elements: [{path: web}]}}]', '{{path}}')).toEqual([['']]);
    expect(folders('[{git: {directories: [{path: apps/*}]}}]', '{{path.basename}}')).toEqual([['']]);
    expect(folders('[{git: {directories: [{path: apps/*}]}}]', 'web/{{path.basename}}')).toEqual([['web']]);
  });

  test('may do anything where its template is changed', () => {
    const any = [{ folders: [''], defaults: ['*'], overrides: [] }];
    expect(set('[{clusters: {}}]', 'web', 'templatePatch: "a"')).toEqual(any);
    expect(set('[{clusters: {template: {spec: {source: {path: api}}}}}]', 'web')).toEqual(any);
  });
});

test('a Kustomization of Flux and a GitRepo of Fleet put all objects in their target namespace', () => {
  const flux = (spec: string) =>
    deliveries(`apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nspec: ${spec}`);
  expect(flux('{path: ./apps/web, targetNamespace: shop}')).toEqual([
    { folders: ['apps/web'], defaults: [], overrides: ['shop'] },
  ]);
  expect(flux('{path: "./apps/${app}", targetNamespace: "${app}"}')).toEqual([
    { folders: ['apps'], defaults: [], overrides: ['*'] },
  ]);
  expect(flux('{path: "./${app}", targetNamespace: shop}')).toMatchObject([{ folders: [''] }]);
  expect(flux('{path: ./apps/web}')).toEqual([{ folders: ['apps/web'], defaults: [], overrides: [] }]);
  const fleet = (spec: string) =>
    deliveries(`apiVersion: fleet.cattle.io/v1alpha1\nkind: GitRepo\nspec: ${spec}`);
  expect(fleet('{paths: [web, api], targetNamespace: shop}')).toEqual([
    { folders: ['web', 'api'], defaults: [], overrides: ['shop'] },
  ]);
  expect(fleet('{paths: ["{{ .Values.path }}"], targetNamespace: shop}')).toMatchObject([{ folders: [''] }]);
});

test('what puts all objects of a whole repository in a namespace is about another repository', () => {
  const flux = 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n';
  const fleet = 'apiVersion: fleet.cattle.io/v1alpha1\nkind: GitRepo\n';
  expect(deliveries(`${flux}spec: {targetNamespace: shop}`)).toEqual([]);
  expect(deliveries(`${flux}spec: {path: ./, targetNamespace: shop}`)).toEqual([]);
  expect(deliveries(`${fleet}spec: {targetNamespace: shop}`)).toEqual([]);
});

test('a fleet.yaml is about its own folder, and any object may be in a file of that name', () => {
  const fleet = (text: string) => deliveries(text, 'file:///a%20b/fleet.yaml');
  expect(fleet('defaultNamespace: shop\ntargetCustomizations: [{name: a, namespace: desk}]')).toEqual([
    { folders: ['file:///a b'], defaults: ['shop'], overrides: ['desk'] },
  ]);
  expect(fleet('helm: {releaseName: a}')).toEqual([
    { folders: ['file:///a b'], defaults: [], overrides: [] },
  ]);
  expect(deliveries('defaultNamespace: shop')).toEqual([]);
  const other = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a}\nnamespace: shop';
  expect(fleet(other)).toEqual([]);
  expect(factsIn(sourceOf('file:///a/fleet.yaml', other))).not.toEqual([]);
});
