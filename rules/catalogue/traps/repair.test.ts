import { expect, test } from 'vitest';
import type { Value } from '../../yaml/operation';
import { isHarmless } from './repair';

const HARMLESS: readonly (readonly [string, Value])[] = [
  ['privileged', false],
  ['readOnly', true],
  ['runAsUser', 1000],
  ['supplementalGroups', [1, 2]],
  ['capabilities', { drop: ['ALL'] }],
  ['securityContext', { runAsNonRoot: true, seccompProfile: { type: 'Localhost', localhostProfile: 'a' } }],
  ['drop', 'ALL'],
];
const OTHERS: readonly (readonly [string, Value | undefined])[] = [
  ['privileged', true],
  ['privileged', 'false'],
  ['runAsNonRoot', false],
  ['runAsNonRoot', undefined],
  ['runAsUser', 0],
  ['runAsUser', '1000'],
  ['supplementalGroups', [1, 0]],
  ['capabilities', { add: ['NET_ADMIN'], drop: ['ALL'] }],
  ['securityContext', { runAsNonRoot: true, privileged: true }],
  ['securityContext', 'none'],
  ['seccompProfile', { type: 'Unconfined' }],
  ['hostPath', { path: '/' }],
  ['verbs', ['get']],
];

test.each(HARMLESS)('%s: %j grants nothing', (field, value) => {
  expect(isHarmless(field, value)).toBe(true);
});

test.each(OTHERS)('%s: %j may grant something', (field, value) => {
  expect(isHarmless(field, value)).toBe(false);
});
