import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { renderOperations } from './edit';
import { writeString } from './edit-scalar';
import { FileMode, Placeholder, type Value } from './operation';
import { readDocuments } from './read';
import { sourceOf } from './source';
import { applyEdits } from './span';

const PLAIN = [
  ...[
    'ALL',
    'RuntimeDefault',
    'a b',
    'a#b',
    'a:b',
    'http://x/y?z=1',
    '--audit-log-path=/x',
    'ünï',
    '😀',
    '10.0.0.0/8',
  ],
  ...[
    '128Mi',
    '100m',
    '1.2.3',
    '127.0.0.1',
    'container.apparmor.security.beta.kubernetes.io/x',
    'v1',
    'yess',
    'null1',
  ],
];

const QUOTED = [
  ...[
    '',
    ' a',
    'a ',
    'y',
    'No',
    'on',
    'TRUE',
    'null',
    '~',
    '1',
    '-1',
    '+1.5',
    '.5',
    '1e3',
    '0x1f',
    '0o7',
    '0b1',
    '1_000',
  ],
  ...[
    '12:30',
    '190:20:30.15',
    '2020-01-01',
    '2020-01-01T00:00:00Z',
    '.inf',
    '-.Inf',
    '.NaN',
    '=',
    '<<',
    '010',
    '1.',
  ],
  ...[
    'a: b',
    'a:',
    'a #b',
    '- a',
    '-',
    '? a',
    ':a',
    '*',
    '&a',
    '!a',
    '|',
    '>',
    '@a',
    '`a',
    '%a',
    '#a',
    '"a',
    "'a",
  ],
  ...['{a', '[a', ',a', ']', '---', '... a', 'a\nb', 'a\tb\u0007', '\u2028', '\ufeff', 'it\'s: "x"'],
];

describe('writing strings', () => {
  test('leaves those plain that every reader takes for the same string', () => {
    for (const isFlow of [true, false]) {
      for (const text of PLAIN)
        expect(writeString(text, { isFlow, isJson: false, quote: '"', always: undefined })).toBe(text);
    }
  });

  test.each(['"', "'"] as const)('puts all others in %s', (quote) => {
    for (const isFlow of [true, false]) {
      for (const text of QUOTED) {
        const written = writeString(text, { isFlow, isJson: false, quote, always: undefined });
        expect(written).toMatch(/^["']/);
        expect(parse(`[${written}]`)).toEqual([text]);
        expect(parse(`a: ${written}`, { version: '1.1' })).toEqual({ a: text });
      }
    }
  });

  test('quotes what is syntax in brackets only there', () => {
    expect(writeString('a, b]', { isFlow: false, isJson: false, quote: "'", always: undefined })).toBe(
      'a, b]',
    );
    expect(writeString('a, b]', { isFlow: true, isJson: false, quote: "'", always: undefined })).toBe(
      "'a, b]'",
    );
  });

  test('uses the quotes that prevail in the document, for keys too', () => {
    expect(setIn("a: 'x'\nb: 'z'\nc: \"w\"\n", 'd', { yes: 'no' }).text).toBe(
      "a: 'x'\nb: 'z'\nc: \"w\"\nd:\n  'yes': 'no'\n",
    );
  });
});

describe('placeholders', () => {
  test('are told by their offsets in the new text', () => {
    const value = { limits: { memory: new Placeholder('128Mi'), cpu: new Placeholder('1') } };
    const { text, selected } = setIn('a: 1\n', 'resources', value);
    expect(text).toBe('a: 1\nresources:\n  limits:\n    memory: 128Mi\n    cpu: 1\n');
    expect(selected).toEqual(['128Mi', '1']);
  });

  test('stand in quotes where they would be syntax', () => {
    expect(setIn('a: 1\n', 'b', new Placeholder('TODO: x'))).toEqual({
      text: 'a: 1\nb: "TODO: x"\n',
      selected: ['TODO: x'],
    });
    expect(setIn('{"a":1}', 'b', [new Placeholder('x'), new Placeholder('1000')])).toEqual({
      text: '{"a":1, "b":["x", 1000]}',
      selected: ['x', '1000'],
    });
  });

  test('keep the quotes of the string they replace', () => {
    expect(setIn("a: 'nginx'\n", 'a', new Placeholder('nginx:1'))).toEqual({
      text: "a: 'nginx:1'\n",
      selected: ['nginx:1'],
    });
    expect(setIn("a: 'no'\n", 'a', new Placeholder('1000')).text).toBe('a: 1000\n');
  });

  test('keep their offsets when edits that touch are joined', () => {
    expect(setIn('a: {}\n', 'a', { b: new Placeholder('x') })).toEqual({
      text: 'a:\n  b: x\n',
      selected: ['x'],
    });
  });
});

/** The text with a value set, and what its placeholders cover. */
function setIn(before: string, key: string, value: Value): { text: string; selected: string[] } {
  const [document] = readDocuments(sourceOf('file:///x.yaml', before));
  if (document === undefined) throw new Error('there is no document');
  const result = renderOperations([{ verb: 'set', place: { document, path: [key] }, value }]);
  if ('refused' in result) throw new Error(result.refused);
  const selected = result.edits.flatMap(({ text, placeholders }) => {
    return placeholders.map(({ start, end }) => text.slice(start, end));
  });
  return { text: applyEdits(before, result.edits), selected };
}

test('a file mode is in octal in YAML, and in decimal in JSON, which has no octal', () => {
  expect(setIn('a: 1\n', 'a', new FileMode(0o400)).text).toBe('a: 0400\n');
  expect(setIn('{a: 1}\n', 'b', [new FileMode(0o440)]).text).toBe('{a: 1, b: [0440]}\n');
  expect(setIn('{"a":1}', 'a', new FileMode(0o400)).text).toBe('{"a":256}');
});
