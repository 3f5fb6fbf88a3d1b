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
