import { expect, test } from 'vitest';
import { secondsOf } from './duration';

test.each([
  ['0', 0],
  ['300s', 300],
  ['1m0s', 60],
  ['5m30s', 330],
  ['1.5h', 5400],
  ['.5m', 30],
  ['500ms', 0.5],
  ['-1m', -60],
  ['+2s', 2],
])('%s is %d seconds', (text, seconds) => {
  expect(secondsOf(text)).toBeCloseTo(seconds);
});

test.each(['', '-', '300', '1d', '1m x', 's', '1.2.3'])('%j is no duration', (text) => {
  expect(secondsOf(text)).toBeUndefined();
});
