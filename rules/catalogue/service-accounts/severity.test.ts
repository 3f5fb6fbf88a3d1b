import { expect, test } from 'vitest';
import { lint } from '../../engine/lint';
import { defaultOptions } from '../../engine/options';
import { rules } from '../../index';
import { sourceOf } from '../../yaml/source';

function severities(rule: string, text: string): readonly string[] {
  const { problems } = lint(sourceOf('x.yaml', text), rules, { ...defaultOptions, only: [rule] });
  return problems.map(({ severity }) => severity);
}

test('an automatic token is a warning for the account of pods that name none, and information for others', () => {
  const account = (name: string) => `apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: ${name}}`;
  expect(severities('service-account-automount', account('default'))).toEqual(['warning']);
  expect(severities('service-account-automount', account('shop'))).toEqual(['info']);
});

test('a token for more than a day is a warning, for more than an hour information', () => {
  const pod = (seconds: number) =>
    `{apiVersion: v1, kind: Pod, spec: {containers: [{name: a, image: a}], volumes: [{name: a, projected: {sources: [{serviceAccountToken: {expirationSeconds: ${seconds}}}]}}]}}`;
  expect(severities('projected-token-long-lived', pod(86_401))).toEqual(['warning']);
  expect(severities('projected-token-long-lived', pod(86_400))).toEqual(['info']);
});
