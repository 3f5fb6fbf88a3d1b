import { describe, expect, test } from 'vitest';
import { rules } from '../index';
import { dedent } from '../testing/marked';
import { sourceOf } from '../yaml/source';
import { factsIn } from './facts-in';
import { lint } from './lint';
import { defaultOptions } from './options';
import { WorkspaceIndex } from './workspace-index';

const BASE = `
  apiVersion: apps/v1
  kind: Deployment
  metadata: {name: web}
  spec:
    selector: {matchLabels: {app: web}}
    template:
      metadata: {labels: {app: web}}
      spec:
        hostNetwork: true
        containers: [{name: web, image: "registry.example/web:1.2"}]
`;

const USER = `
  apiVersion: apps/v1
  kind: Deployment
  metadata: {name: web}
  spec: {template: {spec: {securityContext: {runAsNonRoot: true}}}}
`;

const LOOKED_AT = ['host-network', 'run-as-non-root', 'seccomp-profile-missing'];

/** Which of the rules speak about a file when these others are in view; those that are given instead of the base's. */
function spokenOf(files: Readonly<Record<string, string>>, file = 'base/web.yaml'): readonly string[] {
  const all = { 'base/web.yaml': BASE, 'base/kustomization.yaml': 'resources: [web.yaml]', ...files };
  const sources = Object.entries(all).map(([path, text]) => sourceOf(`file:///${path}`, dedent(text)));
  const index = new WorkspaceIndex();
  index.updateAll(sources.map((source) => ({ uri: source.uri, facts: factsIn(source) })));
  const source = sources.find(({ uri }) => uri === `file:///${file}`);
  if (source === undefined) throw new Error(`there is no ${file}`);
  const { problems } = lint(source, rules, defaultOptions, index.viewFor(source.uri));
  return problems.map(({ rule }) => rule).filter((rule) => LOOKED_AT.includes(rule));
}

describe('what is wrong in a base is not said', () => {
  test('where the only overlay patches it in a file, and only there', () => {
    const overlay = 'resources: [../base]\npatches: [{path: user.yaml}]';
    const files = { 'prod/kustomization.yaml': overlay, 'prod/user.yaml': USER };
    expect(spokenOf({})).toEqual(LOOKED_AT);
    expect(spokenOf(files)).toEqual(['host-network', 'seccomp-profile-missing']);
  });

  test.each([
    [
      'a strategic merge patch',
      `
        resources: [../base]
        patches:
          - patch: |-
              apiVersion: apps/v1
              kind: Deployment
              metadata: {name: web}
              spec: {template: {spec: {hostNetwork: false, securityContext: {runAsNonRoot: true}}}}
      `,
    ],
    [
      'a JSON patch',
      `
        resources: [../base]
        patches:
          - target: {kind: Deployment, name: web}
            patch: |-
              - {op: remove, path: /spec/template/spec/hostNetwork}
              - op: add
                path: /spec/template/spec/containers/0/securityContext
                value: {runAsNonRoot: true}
      `,
    ],
    [
      'a patch of all Deployments',
      `
        resources: [../base]
        patches:
          - target: {kind: Deployment}
            patch: |-
              apiVersion: apps/v1
              kind: Deployment
              metadata: {name: any}
              spec: {template: {spec: {hostNetwork: null, securityContext: {runAsNonRoot: true}}}}
      `,
    ],
  ])('where an overlay holds %s', (_, overlay) => {
    expect(spokenOf({ 'prod/kustomization.yaml': overlay })).toEqual(['seccomp-profile-missing']);
  });

  test.each([
    [
      'an operation in a file',
      'patches: [{path: user.yaml, target: {kind: Deployment, name: web}}]',
      '- {op: add, path: /spec/template/spec/securityContext, value: {runAsNonRoot: true}}',
      ['host-network', 'seccomp-profile-missing'],
    ],
    [
      'an operation in JSON',
      'patchesJson6902: [{path: user.yaml, target: {kind: Deployment, name: web}}]',
      '[{"op": "remove", "path": "/spec/template/spec/hostNetwork"}]',
      ['run-as-non-root', 'seccomp-profile-missing'],
    ],
    [
      'another list of containers',
      'patches: [{path: user.yaml, target: {kind: Deployment}}]',
      '---\n# Only one\n- {op: replace, path: /spec/template/spec/containers, value: []}',
      ['host-network'],
    ],
    [
      'nothing where there was a pod',
      'patchesStrategicMerge: [user.yaml]',
      `${dedent(USER).split('spec:')[0]}spec: {template: {$patch: replace}}`,
      [],
    ],
  ])('where an overlay has %s', (_, patches, user, said) => {
    const overlay = `resources: [../base]\n${patches}`;
    expect(spokenOf({ 'prod/kustomization.yaml': overlay, 'prod/user.yaml': user })).toEqual(said);
  });

  test('where one of several documents of a file patches it', () => {
    const overlay = 'resources: [../base]\npatches: [{path: users.yaml}]';
    const users = `${dedent(USER)}---\n${dedent(USER).replace('name: web', 'name: api')}`;
    expect(spokenOf({ 'prod/kustomization.yaml': overlay, 'prod/users.yaml': users })).not.toContain(
      'run-as-non-root',
    );
  });

  test('where a component patches it, as several steps further out', () => {
    const part =
      'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches: [{path: user.yaml}]';
    const files = {
      'part/kustomization.yaml': part,
      'part/user.yaml': USER,
      'stage/kustomization.yaml': 'resources: [../base]',
      'prod/kustomization.yaml': 'resources: [../stage]\ncomponents: [../part]',
    };
    expect(spokenOf(files)).not.toContain('run-as-non-root');
  });
});

/** A controller that applies a folder, with a patch of all Deployments there where a field is given. */
function controller(kind: 'Application' | 'Kustomization', path: string, field?: string): string {
  const operation = `- {op: replace, path: /spec/template/spec/${field}, value: false}`;
  const patch = `\npatches:\n- target: {kind: Deployment}\n  patch: |\n    ${operation}`;
  const patches = field === undefined ? '' : patch;
  const folder = `\npath: ./${path}`;
  return kind === 'Kustomization'
    ? `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nspec:${indented(folder + patches)}`
    : `apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec:\n source:${indented(`${folder}\nkustomize:${indented(patches)}`)}`;
}

function indented(text: string): string {
  return text.replaceAll('\n', '\n  ');
}

describe('what is wrong in a folder that a controller applies', () => {
  test.each(['Application', 'Kustomization'] as const)('is not said where the %s patches it', (kind) => {
    const without = LOOKED_AT.filter((rule) => rule !== 'host-network');
    expect(spokenOf({ 'apps/web.yaml': controller(kind, 'base', 'hostNetwork') })).toEqual(without);
    const overlay = { 'prod/kustomization.yaml': 'resources: [../base]' };
    expect(spokenOf({ ...overlay, 'apps/web.yaml': controller(kind, 'prod', 'hostNetwork') })).toEqual(
      without,
    );
    const alone = { 'alone/web.yaml': BASE, 'apps/web.yaml': controller(kind, 'alone', 'hostNetwork') };
    expect(spokenOf(alone, 'alone/web.yaml')).toEqual(without);
  });

  test('is not said where another one may apply any folder', () => {
    const files = {
      'apps/web.yaml': controller('Kustomization', 'base', 'hostNetwork'),
      'apps/any.yaml': controller('Application', ''),
    };
    expect(spokenOf(files)).not.toContain('host-network');
  });

  test('is said where another one applies it without that patch, or that one applies another folder', () => {
    const patching = { 'apps/web.yaml': controller('Kustomization', 'base', 'hostNetwork') };
    expect(spokenOf({ ...patching, 'apps/b.yaml': controller('Application', 'base') })).toEqual(LOOKED_AT);
    expect(spokenOf({ ...patching, 'apps/b.yaml': controller('Kustomization', 'base', 'hostPID') })).toEqual(
      LOOKED_AT,
    );
    expect(spokenOf({ 'apps/web.yaml': controller('Kustomization', 'prod', 'hostNetwork') })).toEqual(
      LOOKED_AT,
    );
    const overlays = {
      'prod/kustomization.yaml': 'resources: [../base]',
      'dev/kustomization.yaml': 'resources: [../base]',
    };
    expect(
      spokenOf({ ...overlays, 'apps/web.yaml': controller('Kustomization', 'prod', 'hostNetwork') }),
    ).toEqual(LOOKED_AT);
  });
});

describe('what is wrong in a base is said', () => {
  const patching = 'resources: [../base]\npatches: [{path: user.yaml}]';
  const prod = { 'prod/kustomization.yaml': patching, 'prod/user.yaml': USER };

  test('where one of the overlays does not patch it', () => {
    expect(spokenOf({ ...prod, 'dev/kustomization.yaml': 'resources: [../base]' })).toEqual(LOOKED_AT);
    expect(spokenOf({ ...prod, 'dev/kustomization.yaml': patching, 'dev/user.yaml': USER })).not.toContain(
      'run-as-non-root',
    );
  });

  test('where the patch is for another object, or for objects that are elsewhere', () => {
    expect(spokenOf({ ...prod, 'prod/user.yaml': USER.replace('name: web', 'name: api') })).toEqual(
      LOOKED_AT,
    );
    expect(spokenOf({ ...prod, 'prod/kustomization.yaml': 'patches: [{path: user.yaml}]' })).toEqual(
      LOOKED_AT,
    );
  });

  test.each([
    ['is for others', 'target: {kind: StatefulSet}', 'op: remove, path: /spec/template/spec/hostNetwork'],
    [
      'only tests it',
      'target: {kind: Deployment}',
      'op: test, path: /spec/template/spec/hostNetwork, value: true',
    ],
    [
      'adds to its list',
      'target: {kind: Deployment}',
      'op: add, path: /spec/template/spec/containers/-, value: {name: b}',
    ],
    [
      'takes away what lacks it',
      'target: {kind: Deployment}',
      'op: remove, path: /spec/template/spec/containers/0/securityContext',
    ],
  ])('where a list of operations %s', (_, target, operation) => {
    const files = {
      'prod/kustomization.yaml': `resources: [../base]\npatches: [{path: user.yaml, ${target}}]`,
      'prod/user.yaml': `- {${operation}}`,
    };
    expect(spokenOf(files)).toEqual(LOOKED_AT);
  });

  test('in the patch itself', () => {
    const wrong = USER.replace('securityContext: {runAsNonRoot: true}', 'hostNetwork: true');
    const files = { ...prod, 'prod/user.yaml': wrong };
    expect(spokenOf(files)).not.toContain('host-network');
    expect(spokenOf(files, 'prod/user.yaml')).toEqual(['host-network']);
  });
});
