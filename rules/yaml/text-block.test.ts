import { expect, test } from 'vitest';
import { readDocuments } from './read';
import { sourceOf } from './source';
import { underlinedIn } from './text-block';
import { MapView } from './view';

/** What is underlined for a part of the value of `a`, or of its first item. */
function underlined(text: string, part: string | undefined): string {
  const [document] = readDocuments(sourceOf('x.yaml', text));
  if (document === undefined) throw new Error('no document');
  const view = MapView.of(document, false);
  const { span } = underlinedIn(view.list('a').strings()[0] ?? view.string('a'), part);
  return text.slice(span.start, span.end);
}

test('a part of a text block is underlined where it stands', () => {
  expect(underlined('b: key\na: | # c\n  some\n  key: 1\n', 'key: 1')).toBe('key: 1');
  expect(underlined('a: |-\r\n  some\r\n  key\r\n', 'key')).toBe('key');
  expect(underlined('a:\n- >2\n   some\n  key\n', 'key')).toBe('key');
  expect(underlined('"a": !!str |\n  key\n', 'key')).toBe('key');
});

test('what a text block does not hold on one line leaves its head underlined', () => {
  expect(underlined('a: |\n  some\n', 'key')).toBe('a');
  expect(underlined('a: |\n  some\n', undefined)).toBe('a');
  expect(underlined('a: |\r\n  some\r\n  key\r\n', 'some\nkey')).toBe('a');
  expect(underlined('a: >\n  some\n  key\nb: some key\n', 'some key')).toBe('a');
});

test('any other value is underlined whole', () => {
  expect(underlined('a: some key\n', 'key')).toBe('some key');
  expect(underlined('a: "some | key"\n', 'key')).toBe('"some | key"');
  expect(underlined('b: &b |\n  key\na: *b\n', 'key')).toBe('*b');
});
