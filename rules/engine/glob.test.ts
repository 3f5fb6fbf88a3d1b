import { expect, test } from 'vitest';
import { matchesGlob } from './glob';

test.each([
  ['*.yaml', 'web.yaml', true],
  ['*.yaml', 'deep/er/web.yaml', true],
  ['*.yaml', 'web.yml', false],
  ['/*.yaml', 'web.yaml', true],
  ['/*.yaml', 'deep/web.yaml', false],
  ['charts', 'charts/web/templates/pod.yaml', true],
  ['charts', 'apps/charts/pod.yaml', true],
  ['charts/', 'apps/charts/pod.yaml', true],
  ['charts', 'mycharts/pod.yaml', false],
  ['/charts', 'apps/charts/pod.yaml', false],
  ['apps/*/pod.yaml', 'apps/web/pod.yaml', true],
  ['apps/*/pod.yaml', 'apps/web/deep/pod.yaml', false],
  ['apps/**/pod.yaml', 'apps/pod.yaml', true],
  ['apps/**/pod.yaml', 'apps/a/b/pod.yaml', true],
  ['./apps/**', 'apps/a/b/pod.yaml', true],
  ['apps/**', 'other/apps/pod.yaml', false],
  ['**/test/**', 'a/test/b.yaml', true],
  ['**', 'a/b.yaml', true],
  ['*', 'a/b.yaml', true],
  ['**/*.test.yaml', 'a/b.test.yaml', true],
  ['pod-?.yaml', 'pod-1.yaml', true],
  ['pod-?.yaml', 'pod-12.yaml', false],
  ['pod-[0-3].yaml', 'pod-2.yaml', true],
  ['pod-[!0-3].yaml', 'pod-2.yaml', false],
  ['*.{yaml,yml}', 'a/web.yml', true],
  ['{a,b/{c,d}}/*.yaml', 'b/d/web.yaml', true],
  ['{a,b/{c,d}}/*.yaml', 'b/e/web.yaml', false],
  ['\\*.yaml', 'web.yaml', false],
  ['.github', '.github/workflows/ci.yaml', true],
  ['日本*', '日本語.yaml', true],
  ['', 'web.yaml', false],
  ['/', 'web.yaml', false],
  ['[', '[', true],
  ['../web.yaml', 'web.yaml', false],
])('%j on %s: %s', (pattern, path, isMatch) => {
  expect(matchesGlob(pattern, path)).toBe(isMatch);
});

// Quadratic work ends long before the test's own time limit, exponential work never.
test('no pattern explodes, however many stars and braces it has', () => {
  expect(matchesGlob(`${'*a'.repeat(200)}b`, 'a'.repeat(2000))).toBe(false);
  expect(matchesGlob(`${'**/a/'.repeat(200)}b`, 'a/'.repeat(2000))).toBe(false);
  expect(matchesGlob('{a,b}'.repeat(60), 'a')).toBe(false);
});
