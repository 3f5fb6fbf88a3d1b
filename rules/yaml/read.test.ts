import { describe, expect, test } from 'vitest';
import type { Node } from './node';
import { readDocuments } from './read';
import { readScalar } from './scalar';
import { sourceOf } from './source';

/** A tree as data: what is open ends in `…`, what is uncertain starts with `?`, what has no known value is `<it>`. */
function shape(node: Node | undefined): unknown {
  if (node === undefined) return undefined;
  switch (node.kind) {
    case 'alias':
      return node.target === undefined ? '<it>' : `*${node.name}`;
    case 'scalar': {
      if (node.isPlaceholder) return '<it>';
      const scalar = readScalar(node, 'yaml');
      return scalar.type === 'null' ? null : scalar.value;
    }
    case 'sequence': {
      const items = node.items.map((item) =>
        item.isCertain ? shape(item.value) : { '?': shape(item.value) },
      );
      return node.isOpen ? [...items, '…'] : items;
    }
    case 'mapping': {
      const entries = node.entries.map(({ key, value, isCertain }) => [
        `${isCertain ? '' : '?'}${key.text}`,
        shape(value),
      ]);
      return Object.fromEntries(node.isOpen ? [...entries, ['…', true]] : entries);
    }
  }
}

function read(text: string, isTemplate = false): readonly unknown[] {
  return readDocuments(sourceOf('x.yaml', text, { isTemplate })).map(({ root }) => shape(root));
}

/** The source text of every scalar value, to see that each span is exact. */
function scalars(text: string): readonly string[] {
  const found: string[] = [];
  const walk = (node: Node | undefined): void => {
    if (node?.kind === 'scalar') found.push(text.slice(node.span.start, node.span.end));
    if (node?.kind === 'mapping') for (const { value } of node.entries) walk(value);
    if (node?.kind === 'sequence') for (const { value } of node.items) walk(value);
  };
  for (const { root } of readDocuments(sourceOf('x.yaml', text))) walk(root);
  return found;
}

describe('reading', () => {
  test('gives each scalar the span of its own characters, quotes included', () => {
    expect(scalars('a: "x"  # c\r\nb: \'y\'\r\nc: [1, 😀]\r\n')).toEqual(['"x"', "'y'", '1', '😀']);
    expect(scalars('\ufeffa: b\n---\nc: &anchor d\n')).toEqual(['b', 'd']);
    expect(scalars('a:\tb\t# c\n')).toEqual(['b']);
  });

  test('gives a value that is not written an empty span behind its key', () => {
    expect(scalars('a:\nb:   # nothing\n')).toEqual(['', '']);
    expect(read('a:\nb: ~\n')).toEqual([{ a: null, b: null }]);
  });

  test('lets a block collection end with its last entry, not with the white space behind it', () => {
    const text = 'a:\n  b: c\n\n# about d\nd: e\n';
    const root = readDocuments(sourceOf('x.yaml', text))[0]?.root;
    const inner = root?.kind === 'mapping' ? root.entries[0]?.value : undefined;
    expect(text.slice(inner?.span.start, inner?.span.end)).toBe('b: c');
  });

  test('finds the dash of an item behind which an anchor with a dash in it stands', () => {
    const text = 'a:\n  - &my-anchor b\n  -\n    - c-d\n  - -5\n';
    const root = readDocuments(sourceOf('x.yaml', text))[0]?.root;
    const list = root?.kind === 'mapping' ? root.entries[0]?.value : undefined;
    const dashes =
      list?.kind === 'sequence' ? list.items.map(({ start }) => text.slice(start, start + 3)) : [];
    expect(dashes).toEqual(['- &', '-\n ', '- -']);
  });

  test('lets a mapping without a key that can be read end with its last value', () => {
    const text = 'a:\n  {{ .b }}: c # d\n\ne: f\n';
    const root = readDocuments(sourceOf('x.yaml', text))[0]?.root;
    const inner = root?.kind === 'mapping' ? root.entries[0]?.value : undefined;
    expect(text.slice(inner?.span.start, inner?.span.end)).toBe('{{ .b }}: c');
  });

  test('does not take the dash of a template expression for that of an item', () => {
    const text = 'a:\n  - {{- if .b }}\n    c: d\n';
    const root = readDocuments(sourceOf('x.yaml', text))[0]?.root;
    const list = root?.kind === 'mapping' ? root.entries[0]?.value : undefined;
    expect(list?.kind === 'sequence' && list.items.map(({ start }) => start)).toEqual([5]);
  });

  test('keeps both of two equal keys', () => {
    const root = readDocuments(sourceOf('x.yaml', 'a: 1\na: 2\n'))[0]?.root;
    expect(root?.kind === 'mapping' && root.entries.map(({ key }) => key.text)).toEqual(['a', 'a']);
  });

  test('compares keys by their text, whatever words they are', () => {
    expect(read('on: 1\ny: 2\n')).toEqual([{ on: 1, y: 2 }]);
  });

  test('leaves a mapping open where a key cannot be read', () => {
    expect(read('? [a]\n: b\nc: d\n')).toEqual([{ c: 'd', '…': true }]);
  });

  test('resolves an alias to the anchor before it, and none to an anchor around it', () => {
    expect(read('a: &x 1\nb: *x\n')).toEqual([{ a: 1, b: '*x' }]);
    expect(read('a: &x\n  b: *x\n')).toEqual([{ a: { b: '<it>' } }]);
  });

  test('does not parse a document that is not wanted', () => {
    const text = 'kind: CustomResourceDefinition\nspec: [\n---\nkind: Pod\n';
    const documents = readDocuments(sourceOf('x.yaml', text), (_, kind) => kind === 'Pod');
    expect(documents.map(({ index, problems }) => [index, problems.length])).toEqual([[1, 0]]);
  });

  test('answers nesting of any depth with a problem instead of an exception', () => {
    const flow = '['.repeat(20_000);
    const block = Array.from({ length: 2000 }, (_, level) => `${' '.repeat(level)}a:`).join('\n');
    for (const text of [flow, block]) {
      expect(readDocuments(sourceOf('x.yaml', text))[0]?.problems.length).toBeGreaterThan(0);
    }
  });
});

describe('a syntax error', () => {
  test('leaves everything around it and behind it open', () => {
    const [root] = read('a:\n  b: 1\nc:\n  d: [\ne:\n  f: 1\n');
    expect(root).toMatchObject({ a: { b: 1 }, '…': true });
    expect(root).not.toMatchObject({ a: { '…': true } });
  });

  test('that is a key being typed changes nothing around it', () => {
    expect(read('a:\n  b: 1\n  secur\n  c:\n    d: 1\n')).toEqual([{ a: { b: 1, c: { d: 1 } } }]);
  });
});

describe('a template', () => {
  test('has no known value where an expression is one, or part of one', () => {
    expect(read('a: {{ .x }}\nb: x-{{ .y }}\nc: "{{ .z }}"\nd: |\n  {{ .w }}\n')).toEqual([
      { a: '<it>', b: '<it>', c: '<it>', d: '<it>' },
    ]);
  });

  test('opens a mapping where a key is an expression', () => {
    expect(read('a:\n  {{ .k }}: v\n  b: c\n')).toEqual([{ a: { b: 'c', '…': true } }]);
  });

  test('opens the mapping or list that a printed line is indented for, and no other', () => {
    expect(read('a:\n  b: c\n  {{- toYaml .x | nindent 2 }}\nd: e\n')).toEqual([
      { a: { b: 'c', '…': true }, d: 'e' },
    ]);
    expect(read('a:\n  - b: c\n    {{- toYaml .x | nindent 4 }}\n  - d: e\n')).toEqual([
      { a: [{ b: 'c', '…': true }, { d: 'e' }] },
    ]);
  });

  test('knows nothing of a value that a printed line gives', () => {
    expect(read('a:\n  {{- toYaml .x | nindent 2 }}\nb: c\n')).toEqual([{ a: '<it>', b: 'c' }]);
  });

  test('makes what stands in a condition uncertain, and leaves the rest as it is', () => {
    expect(
      read('a: 1\n{{- if .x }}\nb: 2\n{{- end }}\nc:\n  {{- range .y }}\n  - d\n  {{- end }}\n'),
    ).toEqual([{ a: 1, '?b': 2, c: [{ '?': 'd' }] }]);
  });

  test('is certain of a document that a condition stands around, but not of one in a loop or with an alternative', () => {
    expect(read('{{- if .x }}\na: 1\n{{- end }}\n')).toEqual([{ a: 1 }]);
    expect(read('{{- range .x }}\n---\na: 1\n{{- end }}\n')).toEqual([{ '?a': 1 }]);
    expect(read('{{- if .x }}\na: 1\n{{- else }}\nb: 1\n{{- end }}\n')).toEqual([{ '?a': 1, '?b': 1 }]);
  });

  test('that only stands in quotes opens nothing', () => {
    expect(read('a: "{{x}}"\nb: \'{{=it}}\'\nc: 1\n')).toEqual([{ a: '<it>', b: '<it>', c: 1 }]);
  });

  test('of another kind has no known value either', () => {
    expect(read('a: ${X}\nb: v${X:-1}\nc: $(X)\nd: {e: ${X}}\nf: $5\n')).toEqual([
      { a: '<it>', b: '<it>', c: '<it>', d: { e: '<it>' }, f: '$5' },
    ]);
  });
});
