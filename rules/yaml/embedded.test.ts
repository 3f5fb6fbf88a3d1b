import { describe, expect, test } from 'vitest';
import { dedent } from '../testing/marked';
import { renderOperations } from './edit';
import { documentsInText, mapIn } from './embedded';
import { knownValue } from './field';
import { readDocuments } from './read';
import { sourceOf } from './source';
import { applyEdits } from './span';
import { MapView } from './view';

/** The mappings written in the text under `a` of a text. */
function mapsIn(text: string): readonly MapView[] {
  return readDocuments(sourceOf('file:///a.yaml', text)).flatMap((document) => {
    const field = MapView.of(document, false).string('a');
    return documentsInText(field).flatMap((inner) => mapIn(inner, field.path, false) ?? []);
  });
}

const TEXT = dedent(`
  before: 1
  a: |
    # a comment
    b:
      c: 1 # one
    ---
    d: &d [x]
    e: *d
  after: 2
`);

describe('YAML in a text block', () => {
  test('is read in its place', () => {
    const [first, second, ...others] = mapsIn(TEXT);
    const field = first?.map('b').integer('c');
    expect(field).toMatchObject({ state: 'known', value: 1, path: ['a', 'b', 'c'] });
    expect(TEXT.slice(field?.span.start).split('\n')[0]).toBe('1 # one');
    expect(second?.list('e').strings().map(knownValue)).toEqual(['x']);
    expect(others).toEqual([]);
  });

  test('is changed in its place', () => {
    const [first, second] = mapsIn(TEXT);
    if (first === undefined || second === undefined) throw new Error('there are two documents');
    const result = renderOperations([
      { verb: 'set', place: first.map('b').integer('c'), value: 2 },
      { verb: 'set', place: first.map('f').string('g'), value: 'h' },
      { verb: 'set', place: second.string('i'), value: 'j' },
    ]);
    const edited = 'refused' in result ? result.refused : applyEdits(TEXT, result.edits);
    expect(edited).toBe(
      TEXT.replace('c: 1 # one', 'c: 2 # one\n  f:\n    g: h').replace('e: *d', 'e: *d\n  i: j'),
    );
  });

  test.each([
    ['of JSON', 'a: |\n  {"b": {"c": 1}}\n', 1],
    ['with lines of Windows', 'a: |\r\n  b:\r\n    c: 1\r\n', 1],
    ['with blank lines in front', 'a: |\n\n  b:\n    c: 1\n', 1],
    ['with an indentation that the header says', 'a: |2\n   b:\n     c: 1\n', 1],
    ['at the end of a file without a line break', 'a: |-\n  b:\n    c: 1', 1],
    ['whose lines are folded', 'a: >\n  b:\n    c: 1\n', 0],
    ['in quotes', 'a: "b: {c: 1}"\n', 0],
    ['with a syntax error', 'a: |\n  b: [\n', 0],
    ['with a template in it', 'a: |\n  b: {{ .Values.b }}\n', 0],
    ['with content behind a marker', 'a: |\n  --- {b: 1}\n  c: 1\n', 0],
    ['behind an alias', 'z: &z |\n  b: 1\na: *z\n', 0],
    ['that is empty', 'a: |\n\nb: 1\n', 0],
  ])('%s: %j gives %i', (_, text, count) => {
    const maps = mapsIn(text);
    expect(maps).toHaveLength(count);
    for (const map of maps) {
      const { state, span } = map.map('b').integer('c');
      expect([state, text.slice(span.start, span.end)]).toEqual(['known', '1']);
    }
  });
});
