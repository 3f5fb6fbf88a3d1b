import { expect, test } from 'vitest';
import { DEPTH_LIMIT, mayBeTooDeep } from './depth';
import { readDocuments } from './read';
import { sourceOf } from './source';

const deep = DEPTH_LIMIT + 1;

test.each<[string, string]>([
  ['brackets', '['.repeat(deep)],
  ['brackets on lines of their own', 'a: {\n'.repeat(deep)],
  ['mappings', Array.from({ length: deep }, (_, level) => `${' '.repeat(level)}a:`).join('\n')],
  ['lists that start in the column of their key', nestedLists(deep)],
  ['dashes on one line', '- '.repeat(deep)],
  ['keys on one line', 'a: '.repeat(deep)],
  ['dashes on two lines', `${'- '.repeat(600)}a:\n${' '.repeat(1202)}${'- '.repeat(600)}b`],
])('%s may be too deep', (_, text) => {
  expect(mayBeTooDeep(text)).toBe(true);
});

test.each<[string, string]>([
  ['a list', '- a\n'.repeat(deep)],
  ['keys side by side', 'a:\n  b: c\n'.repeat(deep)],
  ['brackets that are closed', `a: [${'[{}], '.repeat(deep)}]`],
  ['a text with many words', `a: |\n  ${'b: c '.repeat(100)}\n`.repeat(20)],
])('%s is not', (_, text) => {
  expect(mayBeTooDeep(text)).toBe(false);
});

function nestedLists(levels: number): string {
  return Array.from(
    { length: levels / 2 + 1 },
    (_, level) => `${'  '.repeat(level)}a:\n${'  '.repeat(level)}-`,
  ).join('\n');
}

test('a text whose errors make the parser nest it deeply is too deep, and not the end of the reader', () => {
  const text = `a:\n${'   x0:\n  y: 1\n z: 2\n'.repeat(4000)}`;
  const [document] = readDocuments(sourceOf('a.yaml', text));
  expect(document?.root).toBeUndefined();
  expect(document?.problems.map(({ message }) => message)).toEqual(['Nested too deeply to be read']);
});
