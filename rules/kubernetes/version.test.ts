import { expect, test } from 'vitest';
import { KubernetesVersion, NEWEST_MINOR } from './version';

test('a version is read with or without v and patch, and latest is the newest known', () => {
  for (const text of ['1.29', 'v1.29', '1.29.3']) expect(String(KubernetesVersion.parse(text))).toBe('1.29');
  expect(String(KubernetesVersion.parse('latest'))).toBe(`1.${NEWEST_MINOR}`);
  expect(String(KubernetesVersion.parse('1.0'))).toBe('1.0');
});

test('a version newer than the newest known behaves as that', () => {
  expect(String(KubernetesVersion.parse('1.99'))).toBe(`1.${NEWEST_MINOR}`);
});

test('anything else is no version', () => {
  for (const text of ['', '1', '2.0', '1.x', 'v1', '1.029', 'Latest']) {
    expect(KubernetesVersion.parse(text)).toBeUndefined();
  }
});

test('versions compare by minor, not by text', () => {
  const version = KubernetesVersion.parse('1.9');
  expect([version?.atLeast('1.8'), version?.atLeast('1.9'), version?.atLeast('1.10')]).toEqual([
    true,
    true,
    false,
  ]);
});
