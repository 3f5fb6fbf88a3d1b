import { describe, expect, test } from 'vitest';
import { lint } from '../../engine/lint';
import { defaultOptions } from '../../engine/options';
import type { LintOptions, Problem } from '../../engine/problem';
import { rules } from '../../index';
import { sourceOf } from '../../yaml/source';

function problemsIn(
  text: string,
  options: Partial<LintOptions> = {},
  metadata = '{name: x}',
): readonly Problem[] {
  const source = sourceOf(
    'x.yaml',
    `apiVersion: rbac.authorization.k8s.io/v1\nmetadata: ${metadata}\n${text}`,
  );
  return lint(source, rules, { ...defaultOptions, profile: 'all', ...options }).problems;
}

function ofRule(rule: string, kind = 'ClusterRole'): readonly Problem[] {
  return problemsIn(`kind: ${kind}\nrules: [${rule}]\n`);
}

function facts(problems: readonly Problem[]): readonly string[] {
  return problems.map(({ rule, severity }) => `${rule} ${severity}`);
}

describe('one rule of a role', () => {
  test('with wildcards everywhere is one finding that holds all the others', () => {
    const [all, ...rest] = ofRule('{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}');
    expect([rest, all?.rule, all?.severity]).toEqual([[], 'rbac-wildcard-all', 'error']);
    const grants = rules
      .filter(({ meta }) => meta.scope === 'policy-rule' || /^rbac-csr-/.test(meta.id))
      .map(({ meta }) => meta.id)
      .filter((id) => !NEVER_BY_WILDCARD.includes(id));
    expect(all?.also).toEqual(grants.sort());
  });

  test('with every verb on Secrets is one finding, as grave as reading them', () => {
    const [every, ...rest] = ofRule('{apiGroups: [""], resources: [secrets], verbs: ["*"]}');
    expect([rest, every?.rule, every?.severity]).toEqual([[], 'rbac-wildcard-verbs', 'error']);
    expect(every?.also).toEqual(['rbac-secrets-read']);
    expect(every?.message).toBe('Can read every Secret where it is bound: every verb on secrets');
  });

  test('with every resource of a group says so, however grave what it holds', () => {
    const [every, ...rest] = ofRule('{apiGroups: [""], resources: ["*"], verbs: [get]}');
    expect([rest, every?.rule, every?.severity]).toEqual([[], 'rbac-wildcard-resources', 'error']);
    expect(every?.also).toEqual(['rbac-nodes-proxy', 'rbac-proxy-subresource', 'rbac-secrets-read']);
    expect(every?.message).toBe('Grants get on every resource of the core API group');
  });

  test('without a wildcard has a finding for each right it grants', () => {
    const group = 'rbac.authorization.k8s.io';
    expect(
      facts(ofRule(`{apiGroups: [${group}], resources: [roles], verbs: [create, escalate, bind]}`)),
    ).toEqual(['rbac-role-write warning', 'rbac-escalate error', 'rbac-bind error']);
  });

  test('weighs one step less in a Role, but where a Role is enough', () => {
    const severity = (rule: string) =>
      ['ClusterRole', 'Role'].map((kind) => facts(ofRule(rule, kind)).join()).join(', ');
    expect(severity('{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}')).toBe(
      'rbac-wildcard-all error, rbac-wildcard-all warning',
    );
    expect(severity('{apiGroups: [""], resources: [secrets], verbs: [get]}')).toBe(
      'rbac-secrets-read warning, rbac-secrets-read info',
    );
    expect(severity('{apiGroups: [""], resources: [secrets], verbs: [list]}')).toBe(
      'rbac-secrets-read error, rbac-secrets-read warning',
    );
    expect(severity('{apiGroups: [""], resources: [pods], verbs: [create]}')).toBe(
      'rbac-workload-create warning, rbac-workload-create info',
    );
    expect(severity('{apiGroups: [""], resources: [namespaces], verbs: [patch]}')).toBe(
      'rbac-namespace-write warning, rbac-namespace-write warning',
    );
    expect(severity('{apiGroups: [""], resources: [endpoints], verbs: [patch]}')).toBe(
      'rbac-endpoints-write info, rbac-endpoints-write info',
    );
  });
});

test('roles that may be bound are named only where the rule grants nothing else, and a wildcard is left alone', () => {
  const offers = (verbs: string) =>
    problemsIn(
      `kind: ClusterRole\nrules: [{apiGroups: [rbac.authorization.k8s.io], resources: [roles], verbs: [${verbs}]}]\n`,
      { only: ['rbac-bind'] },
    ).map(({ fixes, assist }) => [fixes.length, assist?.title]);
  expect(offers('bind')).toEqual([[1, 'Name the roles']]);
  expect(offers('bind, get')).toEqual([[1, undefined]]);
  expect(offers('"*"')).toEqual([[0, undefined]]);
});

/** Rules about one namespace, URLs or what a rule must name. */
const NEVER_BY_WILDCARD = [
  'rbac-wildcard-all',
  'rbac-wildcard-non-resource-urls',
  'rbac-kube-system-config-map-write',
  'rbac-object-create-unbounded',
  'rbac-pod-security-policy-use',
];

test('both halves of approving certificates weigh more than one, and most with making requests', () => {
  const severity = (...granted: string[]) =>
    problemsIn(`kind: ClusterRole\nrules: [${granted.join(', ')}]\n`).map((each) => each.severity);
  const rule = (resources: string, verb: string) =>
    `{apiGroups: [certificates.k8s.io], resources: [${resources}], verbs: [${verb}]}`;
  const write = rule('certificatesigningrequests/approval', 'update');
  const approve = rule('signers', 'approve');
  expect(severity(write)).toEqual(['info']);
  expect(severity(approve)).toEqual(['info']);
  expect(severity(write, approve)).toEqual(['warning']);
  expect(severity(write, approve, rule('certificatesigningrequests', 'create'))).toEqual(['error']);
});

test('what is added to a built-in role is told with all its places, and Secrets in view are an error', () => {
  const added = (builtIn: string, rule: string) => {
    const label = `rbac.authorization.k8s.io/aggregate-to-${builtIn}`;
    const text = `kind: ClusterRole\nrules: [${rule}]\n`;
    const options = { only: ['rbac-aggregate-to-built-in'] };
    return problemsIn(text, options, `{name: x, labels: {${label}: "true"}}`);
  };
  const rule = '{apiGroups: [""], resources: [secrets, pods, nodes], verbs: [create, get]}';
  const [view] = added('view', rule);
  expect([view?.severity, view?.related.length]).toEqual(['error', 3]);
  const [edit] = added('edit', rule);
  expect([edit?.severity, edit?.related.map(({ message }) => message)]).toEqual([
    'warning',
    ['Adds create on nodes'],
  ]);
});

describe('a binding', () => {
  const binding = (kind: string, role: string) =>
    `kind: ${kind}\nroleRef: {kind: ClusterRole, name: ${role}}\nsubjects: [{kind: Group, name: team}]\n`;

  test('weighs more for the whole cluster', () => {
    const severities = (role: string) =>
      ['ClusterRoleBinding', 'RoleBinding'].map((kind) => problemsIn(binding(kind, role))[0]?.severity);
    expect(severities('cluster-admin')).toEqual(['error', 'warning']);
    expect(severities('edit')).toEqual(['warning', 'info']);
    expect(severities('view')).toEqual(['info', 'info']);
  });

  test('may grant broad rights to those who are allowed to have them', () => {
    const allow = { subjects: ['team', 'system:authenticated', 'shop/default'] };
    for (const role of ['cluster-admin', 'edit', '"system:kube-scheduler"']) {
      expect(facts(problemsIn(binding('RoleBinding', role)))).toHaveLength(1);
      expect(problemsIn(binding('RoleBinding', role), { allow })).toEqual([]);
    }
    const subjects = `kind: RoleBinding\nroleRef: {kind: Role, name: a}\nsubjects: [{kind: Group, name: "system:authenticated"}, {kind: ServiceAccount, name: default, namespace: shop}]\n`;
    expect(facts(problemsIn(subjects))).toHaveLength(2);
    expect(problemsIn(subjects, { allow })).toEqual([]);
  });
});
