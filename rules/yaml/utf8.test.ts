import { expect, test } from 'vitest';
import { utf8Length } from './utf8';

test('bytes are counted as UTF-8 has them', () => {
  for (const text of ['', 'abc', 'ü', '€', '😀', 'aü€😀'.repeat(3)]) {
    expect(utf8Length(text)).toBe(Buffer.byteLength(text));
  }
});
