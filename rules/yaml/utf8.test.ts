import { expect, test } from 'vitest';
import { isLongerInUtf8, utf8Length } from './utf8';

test('bytes are counted as UTF-8 has them', () => {
  for (const text of ['', 'abc', 'ü', '€', '😀', 'aü€😀'.repeat(3)]) {
    expect(utf8Length(text)).toBe(Buffer.byteLength(text));
  }
});

test('a text is longer than a limit by its bytes, not its characters', () => {
  expect(isLongerInUtf8('€€€', 8)).toBe(true);
  expect(isLongerInUtf8('€€€', 9)).toBe(false);
  expect(isLongerInUtf8('abc', 3)).toBe(false);
});
