import { expect, test } from 'vitest';
import { edited, editedJson, set, text } from '../testing/edited';

const BEFORE = text`
  data:
    a: |- # kept
      one {
         two three

      }
    b: 1
`;

test('a word in a line of a text block is replaced where it stands', () => {
  expect(edited(BEFORE, set('data.a', 'one {\n   two 3\n\n}'))).toBe(BEFORE.replace('three', '3'));
  const windows = BEFORE.replaceAll('\n', '\r\n');
  expect(edited(windows, set('data.a', 'one [\n   two three\n\n]'))).toBe(
    windows.replace('{', '[').replace('}', ']'),
  );
});

test('a text of other lines, or of other indentation, is written anew', () => {
  for (const value of [
    'one',
    ' one {\n   two three\n\n}',
    'one {\n   two three\nx\n}',
    'one {\n   \t\n\n}',
  ]) {
    const after = edited(BEFORE, set('data.a', value));
    expect(after).toContain(`a: ${JSON.stringify(value).includes('\\') ? JSON.stringify(value) : value}`);
    expect(after).toContain('b: 1');
  }
});

test('a list takes the place of its only item', () => {
  expect(edited('drop: ALL\n', set('drop', ['ALL']))).toBe('drop:\n- ALL\n');
  expect(edited('a:\n  drop: ALL # all\n  b:\n    - 1\n', set('a.drop', ['ALL']))).toBe(
    'a:\n  drop: # all\n    - ALL\n  b:\n    - 1\n',
  );
  expect(editedJson('{"drop": "ALL"}', set('drop', ['ALL']))).toBe('{"drop": ["ALL"]}');
  expect(edited('drop: ALL\n', set('drop', ['NET_RAW']))).toBe('refused: a single value stands here');
  expect(edited('drop: ALL\n', set('drop', ['ALL', 'b']))).toBe('refused: a single value stands here');
});
