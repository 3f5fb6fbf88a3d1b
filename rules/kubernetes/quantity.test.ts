import { expect, test } from 'vitest';
import { parseQuantity } from './quantity';

const ONE = 1_000_000_000n;

test.each([
  ['0', 0n],
  ['1', ONE],
  ['+1', ONE],
  ['-1', -ONE],
  ['1.', ONE],
  ['.5', ONE / 2n],
  ['0.5', ONE / 2n],
  ['007', 7n * ONE],
  ['1n', 1n],
  ['1u', 1000n],
  ['100m', ONE / 10n],
  ['1k', 1000n * ONE],
  ['1M', 10n ** 6n * ONE],
  ['1G', 10n ** 9n * ONE],
  ['1T', 10n ** 12n * ONE],
  ['1P', 10n ** 15n * ONE],
  ['1E', 10n ** 18n * ONE],
  ['1Ki', 1024n * ONE],
  ['1Mi', 1024n ** 2n * ONE],
  ['1.5Gi', 1536n * 1024n ** 2n * ONE],
  ['1Ti', 1024n ** 4n * ONE],
  ['1Pi', 1024n ** 5n * ONE],
  ['1Ei', 1024n ** 6n * ONE],
  ['1e3', 1000n * ONE],
  ['1E3', 1000n * ONE],
  ['1e+3', 1000n * ONE],
  ['15e-1', (3n * ONE) / 2n],
  ['0e999999', 0n],
])('%s is a quantity', (text, billionths) => {
  expect(parseQuantity(text)).toBe(billionths);
});

test.each([
  '',
  ' 1',
  '1 ',
  '1 Gi',
  '1gi',
  '1K',
  '1ki',
  '1i',
  '1mi',
  '1GB',
  '1e',
  '1e1.5',
  '1.1.M',
  '1+1M',
  '--1',
  '0x10',
  '1_000',
  'Gi',
  '.',
  'NaN',
])('%s is none', (text) => {
  expect(parseQuantity(text)).toBeUndefined();
});

test('what is finer than a billionth is rounded away from zero', () => {
  expect(parseQuantity('0.1n')).toBe(1n);
  expect(parseQuantity('-1.1n')).toBe(-2n);
  expect(parseQuantity('1e-999999999')).toBe(1n);
});

test('what is too large counts as the largest quantity, at once', () => {
  const largest = parseQuantity('9223372036854775807');
  for (const text of ['9223372036854775808', '8Ei', '10E', '1e999999999']) {
    expect(parseQuantity(text)).toBe(largest);
  }
});

test('quantities of different spellings compare', () => {
  expect(parseQuantity('1024Mi')).toBe(parseQuantity('1Gi'));
  expect(parseQuantity('1G')).toBeLessThan(parseQuantity('1Gi') ?? 0n);
});
