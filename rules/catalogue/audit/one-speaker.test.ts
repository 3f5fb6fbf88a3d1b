import { describe, expect, test } from 'vitest';
import { lint } from '../../engine/lint';
import { defaultOptions } from '../../engine/options';
import { rules } from '../../index';
import { sourceOf } from '../../yaml/source';

/** What all rules say about a policy with these rules, or what some do. */
function saidOf(auditRules: readonly string[], ...only: readonly string[]) {
  const list = auditRules.map((rule) => `  - ${rule}\n`).join('');
  const text = `apiVersion: audit.k8s.io/v1\nkind: Policy\nrules:\n${list}`;
  return lint(sourceOf('file:///a.yaml', text), rules, { ...defaultOptions, profile: 'all', only }).problems;
}

describe('one rule speaks', () => {
  const speakers = (...auditRules: readonly string[]) =>
    saidOf(auditRules).map(({ rule, also }) => [rule, ...also].join(' '));

  test('for a policy that records nothing', () => {
    expect(speakers('{level: None}', '{level: None, users: [a]}')).toEqual(['audit-policy-empty']);
  });

  test('for a rule in front of all others', () => {
    const [first, ...others] = speakers('{level: None}', '{level: Metadata}');
    expect(first).toMatch(/^audit-policy-none-too-broad .*credential.*exec.*rbac.*secret-access.*workload/);
    expect(others).toEqual([]);
  });

  test('for what no rule matches', () => {
    const [first, ...others] = speakers('{level: Metadata, users: [a]}');
    expect(first).toMatch(
      /^audit-policy-catch-all-missing .*credential.*exec.*rbac.*secret-access.*workload/,
    );
    expect(others).toEqual([]);
  });
});

test.each([
  ['{level: Metadata}', '{level: Metadata, users: [a]}', 'info'],
  ['{level: Metadata}', '{level: None, users: [a]}', 'warning'],
  ['{level: "{{ a }}"}', '{level: "{{ b }}", users: [a]}', 'warning'],
])('how grave a rule without effect is depends on the levels: %s %s', (earlier, later, expected) => {
  const said = saidOf([earlier, later], 'audit-policy-unreachable-rule');
  expect(said.map(({ severity }) => severity)).toEqual([expected]);
});

describe('taking bodies out of the log', () => {
  const safetyOf = (rule: string) =>
    saidOf([rule], 'audit-policy-secret-bodies').flatMap(({ fixes }) => fixes.map(({ safety }) => safety));

  test.each([
    '{level: Request, resources: [{group: "", resources: [secrets, configmaps]}]}',
    '{level: RequestResponse, resources: [{group: "", resources: [serviceaccounts/token]}]}',
    '{level: Request, resources: [{group: authentication.k8s.io, resources: [tokenreviews]}]}',
  ])('is safe for a rule about nothing else: %s', (rule) => {
    expect(safetyOf(rule)).toEqual(['safe']);
  });

  test.each([
    '{level: Request}',
    '{level: Request, resources: [{group: ""}]}',
    '{level: Request, resources: [{group: "", resources: [secrets, pods]}]}',
    'level: Request\n    resources:\n      - {group: "", resources: [secrets]}\n      {{- range .more }}\n      - group: {{ . }}\n      {{- end }}',
  ])('is unsafe for a rule that is, or may be, about other things as well: %s', (rule) => {
    expect(safetyOf(rule)).toEqual(['unsafe']);
  });
});
