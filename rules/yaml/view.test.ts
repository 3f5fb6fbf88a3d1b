import { describe, expect, test } from 'vitest';
import { isKnown, mayBe } from './field';
import { readDocuments } from './read';
import { sourceOf } from './source';
import { MapView } from './view';

function view(text: string, isPartial = false): MapView {
  const [document] = readDocuments(sourceOf('x.yaml', text));
  if (document === undefined) throw new Error('no document');
  return MapView.of(document, isPartial);
}

/** What a place underlines. */
function underlined(
  text: string,
  { span }: { readonly span: { readonly start: number; readonly end: number } },
) {
  return text.slice(span.start, span.end);
}

test('what is known is the same with and without its place', () => {
  const text =
    'b: x\nc: 7\na: &a {b: y, c: 8}\nd: {<<: *a, e: "9"}\nf: {b: 1, b: 2}\ng: "{{ g }}"\nh:\ni: [1]\n';
  const root = view(text);
  for (const map of [root, ...root.keys().map((key) => root.map(key))]) {
    for (const key of ['b', 'c', 'd', 'e', 'g', 'h', 'i', 'none']) {
      const [string, integer] = [map.knownString(key), map.knownInteger(key)];
      expect([string, integer]).toEqual([map.string(key).value, map.integer(key).value]);
      expect([map.knownString(key), map.knownInteger(key)]).toEqual([string, integer]);
    }
  }
});

test('keys are visited with what stands under them, be they few, many, merged or written twice', () => {
  const many = Array.from(
    { length: 40 },
    (_, index) => `k${index}: ${index % 3 === 0 ? index : `v${index}`}`,
  );
  const text = `a: &a {x: 1}\nb: {<<: *a, y: z}\nc: {d: 1, d: e}\nmany: {${many.join(', ')}}\n`;
  const root = view(text);
  for (const map of [root, ...root.keys().map((key) => root.map(key))]) {
    const visited: unknown[] = [];
    map.visitKinds((key, kind) => void visited.push([key, kind]));
    expect(visited).toEqual(map.keys().map((key) => [key, map.kindOf(key)]));
  }
  expect(root.map('many').keys()).toHaveLength(40);
});

test('a view of many keys answers as one of few', () => {
  const many = view(Array.from({ length: 60 }, (_, index) => `k${index}: ${index}`).join('\n'));
  for (let round = 0; round < 2; round++) {
    for (let index = 0; index < 60; index++) expect(many.integer(`k${index}`).value).toBe(index);
  }
  expect(many.integer('k7')).toBe(many.integer('k7'));
  expect(many.integer('k60').state).toBe('absent');
});

describe('a field', () => {
  test('is known where a value of its type is written, in any spelling Kubernetes reads', () => {
    expect(view('a: yes').boolean('a')).toMatchObject({ state: 'known', value: true, path: ['a'] });
    expect(view('a: 0644').integer('a')).toMatchObject({ state: 'known', value: 420 });
    expect(view('a: "0"').string('a')).toMatchObject({ state: 'known', value: '0' });
  });

  test('is absent where nothing or null is written', () => {
    for (const text of ['b: 1', 'a:', 'a: ~', 'a: null', 'a: Null # c']) {
      expect(view(text).boolean('a').state).toBe('absent');
      expect(view(text).map('a').state).toBe('absent');
      expect(view(text).list('a').state).toBe('absent');
      expect(view(text).map('a').map('b').string('c').state).toBe('absent');
    }
  });

  test('is unknown where the value is of another type, templated, or written twice', () => {
    for (const text of [
      'a: "true"',
      'a: 1',
      'a: [true]',
      'a: {{ .x }}',
      'a: ${A}',
      'a: true\na: true',
      'a: *x',
    ]) {
      expect(view(text).boolean('a').state).toBe('unknown');
    }
    expect(view('a: 1').map('a').string('b').state).toBe('unknown');
  });

  test('of a fragment is never absent', () => {
    expect(view('b: 1', true).boolean('a').state).toBe('unknown');
    expect(view('a: null', true).map('a').string('b').state).toBe('unknown');
    expect(view('a: true', true).boolean('a').state).toBe('known');
  });

  test('underlines its value, and where it is missing the nearest key that should hold it', () => {
    const text = 'a:\n  b: "x" # c\n  c:\n';
    const a = view(text).map('a');
    expect(underlined(text, a.string('b'))).toBe('"x"');
    expect(underlined(text, a.string('c'))).toBe('c');
    expect(underlined(text, a.map('c').map('d').string('e'))).toBe('c');
    expect(underlined(text, a.string('d'))).toBe('a');
  });

  test('never underlines more than one line', () => {
    const folded = 'a: one\n  two\nb: |\n  three\n';
    expect(underlined(folded, view(folded).string('a'))).toBe('one');
    expect(underlined(folded, view(folded).string('b'))).toBe('b');
  });
});

describe('an alias', () => {
  const text = 'x: &x {p: true}\na: *x\nb:\n  - *x\n';

  test('is read through, and underlined itself', () => {
    const field = view(text).map('a').boolean('p');
    expect(isKnown(field, true)).toBe(true);
    expect(underlined(text, field)).toBe('*x');
    expect(field.path).toEqual(['a', 'p']);
  });

  test('stands for list items too', () => {
    const [item] = view(text).maps('b');
    expect(item === undefined ? '' : underlined(text, item.boolean('p'))).toBe('*x');
  });

  test('can be followed only so often, so that an alias bomb stays unknown', () => {
    const levels = Array.from(
      { length: 12 },
      (_, n) => `l${n}: &l${n} [${`*l${n - 1}, `.repeat(n === 0 ? 0 : 9)}]`,
    );
    const list = view(`${levels.join('\n')}\nitems: [${'*l11,'.repeat(9)}]`).list('items');
    expect(list.state).toBe('known');
    expect(view('a: &a 1\nb: *a\n').integer('b').state).toBe('known');
    const count = 50_001;
    const many = view(`a: &a 1\n${Array.from({ length: count }, (_, n) => `k${n}: *a\n`).join('')}`);
    const states = Array.from({ length: count }, (_, n) => many.integer(`k${n}`).state);
    expect(states.lastIndexOf('known')).toBe(count - 2);
    expect(states.at(-1)).toBe('unknown');
    // Asking again costs nothing.
    expect(many.integer('k0').state).toBe('known');
  });
});

describe('a merge key', () => {
  test('brings what the mapping itself does not say', () => {
    const text = 'x: &x {a: true, b: true}\ny:\n  <<: *x\n  b: false\n';
    const y = view(text).map('y');
    expect(isKnown(y.boolean('a'), true)).toBe(true);
    expect(underlined(text, y.boolean('a'))).toBe('*x');
    expect(isKnown(y.boolean('b'), false)).toBe(true);
    expect(y.boolean('c').state).toBe('absent');
  });

  test('takes the first of several that says anything', () => {
    const y = view('x: &x {a: 1}\nz: &z {a: 2, b: 2}\ny:\n  <<: [*x, *z]\n').map('y');
    expect(isKnown(y.integer('a'), 1)).toBe(true);
    expect(isKnown(y.integer('b'), 2)).toBe(true);
  });

  test('that cannot be resolved leaves what is missing unknown', () => {
    expect(view('y:\n  <<: *gone\n  b: 1\n').map('y').integer('a').state).toBe('unknown');
  });

  test('of more mappings than anybody may go through leaves what is not found unknown', () => {
    const y = view(`y:\n  <<: [${'{a: 1}, '.repeat(50_001)}{b: 1}]\n`).map('y');
    expect(isKnown(y.integer('a'), 1)).toBe(true);
    expect(y.integer('b').state).toBe('unknown');
  });
});

describe('a list', () => {
  test('gives its mappings and strings, each underlined at its name or itself', () => {
    const text = 'a:\n  - name: x\n    b: 1\n  - c: 2\n  - text\nd: [ALL, {{ .x }}]\n';
    expect(
      view(text)
        .maps('a')
        .map((item) => underlined(text, item)),
    ).toEqual(['x', 'c']);
    const strings = view(text).list('d').strings();
    expect(strings.map((item) => item.state)).toEqual(['known', 'unknown']);
    expect(strings.map((item) => item.path)).toEqual([
      ['d', 0],
      ['d', 1],
    ]);
  });

  test('may include what a template or a fragment can add to it', () => {
    expect(view('a: [b]').list('a').mayInclude('c')).toBe(false);
    expect(view('a: [b]').list('a').mayInclude('b')).toBe(true);
    expect(view('a: [b, {{ .x }}]').list('a').mayInclude('c')).toBe(true);
    expect(view('a:\n  - b\n  {{- toYaml .x | nindent 2 }}\n').list('a').mayInclude('c')).toBe(true);
    expect(view('a: [b]', true).list('a').mayInclude('c')).toBe(true);
    expect(view('b: 1').list('a').mayInclude('c')).toBe(false);
  });

  test('has integers, and what is none of them is unknown', () => {
    const items = view('a: [1, 0x2, "3", {{ .x }}]').list('a').integers();
    expect(items.map((item) => (item.state === 'known' ? item.value : item.state))).toEqual([
      1,
      2,
      'unknown',
      'unknown',
    ]);
  });

  test('leaves out items that stand in a condition', () => {
    const list = view('a:\n  - b\n  {{- if .x }}\n  - c\n  {{- end }}\n').list('a');
    expect(list.strings().map((item) => item.path)).toEqual([['a', 0]]);
    expect(list.isOpen).toBe(true);
  });
});

describe('emptiness', () => {
  const isEmpty = (text: string, isPartial = false) => {
    const root = view(text, isPartial);
    return [root.map('a').isEmpty, root.list('a').isEmpty];
  };

  test('is certain where nothing is written, and where a collection of the type has nothing in it', () => {
    for (const text of ['b: 1', 'a:', 'a: null']) expect(isEmpty(text)).toEqual([true, true]);
    expect(isEmpty('a: {}')).toEqual([true, false]);
    expect(isEmpty('a: []')).toEqual([false, true]);
    expect(isEmpty('a: {b: 1}')).toEqual([false, false]);
    expect(isEmpty('a: [null]')).toEqual([false, false]);
  });

  test('is not certain where a template or something out of view may add to it', () => {
    for (const text of [
      'a: {{ .x }}',
      'a:\n  {{- toYaml .x | nindent 2 }}',
      'a:\n  {{- if .x }}\n  b: 1\n  {{- end }}',
      'a:\n  {{- if .x }}\n  - b\n  {{- end }}',
    ]) {
      expect(isEmpty(text)).toEqual([false, false]);
    }
    expect(isEmpty('a: {}', true)).toEqual([false, false]);
    expect(isEmpty('b: 1', true)).toEqual([false, false]);
  });
});

test('items are all that a list certainly has, each as a mapping that may be missing or something else', () => {
  const text = 'a:\n  - b: 1\n  -\n  - c\n';
  const items = view(text).list('a').items();
  expect(items.map(({ state }) => state)).toEqual(['known', 'absent', 'unknown']);
  expect(items.map((item) => underlined(text, item))).toEqual(['b', 'a', 'c']);
});

test('what may be true is not what is known to be', () => {
  const field = view('a: {{ .x }}').boolean('a');
  expect([mayBe(field, true), isKnown(field, true)]).toEqual([true, false]);
});

test('a mapping of twenty thousand keys is looked up as quickly as a small one', () => {
  const keys = Array.from({ length: 20_000 }, (_, n) => `k${n}: v`).join('\n');
  const root = view(keys);
  expect(root.keys().filter((key) => root.string(key).state === 'known').length).toBe(20_000);
});

describe('what stands under a key', () => {
  test('has a type, whatever is expected there', () => {
    const all = view('a: 1\nb: "1"\nc: yes\nd: 1.5\ne:\nf: {}\ng: []\nh: ${X}\ni: &i [x]\nj: *i');
    const types = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'j', 'k'].map((key) => all.typeOf(key));
    expect(types.map((type) => (type.state === 'known' ? type.value : type.state))).toEqual([
      ...['integer', 'string', 'boolean', 'float', 'null', 'mapping', 'list', 'unknown', 'list', 'absent'],
    ]);
    expect(types.slice(0, 5).map(({ scalar }) => scalar)).toEqual([1, '1', true, 1.5, undefined]);
    expect(
      view('a: [1, x, {}]')
        .list('a')
        .types()
        .map(({ scalar }) => scalar),
    ).toEqual([1, 'x', undefined]);
  });

  test('is of a kind that can be told without its place', () => {
    const all = view('a: 1\nb: {}\nc: ${X}\nd:');
    const kinds = ['a', 'b', 'c', 'd', 'e'].map((key) => all.kindOf(key));
    expect(kinds).toEqual(['integer', 'mapping', undefined, 'null', undefined]);
    expect(view('a:', true).kindOf('a')).toBeUndefined();
    const misfits = view('a: [1, x, ${X}, {}]')
      .list('a')
      .misfits((kind) => kind === 'string');
    expect(misfits.map(({ path }) => path)).toEqual([
      ['a', 0],
      ['a', 3],
    ]);
  });

  test('is null only where that takes nothing away', () => {
    expect(view('a:').typeOf('a')).toMatchObject({ state: 'known', value: 'null' });
    expect(view('a:', true).typeOf('a').state).toBe('unknown');
  });

  test('is plain data where all of it is known', () => {
    const text = 'a: {b: [x, 1], c: {d: true}}\ne: {f: ${X}}\ng: [{}]\nh: [~]\ni:\nj: {k: 1, k: 2}\n';
    const all = view(text);
    expect(all.data('a')).toEqual({ b: ['x', 1], c: { d: true } });
    for (const key of ['e', 'g', 'h', 'i', 'j', 'z']) expect(all.data(key)).toBeUndefined();
    expect(view(text, true).data('a')).toBeUndefined();
  });
});

describe('a key', () => {
  test('is a place of its own', () => {
    const text = 'a: {b: 1}';
    const key = view(text).map('a').keyAt('b');
    expect(key.path).toEqual(['a', 'b']);
    expect(underlined(text, key)).toBe('b');
    expect(underlined(text, view(text).map('a').keyAt('c'))).toBe('a');
  });

  test('is repeated where it certainly stands twice in one mapping', () => {
    const text = 'a: 1\nb: {c: 1, c: 2, "c": 3}\na: 2\n<<: {}\n<<: {}\n';
    const all = view(text);
    expect(all.repeated().map(({ key, again, first }) => [key, again.span.start, first.span.start])).toEqual([
      ['a', text.lastIndexOf('a:'), 0],
    ]);
    expect(
      all
        .map('b')
        .repeated()
        .map(({ again }) => underlined(text, again)),
    ).toEqual(['c', '"c"']);
    const template = '{{ if .x }}\nb: 1\n{{ end }}\nb: 2\nc: 1\n';
    expect(view(template).repeated()).toEqual([]);
    expect(view('x: &x {a: 1, a: 2}\ny: *x\n').map('y').repeated()).toEqual([]);
  });
});

test('a mapping knows its text and what its aliases make of it', () => {
  const text = 'a: &a [x, y]\nb: {c: *a, d: *e}\n';
  expect(view(text).map('b').text).toBe('{c: *a, d: *e}');
  expect(view(text).map('z').text).toBe('');
  expect(view(text).map('b').expansion).toEqual({ written: 5, expanded: 8 });
  expect(view(text).map('z').expansion).toEqual({ written: 0, expanded: 0 });
});

test('the text of a block is known beside what a template prints within its lines', () => {
  const block = (text: string) => view(`a: |\n  one\n  ${text}\n`).blockText('a');
  expect(block('two')).toMatchObject({ state: 'known', value: 'one\ntwo\n' });
  const filled = block('b: {{X}}');
  expect(filled.state === 'known' && filled.value.split('\n')[0]).toBe('one');
  for (const text of ['{{ if x }}', '{{- include "x" . | nindent 2 }}']) {
    expect(block(text).state).toBe('unknown');
  }
  expect(view('a: "{{X}}"').blockText('a').state).toBe('unknown');
  expect(view('b: 1').blockText('a').state).toBe('absent');
  expect(view('a: {}').blockText('a').state).toBe('unknown');
});
