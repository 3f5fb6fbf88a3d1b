import { describe, expect, test } from 'vitest';
import { dedent } from '../testing/marked';
import { sourceOf } from '../yaml/source';
import { type AuditPolicy, type AuditRequest, auditPoliciesIn, type ResourceTarget } from './audit-policy';
import { shadows } from './audit-policy-shadow';
import { readManifests } from './manifest';

function policyOf(rules: string): AuditPolicy {
  const lines = dedent(rules).trimEnd().replaceAll('\n', '\n  ');
  const text = `apiVersion: audit.k8s.io/v1\nkind: Policy\nrules:\n  ${lines}\n`;
  const [policy] = readManifests(sourceOf('file:///a.yaml', text)).manifests.flatMap(auditPoliciesIn);
  if (policy === undefined) throw new Error('there is no policy');
  return policy;
}

function request(target: Partial<ResourceTarget> | string, about: Partial<AuditRequest> = {}): AuditRequest {
  const whole = {
    group: '',
    resource: 'pods',
    namespace: 'shop',
    ...(typeof target === 'string' ? {} : target),
  };
  return {
    user: 'jane',
    groups: ['developers', 'system:authenticated'],
    verb: 'get',
    target: typeof target === 'string' ? target : whole,
    ...about,
  };
}

const POD = request({});
const LOG = request({ subresource: 'log' });
const SECRET = request({ resource: 'secrets', name: 'db' });
const ROLE = request({ group: 'rbac.authorization.k8s.io', resource: 'roles' });
const NODE = request({ resource: 'nodes', namespace: '' });
const HEALTH = request('/healthz/etcd');

describe('a rule of an audit policy', () => {
  test.each<readonly [string, AuditRequest, 'yes' | 'no' | 'maybe']>([
    ['- {level: Metadata}', POD, 'yes'],
    ['- {level: Metadata}', HEALTH, 'yes'],
    ['- {level: Metadata, users: [jane]}', POD, 'yes'],
    ['- {level: Metadata, users: [joe]}', POD, 'no'],
    ['- {level: Metadata, users: ["*"]}', POD, 'no'],
    ['- {level: Metadata, users: []}', POD, 'yes'],
    ['- {level: Metadata, users: ["{{ .Values.user }}"]}', POD, 'maybe'],
    ['- {level: Metadata, userGroups: [developers, admins]}', POD, 'yes'],
    ['- {level: Metadata, userGroups: [admins]}', POD, 'no'],
    ['- {level: Metadata, verbs: [get, list]}', POD, 'yes'],
    ['- {level: Metadata, verbs: ["*"]}', POD, 'no'],
    ['- {level: Metadata, namespaces: [shop]}', POD, 'yes'],
    ['- {level: Metadata, namespaces: [shop]}', NODE, 'no'],
    ['- {level: Metadata, namespaces: [""]}', NODE, 'yes'],
    ['- {level: Metadata, namespaces: [shop]}', HEALTH, 'no'],
    ['- {level: Metadata, resources: [{group: ""}]}', POD, 'yes'],
    ['- {level: Metadata, resources: [{resources: [pods]}]}', POD, 'yes'],
    ['- {level: Metadata, resources: [{group: ""}]}', ROLE, 'no'],
    ['- {level: Metadata, resources: [{group: ""}]}', HEALTH, 'no'],
    ['- {level: Metadata, resources: [{group: "", resources: [pods]}]}', LOG, 'no'],
    ['- {level: Metadata, resources: [{group: "", resources: [pods/log]}]}', LOG, 'yes'],
    ['- {level: Metadata, resources: [{group: "", resources: [pods/log]}]}', POD, 'no'],
    ['- {level: Metadata, resources: [{group: "", resources: ["pods/*"]}]}', LOG, 'yes'],
    ['- {level: Metadata, resources: [{group: "", resources: ["pods/*"]}]}', POD, 'yes'],
    ['- {level: Metadata, resources: [{group: "", resources: ["*/log"]}]}', LOG, 'yes'],
    ['- {level: Metadata, resources: [{group: "", resources: ["*/log"]}]}', POD, 'no'],
    ['- {level: Metadata, resources: [{group: "", resources: ["*"]}]}', LOG, 'yes'],
    ['- {level: Metadata, resources: [{group: "*"}]}', ROLE, 'yes'],
    ['- {level: Metadata, resources: [{group: "*"}]}', HEALTH, 'no'],
    ['- {level: Metadata, resources: [{group: "*", resources: ["*"]}]}', POD, 'yes'],
    ['- {level: Metadata, resources: [{group: "*", resources: [secrets]}]}', POD, 'no'],
    [
      '- {level: Metadata, resources: [{group: "", resources: [secrets], resourceNames: [db]}]}',
      SECRET,
      'yes',
    ],
    [
      '- {level: Metadata, resources: [{group: "", resources: [secrets], resourceNames: [web]}]}',
      SECRET,
      'no',
    ],
    ['- {level: Metadata, resources: [{group: "", resourceNames: [web]}]}', SECRET, 'yes'],
    ['- {level: Metadata, resources: [{group: "{{ .Values.group }}"}]}', POD, 'maybe'],
    ['- {level: Metadata, nonResourceURLs: ["/healthz*"]}', HEALTH, 'yes'],
    ['- {level: Metadata, nonResourceURLs: ["/healthz"]}', HEALTH, 'no'],
    ['- {level: Metadata, nonResourceURLs: ["*"]}', HEALTH, 'yes'],
    ['- {level: Metadata, nonResourceURLs: ["*"]}', POD, 'no'],
  ])('%s', (rule, about, expected) => {
    expect(policyOf(rule).rules[0]?.matches(about)).toBe(expected);
  });
});

describe('an audit policy', () => {
  const rules = `
    - level: None
      users: [system:kube-proxy]
    - level: Metadata
      resources: [{group: "", resources: [secrets]}]
    - level: RequestResponse
      resources: [{group: ""}]
  `;

  test('goes by the first rule that matches', () => {
    const policy = policyOf(rules);
    expect(policy.outcomeOf(SECRET)).toEqual({ level: 'Metadata', rule: policy.rules[1] });
    expect(policy.outcomeOf({ ...SECRET, user: 'system:kube-proxy' }).level).toBe('None');
    expect(policy.outcomeOf(POD).level).toBe('RequestResponse');
  });

  test('records nothing where no rule matches', () => {
    expect(policyOf(rules).outcomeOf(ROLE)).toEqual({ level: 'None', rule: undefined });
  });

  test('says nothing for certain behind a rule that may match, nor where rules may be out of sight', () => {
    const maybe = '- {level: None, users: ["{{ .Values.user }}"]}\n- {level: Metadata}';
    expect(policyOf(maybe).outcomeOf(POD).level).toBeUndefined();
    expect(policyOf('- {level: Metadata}\n{{ .Values.rules }}').outcomeOf(POD).level).toBeUndefined();
  });
});

describe('a rule shadows another', () => {
  test.each<readonly [string, string, boolean]>([
    ['{level: None}', '{level: Metadata, users: [a], resources: [{group: ""}]}', true],
    ['{level: None, users: [a, b]}', '{level: Metadata, users: [a]}', true],
    ['{level: None, users: [a]}', '{level: Metadata, users: [a, b]}', false],
    ['{level: None, users: [a]}', '{level: Metadata}', false],
    ['{level: None, users: [a]}', '{level: Metadata, userGroups: [a]}', false],
    ['{level: None, userGroups: [a]}', '{level: Metadata, userGroups: [a], verbs: [get]}', true],
    ['{level: None, verbs: [get]}', '{level: Metadata, verbs: [list]}', false],
    ['{level: None, namespaces: [a]}', '{level: Metadata, namespaces: [a], resources: [{group: ""}]}', true],
    ['{level: None, namespaces: [a]}', '{level: Metadata, resources: [{group: ""}]}', false],
    ['{level: None, resources: [{group: ""}]}', '{level: Metadata, namespaces: [a]}', false],
    [
      '{level: None, resources: [{group: ""}]}',
      '{level: Metadata, resources: [{resources: [pods/log]}]}',
      true,
    ],
    ['{level: None, resources: [{group: ""}]}', '{level: Metadata, resources: [{group: apps}]}', false],
    ['{level: None, resources: [{group: "*"}]}', '{level: Metadata, resources: [{group: apps}]}', true],
    ['{level: None, resources: [{group: "*"}]}', '{level: Metadata, resources: [{group: "{{ a }}"}]}', true],
    ['{level: None, resources: [{group: apps}]}', '{level: Metadata, resources: [{group: "*"}]}', false],
    ['{level: None, resources: [{group: ""}]}', '{level: Metadata, nonResourceURLs: ["/api"]}', false],
    ['{level: None, resources: [{resources: [pods]}]}', '{level: Metadata, resources: [{group: ""}]}', false],
    [
      '{level: None, resources: [{resources: ["*"]}]}',
      '{level: Metadata, resources: [{resources: ["*/log"]}]}',
      true,
    ],
    [
      '{level: None, resources: [{resources: ["pods/*"]}]}',
      '{level: Metadata, resources: [{resources: [pods, pods/log]}]}',
      true,
    ],
    [
      '{level: None, resources: [{resources: ["pods/*"]}]}',
      '{level: Metadata, resources: [{resources: ["*/log"]}]}',
      false,
    ],
    [
      '{level: None, resources: [{resources: [pods]}]}',
      '{level: Metadata, resources: [{resources: [pods/log]}]}',
      false,
    ],
    [
      '{level: None, resources: [{resources: [pods], resourceNames: [a]}]}',
      '{level: Metadata, resources: [{resources: [pods]}]}',
      false,
    ],
    [
      '{level: None, nonResourceURLs: ["/api*"]}',
      '{level: Metadata, nonResourceURLs: ["/apis", "/api/*"]}',
      true,
    ],
    ['{level: None, nonResourceURLs: ["/api"]}', '{level: Metadata, nonResourceURLs: ["/api*"]}', false],
    ['{level: None, nonResourceURLs: ["/api"]}', '{level: Metadata, resources: [{group: ""}]}', false],
    [
      '{level: None, users: ["{{ .Values.user }}"]}',
      '{level: Metadata, users: ["{{ .Values.user }}"]}',
      false,
    ],
  ])('%s %s', (earlier, later, expected) => {
    const [first, second] = policyOf(`- ${earlier}\n- ${later}`).rules;
    expect(first !== undefined && second !== undefined && shadows(first, second)).toBe(expected);
  });
});
