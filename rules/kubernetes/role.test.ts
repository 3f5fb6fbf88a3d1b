import { describe, expect, test } from 'vitest';
import { sourceOf } from '../yaml/source';
import { type Grant, impersonate, nodesProxy, podsExec, secretsRead } from './grants';
import { readManifests } from './manifest';
import { type PolicyRule, type Role, rolesIn } from './role';

function roles(text: string): readonly Role[] {
  return readManifests(sourceOf('x.yaml', text)).manifests.flatMap(rolesIn);
}

/** The one rule of a role; its lists as flow YAML. */
function ruleOf(rule: string, kind = 'ClusterRole'): PolicyRule {
  const text = `apiVersion: rbac.authorization.k8s.io/v1\nkind: ${kind}\nmetadata: {name: r}\nrules:\n  - ${rule}\n`;
  const [first] = roles(text)[0]?.rules ?? [];
  if (first === undefined) throw new Error(`no rule in ${text}`);
  return first;
}

function isGranted(rule: string, grant: Grant, kind?: string): boolean {
  return ruleOf(rule, kind).grants(grant) !== undefined;
}

describe('a rule grants', () => {
  test('what its verbs, groups and resources say, by name or by *', () => {
    expect(isGranted('{verbs: [get], apiGroups: [""], resources: [secrets]}', secretsRead)).toBe(true);
    expect(isGranted('{verbs: ["*"], apiGroups: ["*"], resources: ["*"]}', secretsRead)).toBe(true);
    expect(isGranted('{verbs: [create], apiGroups: [""], resources: [secrets]}', secretsRead)).toBe(false);
    expect(isGranted('{verbs: [get], apiGroups: [apps], resources: [secrets]}', secretsRead)).toBe(false);
    expect(isGranted('{verbs: [get], resources: [secrets]}', secretsRead)).toBe(false);
    expect(isGranted('{verbs: [GET], apiGroups: [""], resources: [secrets]}', secretsRead)).toBe(false);
  });

  test('a subresource by its own name, by */ before it or by *, never by its resource', () => {
    const exec = (resource: string) =>
      isGranted(`{verbs: [create], apiGroups: [""], resources: ["${resource}"]}`, podsExec);
    expect(['pods/exec', '*/exec', '*'].map(exec)).toEqual([true, true, true]);
    expect(['pods', 'pods/*', '*/log', 'services/exec'].map(exec)).toEqual([false, false, false, false]);
    const extra =
      '{verbs: [impersonate], apiGroups: [authentication.k8s.io], resources: [userextras/scopes]}';
    expect(isGranted(extra, impersonate)).toBe(true);
  });

  test('in a Role nothing that is in no namespace', () => {
    const rule = '{verbs: ["*"], apiGroups: [""], resources: ["*"]}';
    expect([isGranted(rule, nodesProxy), isGranted(rule, nodesProxy, 'Role')]).toEqual([true, false]);
    expect(isGranted(rule, secretsRead, 'Role')).toBe(true);
  });

  test('nothing for all objects where it names some, or may', () => {
    const rule = (names: string) =>
      ruleOf(`{verbs: [get], apiGroups: [""], resources: [secrets], resourceNames: ${names}}`);
    for (const names of ['[a]', '["{{ .Values.name }}"]', '{{ .Values.names }}']) {
      expect([names, rule(names).grants(secretsRead)]).toEqual([names, undefined]);
      expect(rule(names).mentions(secretsRead)).toBeDefined();
    }
    for (const names of ['[]', 'null']) expect(rule(names).grants(secretsRead)).toBeDefined();
  });

  test('nothing that only a template knows', () => {
    expect(isGranted('{verbs: ["{{ .v }}"], apiGroups: [""], resources: [secrets]}', secretsRead)).toBe(
      false,
    );
    expect(isGranted('{verbs: {{ .v }}, apiGroups: [""], resources: [secrets]}', secretsRead)).toBe(false);
  });
});

test('what grants it is the wildcard, else the verb that only roles know, else the resource', () => {
  const at = (rule: string, grant: Grant) => ruleOf(rule).grants(grant)?.at.path.slice(-2).join(' ');
  expect(at('{verbs: [get, "*"], apiGroups: [""], resources: [a, secrets, "*"]}', secretsRead)).toBe(
    'resources 2',
  );
  expect(at('{verbs: [get, "*"], apiGroups: [""], resources: [a, secrets]}', secretsRead)).toBe('verbs 1');
  expect(at('{verbs: [get, list], apiGroups: [""], resources: [a, secrets]}', secretsRead)).toBe(
    'resources 1',
  );
  expect(at('{verbs: [get, impersonate], apiGroups: [""], resources: [users]}', impersonate)).toBe('verbs 1');
});

test('it tells what of it is granted, as it is written', () => {
  const granted = ruleOf('{verbs: [list, create, get], apiGroups: [""], resources: [pods, secrets]}').grants(
    secretsRead,
  );
  expect(granted).toMatchObject({ verbs: ['list', 'get'], resources: ['secrets'] });
});

test('roles that come with Kubernetes are none, and rules that a controller writes do not count', () => {
  const role = (metadata: string, more = '') =>
    roles(
      `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: ${metadata}\n${more}rules: [{verbs: [get]}]\n`,
    );
  expect(role('{name: r}')).toHaveLength(1);
  expect(role('{name: "system:node"}')).toEqual([]);
  expect(role('{name: view, labels: {kubernetes.io/bootstrapping: rbac-defaults}}')).toEqual([]);
  const counts = (more: string) => role('{name: r}', more)[0]?.rules.length;
  expect(counts('aggregationRule: {clusterRoleSelectors: []}\n')).toBe(0);
  expect(counts('aggregationRule: {{ .Values.rule }}\n')).toBe(0);
  expect(counts('aggregationRule: null\n')).toBe(1);
  expect(counts('{{ include "more" . }}\n')).toBe(1);
  expect(roles('apiVersion: iam.example/v1\nkind: Role\nrules: []\n')).toEqual([]);
});
