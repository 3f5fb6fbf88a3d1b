import { expect, test } from 'vitest';
import { lint } from '../../engine/lint';
import type { AnyRule } from '../../engine/rule';
import { rules } from '../../index';
import { optionsOf, problemsOf } from '../../testing/lint-example';
import { dedent } from '../../testing/marked';
import { sourceOf } from '../../yaml/source';
import identityFirst from './encryption-identity-first';
import kmsEndpoint from './encryption-kms-endpoint';
import kmsV1 from './encryption-provider-kms-v1';

test('no finding, fix or assist repeats a key', () => {
  for (const key of [
    'aGFyZGVuIHRoaXMgY2x1c3RlciBwbGVhc2UgdG9kYXk=',
    'c2VjcmV0IGlzIHNlY3VyZQ==',
    'c2hvcnQ=',
  ]) {
    const text = withProviders(`[{identity: {}}, {secretbox: {keys: [{name: a, secret: ${key}}]}}]`);
    const { problems } = lint(sourceOf('file:///a.yaml', text), rules, optionsOf({}));
    expect(problems.length).toBeGreaterThan(1);
    const told = problems.map(({ message, fixes, assist }) => [
      message,
      assist?.title,
      ...[...fixes, ...(assist === undefined ? [] : [assist])].flatMap(({ operations }) =>
        operations.map((operation) => ('value' in operation ? operation.value : undefined)),
      ),
    ]);
    expect(JSON.stringify(told)).not.toContain(key);
  }
});

test('a key that lies in the manifest is not also said to lie in a file', () => {
  const spoken = (secret: string) => {
    const text = withProviders(`[{aescbc: {keys: [{name: a, secret: ${secret}}]}}]`);
    return lint(sourceOf('file:///a.yaml', text), rules, optionsOf({})).problems.map(({ rule }) => rule);
  };
  expect(spoken('c2VjcmV0IGlzIHNlY3VyZSE=')).toEqual(expect.arrayContaining(['encryption-provider-aescbc']));
  expect(spoken('aGFyZGVuIHRoaXMgY2x1c3RlciBwbGVhc2UgdG9kYXk=')).not.toContain('encryption-local-key');
  expect(spoken('<key>')).toContain('encryption-local-key');
});

test('identity stays first where there is nothing to put in front of it', () => {
  expect(fixesOf(identityFirst, '[{identity: {}}]')).toEqual([]);
  expect(fixesOf(identityFirst, '[{identity: {}}, {kms: {}}]')).toEqual(['unsafe']);
});

test('an endpoint that is refused is repaired safely, and one that is only odd is not', () => {
  expect(fixesOf(kmsEndpoint, '[{kms: {endpoint: /run/a.sock}}]')).toEqual(['safe']);
  expect(fixesOf(kmsEndpoint, '[{kms: {endpoint: "unix://run/a.sock"}}]')).toEqual(['unsafe']);
  expect(fixesOf(kmsEndpoint, '[{kms: {endpoint: "tcp://10.0.0.1:1"}}]')).toEqual([]);
});

test.each([
  ['1.27', []],
  ['1.28', ['warning']],
  ['1.29', ['error']],
])('KMS version 1 is in Kubernetes %s of severity %j', (kubernetesVersion, severities) => {
  const problems = problemsOf(withProviders('[{kms: {name: a}}]'), kmsV1, optionsOf({ kubernetesVersion }));
  expect(problems.map(({ severity }) => severity)).toEqual(severities);
});

function withProviders(providers: string): string {
  return dedent(`
    apiVersion: apiserver.config.k8s.io/v1
    kind: EncryptionConfiguration
    resources:
      - resources: [secrets]
        providers: ${providers}
  `);
}

function fixesOf(rule: AnyRule, providers: string): readonly string[] {
  return problemsOf(withProviders(providers), rule, optionsOf({})).flatMap(({ fixes }) =>
    fixes.map(({ safety }) => safety),
  );
}
