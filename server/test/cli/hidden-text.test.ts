import { expect, test } from 'vitest';
import { hidden } from '../../src/cli/hidden-text';

/** The parts of a text between angle brackets, which are taken away. */
function read(marked: string) {
  const parts: { start: number; end: number }[] = [];
  let text = '';
  for (const piece of marked.split(/(<[^>]*>)/)) {
    const isPart = piece.startsWith('<');
    const plain = isPart ? piece.slice(1, -1) : piece;
    if (isPart) parts.push({ start: text.length, end: text.length + plain.length });
    text += plain;
  }
  return { text, parts };
}

test.each([
  ['value: <abc>', 'value: ***'],
  ['value: <"a b">, <c>', 'value: "* *", *'],
  ['<--token=abc> -v', '--token=*** -v'],
  ['<"-Ddb.password=abc">', '"-Ddb.password=***"'],
  ['key: |\n  <abc\n  def>\n', 'key: |\n  ***\n  ***\n'],
  ['nothing', 'nothing'],
])('What is to be hidden in %j is shown as %j', (marked, shown) => {
  const { text, parts } = read(marked);
  expect(hidden(text, parts)).toBe(shown);
  expect(hidden(text, [...parts, ...parts].reverse())).toBe(shown);
});
