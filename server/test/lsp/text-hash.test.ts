import { expect, test } from 'vitest';
import { textHash } from '../../src/lsp/text-hash';

test('Equal texts have one name, and texts that differ in one character anywhere have others', () => {
  const text = 'kind: Pod # é 🙂\n'.repeat(10_000);
  expect(textHash(text)).toBe(textHash(`${text.slice(0, 77)}${text.slice(77)}`));
  const places = Array.from({ length: 500 }, (_, index) => index * 300);
  const others = places.map((at) => textHash(`${text.slice(0, at)}~${text.slice(at + 1)}`));
  expect(new Set([textHash(text), ...others]).size).toBe(places.length + 1);
});

test('Texts that end in different numbers of zeros have different names', () => {
  const texts = ['', '\0', '\0\0', '\0\0\0', '\0\0\0\0', 'a', 'a\0', 'a\0\0\0'];
  expect(new Set(texts.map(textHash)).size).toBe(texts.length);
});
