import { expect, test } from 'vitest';
import { sourceOf } from '../yaml/source';
import { readManifests } from './manifest';
import { type Direction, NetworkPolicy } from './network-policy';
import { partsOfNetworkPolicy } from './network-policy-fields';

function policyOf(spec: string, isPartial = false): NetworkPolicy {
  const yaml = `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: it}\nspec:\n${spec}`;
  const { manifests } = readManifests(sourceOf('file:///it.yaml', yaml), isPartial);
  const manifest = manifests[0];
  if (manifest === undefined) throw new Error('there is no manifest');
  return new NetworkPolicy(manifest);
}

function restricts(spec: string, isPartial = false): readonly (boolean | undefined)[] {
  const policy = policyOf(spec, isPartial);
  return (['Ingress', 'Egress'] satisfies Direction[]).map((direction) => policy.restricts(direction));
}

test.each([
  ['  podSelector: {}', [true, false]],
  ['  egress: []', [true, false]],
  ['  egress:', [true, false]],
  ['  egress: [{}]', [true, true]],
  ['  egress: [null]', [true, true]],
  ['  egress: {{ .Values.egress }}', [true, undefined]],
  ['  policyTypes: []\n  egress: [{}]', [true, true]],
  ['  policyTypes: [Egress]', [false, true]],
  ['  policyTypes: [Ingress]\n  egress: [{}]', [true, false]],
  ['  policyTypes: [Ingress, Egress]', [true, true]],
  ['  policyTypes: [Ingress, {{ .Values.other }}]', [true, undefined]],
  [
    '  policyTypes:\n    - Ingress\n    {{- if .Values.egress }}\n    - Egress\n    {{- end }}',
    [true, undefined],
  ],
  ['  policyTypes: {{ .Values.types }}', [undefined, undefined]],
] as const)('%s restricts ingress and egress: %j', (spec, expected) => {
  expect(restricts(spec)).toEqual(expected);
});

test('a patch tells nothing about what it does not write', () => {
  expect(restricts('  egress: []', true)).toEqual([undefined, undefined]);
});

test('a rule that the policy does not enforce is none', () => {
  const policy = policyOf('  policyTypes: [Egress]\n  ingress: [{}]\n  egress: [{}]');
  expect(policy.allRules.map(({ direction }) => direction)).toEqual(['Egress']);
});

test.each([
  ['[]', true],
  ['[{port: 80}]', true],
  ['[{port: 79}, {port: 80}]', true],
  ['[{protocol: TCP}]', true],
  ['[{port: 1, endPort: 80}]', true],
  ['[{port: 1, endPort: 79}]', false],
  ['[{protocol: UDP}]', false],
  ['[{protocol: UDP, port: 80}]', false],
  ['[{port: http}]', false],
  ['[{port: 1, endPort: {{ .Values.last }}}]', false],
])('ports %s allow TCP port 80: %s', (ports, expected) => {
  expect(policyOf(`  ingress: [{ports: ${ports}}]`).rules('Ingress')[0]?.allowsTcpPort(80)).toBe(expected);
});

test.each([
  ['[]', false],
  ['[{protocol: UDP}]', false],
  ['[{port: 53}]', true],
  ['[{port: 5353}, {port: dns-tcp}]', true],
  ['[{port: 53, endPort: 53}]', true],
  ['[{port: 53, endPort: 54}]', false],
  ['[{port: {{ .Values.port }}}]', true],
  ['[{port: 53}, {port: 5300}]', false],
])('ports %s may be for DNS alone: %s', (ports, expected) => {
  expect(policyOf(`  ingress: [{ports: ${ports}}]`).rules('Ingress')[0]?.mayBeForDnsOnly).toBe(expected);
});

test('every part is found by the fields that lead to it, and labels are none', () => {
  const { spec } = policyOf(
    [
      '  podSelector: {matchLabels: {a: b}, matchExpressions: [{key: a}]}',
      '  egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8}}, {podSelector: null}], ports: [{port: 1}]}]',
    ].join('\n'),
  );
  expect(partsOfNetworkPolicy(spec).map(({ name }) => name)).toEqual([
    'the spec of a NetworkPolicy',
    'a label selector',
    'a selector requirement',
    'an egress rule',
    'a peer of a NetworkPolicy',
    'an IP block',
    'a peer of a NetworkPolicy',
    'a port of a NetworkPolicy',
  ]);
});

test.each([
  ['  policyTypes: [Egress]', 'none'],
  ['  podSelector: {}', 'closed'],
  ['  ingress: []', 'closed'],
  ['  ingress: [{from: [{podSelector: {}}]}]', 'limited'],
  ['  ingress: [{ports: [{port: 80}]}, {}]', 'open'],
  ['  ingress: [{form: []}]', 'limited'],
  ['  ingress: {{ .Values.ingress }}', 'unknown'],
  ['  ingress:\n    - ports: [{port: 80}]\n    {{- if .Values.all }}\n    - {}\n    {{- end }}', 'unknown'],
  ['  policyTypes: {{ .Values.types }}', 'unknown'],
])('%j does to ingress: %s', (spec, expected) => {
  expect(policyOf(spec).restriction('Ingress')).toBe(expected);
});

test.each([
  ['podSelector: {}', false],
  ['egress: []\n  policyTypes: [Egress]', false],
  ['egress: [{}]', true],
  ['egress: [{to: [{podSelector: {}}]}]', true],
  ['egress: [{ports: [{port: 443}, {port: 53}]}]', true],
  ['egress: [{ports: [{port: 5353, protocol: UDP}]}]', true],
  ['egress: [{ports: [{port: dns-tcp}]}]', true],
  ['egress: [{ports: [{port: 1, endPort: 1024}]}]', true],
  ['egress: [{ports: [{port: 1, endPort: {{ .Values.last }}}]}]', true],
  ['egress: [{ports: [{protocol: UDP}]}]', true],
  ['egress: [{ports: {{ .Values.ports }}}]', true],
  ['egress: {{ .Values.egress }}', true],
  ['egress: [{ports: [{port: 443}]}]', false],
  ['egress: [{ports: [{port: 54, endPort: 1024}]}]', false],
  ['egress: [{ports: [{port: http}]}]', false],
])('%j may let pods ask for names: %s', (spec, expected) => {
  expect(policyOf(`  ${spec}`).mayAllowDns).toBe(expected);
});
