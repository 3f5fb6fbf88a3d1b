import { expect, test } from 'vitest';
import { closest } from './did-you-mean';

const rules = ['host-network', 'host-pid', 'host-ipc', 'run-as-non-root'];

test.each([
  ['host-netwrok', 'host-network'],
  ['hostnetwork', 'host-network'],
  ['HOST-PID', 'host-pid'],
  ['run-as-nonroot', 'run-as-non-root'],
])('%s is a slip of %s', (word, meant) => {
  expect(closest(word, rules)).toBe(meant);
});

test.each(['', 'x', 'privileged', 'host', 'run'])('“%s” is a slip of nothing', (word) => {
  expect(closest(word, rules)).toBeUndefined();
});

test('of two that are as near, it is the first', () => {
  expect(closest('host-ipd', rules)).toBe('host-pid');
});
