import { describe, expect, test } from 'vitest';
import { sourceOf } from '../yaml/source';
import type { Fact } from './facts';
import { factsIn } from './facts-in';
import { dedented } from './page';

/** The facts of a text, without their places. */
function facts(text: string, uri = 'file:///a.yaml') {
  return factsIn(sourceOf(uri, dedented(text))).map(({ place, ...fact }: Fact) => fact);
}

/** Everything that says where something stands is left out. */
function plain(text: string): readonly unknown[] {
  return JSON.parse(JSON.stringify(facts(text), (key, value) => (key === 'place' ? undefined : value)));
}

describe('a NetworkPolicy', () => {
  const policy = (spec: string, namespace = 'namespace: shop') =>
    facts(
      `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: a, ${namespace}}\nspec: ${spec}`,
    );

  test('says which pods it is about and what it does to them', () => {
    expect(policy('{podSelector: {matchLabels: {app: web}}, egress: [{ports: [{port: 53}]}]}')).toEqual([
      {
        kind: 'network-policy',
        namespace: 'shop',
        podSelector: [{ key: 'app', operator: 'In', values: ['web'] }],
        ingress: 'closed',
        egress: 'limited',
        mayAllowDns: true,
      },
    ]);
  });

  test('leaves out what is not known', () => {
    const spec = '{podSelector: {{ .Values.selector }}, policyTypes: {{ .Values.types }}}';
    expect(policy(spec, 'namespace: "{{ .Release.Namespace }}"')).toEqual([
      { kind: 'network-policy', ingress: 'unknown', egress: 'unknown', mayAllowDns: true },
    ]);
  });
});

test.each([
  ['cilium.io/v2', 'CiliumNetworkPolicy', { namespace: 'shop' }],
  ['cilium.io/v2', 'CiliumClusterwideNetworkPolicy', {}],
  ['projectcalico.org/v3', 'NetworkPolicy', { namespace: 'shop' }],
  ['crd.projectcalico.org/v1', 'GlobalNetworkPolicy', {}],
  ['policy.networking.k8s.io/v1alpha1', 'AdminNetworkPolicy', {}],
  ['policy.networking.k8s.io/v1alpha2', 'ClusterNetworkPolicy', {}],
  ['crd.antrea.io/v1beta1', 'NetworkPolicy', { namespace: 'shop' }],
])('%s %s is a policy of another kind', (apiVersion, kind, expected) => {
  expect(facts(`apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a, namespace: shop}`)).toEqual([
    { kind: 'other-network-policy', ...expected },
  ]);
});

test.each([
  ['v1', 'Pod', 'metadata: {namespace: shop, labels: {a: b}}\nspec: {}'],
  [
    'apps/v1',
    'Deployment',
    'metadata: {namespace: shop}\nspec: {selector: {}, template: {metadata: {labels: {a: b}}, spec: {}}}',
  ],
  [
    'serving.knative.dev/v1',
    'Service',
    'metadata: {namespace: shop}\nspec: {template: {metadata: {labels: {a: b}}, spec: {}}}',
  ],
  [
    'batch/v1',
    'CronJob',
    'metadata: {namespace: shop}\nspec: {jobTemplate: {spec: {template: {metadata: {labels: {a: b}}, spec: {}}}}}',
  ],
])('%s %s has a pod with its labels', (apiVersion, kind, rest) => {
  const labels = { known: { a: 'b' }, isOpen: false };
  expect(facts(`apiVersion: ${apiVersion}\nkind: ${kind}\n${rest}`)).toEqual([
    { kind: 'workload', namespace: 'shop', labels },
  ]);
});

test('a Namespace says what it enforces, where its labels say anything', () => {
  const prefix = 'pod-security.kubernetes.io/enforce';
  const namespace = (labels: string) =>
    plain(`apiVersion: v1\nkind: Namespace\nmetadata: {name: a, labels: ${labels}}`);
  expect(namespace('{x: y}')).not.toMatchObject([{ enforce: {} }]);
  expect(namespace(`{${prefix}: baseline}`)).toMatchObject([
    { enforce: { level: 'baseline', version: 'latest' } },
  ]);
  expect(namespace(`{${prefix}: baseline, ${prefix}-version: v1.20}`)).toMatchObject([
    { enforce: { version: 'v1.20' } },
  ]);
  const [unknown] = namespace(`{${prefix}: "{{ .Values.a }}", ${prefix}-version: "{{ .Values.b }}"}`);
  expect(unknown).toMatchObject({ enforce: {} });
  expect((unknown as { enforce: object }).enforce).toEqual({});
});

test('the configuration of Pod Security admission says its default and its exemptions, alone or in another file', () => {
  const own = [
    'apiVersion: pod-security.admission.config.k8s.io/v1',
    'kind: PodSecurityConfiguration',
    'defaults: {enforce: baseline}',
    'exemptions: {namespaces: [a], runtimeClasses: [b], usernames: [c]}',
  ];
  const expected = [
    {
      kind: 'pod-security',
      enforce: { level: 'baseline', version: 'latest' },
      namespaces: [{ name: 'a' }],
      runtimeClasses: [{ name: 'b' }],
      usernames: [{ name: 'c' }],
    },
  ];
  expect(plain(own.join('\n'))).toEqual(expected);
  const head = 'apiVersion: apiserver.config.k8s.io/v1\nkind: AdmissionConfiguration\nplugins:';
  const inside = own.map((line) => `      ${line}`).join('\n');
  expect(plain(`${head}\n  - name: Other\n  - name: PodSecurity\n    configuration:\n${inside}`)).toEqual(
    expected,
  );
  expect(plain(`${head}\n  - name: PodSecurity\n    path: pod-security.yaml`)).toEqual([]);
});

test('a binding names its policy, a kubelet the kernel parameters it allows', () => {
  const binding = (policy: string) =>
    facts(
      `apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicyBinding\nspec: {policyName: ${policy}}`,
    );
  expect(binding('a')).toEqual([{ kind: 'policy-binding', policy: 'a' }]);
  expect(binding('"{{ .Values.a }}"')).toEqual([{ kind: 'policy-binding' }]);
  const kubelet = (sysctls: string) =>
    facts(
      `apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nallowedUnsafeSysctls: ${sysctls}`,
    );
  expect(kubelet('')).toEqual([{ kind: 'kubelet', sysctls: [], isOpen: false }]);
  expect(kubelet('["kernel.msg*", "{{ .Values.a }}"]')).toEqual([
    { kind: 'kubelet', sysctls: ['kernel.msg*'], isOpen: true },
  ]);
});

test('a LimitRange has the bounds it sets for containers, a ResourceQuota says whether it is for some pods alone', () => {
  const limits =
    '[{type: Container, min: {cpu: 1}, max: {memory: 1Gi}, maxLimitRequestRatio: {cpu: 4}}, {type: Pod, max: {cpu: 2}}]';
  const [range] = plain(`apiVersion: v1\nkind: LimitRange\nspec: {limits: ${limits}}`);
  expect(range).toMatchObject({
    bounds: [
      { bound: 'min', resource: 'cpu', value: '1' },
      { bound: 'max', resource: 'memory', value: '1Gi' },
      { bound: 'ratio', resource: 'cpu', value: '4' },
    ],
  });
  const quota = (spec: string) =>
    facts(`apiVersion: v1\nkind: ResourceQuota\nspec: {hard: {cpu: 1}, ${spec}}`)[0];
  expect(quota('')).not.toHaveProperty('isScoped');
  expect(quota('scopes: [BestEffort]')).toHaveProperty('isScoped', true);
  expect(quota('scopeSelector: {matchExpressions: []}')).toHaveProperty('isScoped', true);
});

test('a RoleBinding names the role it gives in a namespace, a role is one if it lets its holders create objects', () => {
  const rbac = (kind: string, rest: string) =>
    facts(
      `apiVersion: rbac.authorization.k8s.io/v1\nkind: ${kind}\nmetadata: {name: a, namespace: shop}\n${rest}`,
    ).filter(({ kind: of }) => of === 'tenant' || of === 'creator-role');
  const subjects = 'subjects: [{kind: Group, name: team}]';
  expect(rbac('RoleBinding', `roleRef: {kind: ClusterRole, name: edit}\n${subjects}`)).toEqual([
    { kind: 'tenant', namespace: 'shop', role: 'ClusterRole', name: 'edit' },
  ]);
  expect(rbac('RoleBinding', 'roleRef: {kind: ClusterRole, name: edit}')).toEqual([]);
  expect(rbac('Role', 'rules: [{apiGroups: [""], resources: [secrets], verbs: [create]}]')).toEqual([
    { kind: 'creator-role', namespace: 'shop', role: 'Role', name: 'a' },
  ]);
  expect(rbac('Role', 'rules: [{apiGroups: [""], resources: [secrets], verbs: [get]}]')).toEqual([]);
});

test('a kustomization says whether it gives pods labels', () => {
  const adds = (text: string) => facts(text, 'file:///kustomization.yaml')[0];
  expect(adds('commonLabels: {a: b}')).toHaveProperty('addsLabels', true);
  expect(adds('labels: [{pairs: {a: b}, includeTemplates: true}]')).toHaveProperty('addsLabels', true);
  expect(adds('labels: [{pairs: {a: b}, includeSelectors: true}]')).toHaveProperty('addsLabels', true);
  expect(adds('labels: [{pairs: {a: b}}]')).not.toHaveProperty('addsLabels');
});

test.each([
  ['resources: [https://example.com/a.yaml]', true],
  ['bases: [github.com/o/r?ref=v1]', true],
  ['helmCharts: [{name: a}]', true],
  ['resources: [a.yaml, ../base]', undefined],
])('a kustomization with %j is incomplete: %s', (text, expected) => {
  expect(facts(text, 'file:///k/kustomization.yaml')[0]).toHaveProperty('kind', 'kustomization');
  expect((facts(text, 'file:///k/kustomization.yaml')[0] as { isIncomplete?: true }).isIncomplete).toBe(
    expected,
  );
});

test.each([
  ['monitoring.coreos.com/v1', 'Prometheus', { namespace: 'shop' }],
  ['helm.toolkit.fluxcd.io/v2', 'HelmRelease', {}],
])('%s %s makes pods of which little is known', (apiVersion, kind, expected) => {
  const labels = { known: {}, isOpen: true };
  expect(facts(`apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a, namespace: shop}`)).toEqual([
    { kind: 'workload', ...expected, labels },
  ]);
});

test('the place of a fact knows its lines', () => {
  const [fact] = factsIn(
    sourceOf('file:///a.yaml', 'apiVersion: v1\r\nkind: Namespace\r\nmetadata:\r\n  name: shop\r\n'),
  );
  expect(fact?.place).toMatchObject({
    path: ['metadata', 'name'],
    range: { start: { line: 3, character: 8 }, end: { line: 3, character: 12 } },
  });
});

test('a text whose kinds are of no interest is passed over', () => {
  expect(facts('apiVersion: v1\nkind: Service\nmetadata: {name: a}')).toEqual([]);
  expect(facts('apiVersion: example.com/v1\nkind: NetworkPolicy\nmetadata: {name: a}')).toEqual([]);
  expect(
    facts('apiVersion: example.com/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {template: {spec: {}}}'),
  ).toEqual([]);
});
