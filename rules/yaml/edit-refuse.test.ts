import { describe, expect, test } from 'vitest';
import { addItem, edited, inDocument, remove, rename, set } from '../testing/edited';

const UNUSUAL = 'refused: the YAML here is written in an unusual way';
const TEMPLATE = 'refused: a template stands here';

describe('nothing is edited', () => {
  test('in a manifest with a syntax error, but in those beside it', () => {
    const before = 'a: 1\n---\nb: [\n';
    expect(edited(before, inDocument(1, set('c', 1)))).toBe('refused: the manifest has a syntax error');
    expect(() => edited(before, set('c', 1))).toThrow('a: 1\nc: 1\n---\nb: [\n');
  });

  test('where two changes disagree', () => {
    expect(edited('a: 1\n', set('b.c', 1), set('b.c', 2))).toBe('refused: two changes disagree about b.c');
    expect(edited('a: 1\n', remove('a'), set('a', 2))).toBe('refused: two changes disagree about a');
    expect(edited('a:\n- b\n', set('a.0', 1), set('a', [2]))).toBe('refused: two changes disagree about a');
    expect(edited('a:\n- b: 1\n', set('a.0.b', 1), set('a.0.b', '1'))).toBe(
      'refused: two changes disagree about a[0].b',
    );
  });

  test('through an alias, or in what an alias elsewhere stands for', () => {
    const before = 'a: &x\n  b: 1\nc: *x\nd: &y 1\ne: &z\n  f: 1\n';
    expect(edited(before, set('c.b', 2))).toBe('refused: the value comes from an alias');
    expect(edited(before, set('a.b', 2))).toBe('refused: an alias elsewhere shares this value');
    expect(edited(before, remove('a'))).toBe('refused: an alias elsewhere needs this value');
    expect(edited(before, remove('a.b'))).toBe('refused: an alias elsewhere needs this value');
    expect(edited('&x a: 1\nb: *x\n', remove('a'))).toBe(UNUSUAL);
    expect(edited(before, set('d', 2))).toBe('refused: an anchor or a tag stands here');
    expect(edited(before, set('e.f', 2), remove('c'))).toBe('a: &x\n  b: 1\nd: &y 1\ne: &z\n  f: 2\n');
  });

  test('that a merge key gives', () => {
    const before = 'a: &x\n  b: 1\nc:\n  <<: *x\n  d: 1\n';
    expect(edited(before, set('c.b', 2))).toBe('refused: b comes from a merged mapping');
    expect(edited(before, remove('c.b'))).toBe('refused: b comes from a merged mapping');
    expect(edited('a:\n  <<: [*x]\n', set('a.b', 1))).toBe('refused: b comes from a merged mapping');
    const overridden = 'a: &x\n  b: 1\nc:\n  <<: *x\n  b: 2\n';
    expect(edited(overridden, remove('c.b'))).toBe('refused: b comes from a merged mapping too');
    expect(edited(overridden, rename('c.b', 'd'))).toBe('refused: b comes from a merged mapping too');
    expect(edited(overridden, set('c.b', 3))).toBe('a: &x\n  b: 1\nc:\n  <<: *x\n  b: 3\n');
    expect(edited(before, set('c.e', 2))).toBe('a: &x\n  b: 1\nc:\n  <<: *x\n  d: 1\n  e: 2\n');
  });

  test('that is written twice', () => {
    expect(edited('a: 1\na: 2\nb: 1\n', set('a', 3))).toBe('refused: the key a occurs twice');
  });

  test('that is not there', () => {
    expect(edited('a: 1\n', remove('b'))).toBe('refused: there is no b to change');
    expect(edited('a:\n- b\n', remove('a.1'))).toBe('refused: there is no such item');
  });

  test('that has another shape than expected', () => {
    expect(edited('a: b\n', set('a.c', 1))).toBe('refused: a single value stands here');
    expect(edited('a: b\n', addItem('a', 1))).toBe('refused: a single value stands here');
    expect(edited('a:\n  b: 1\n', set('a', 1))).toBe('refused: other values stand here');
    expect(edited('a:\n  b: 1\n', set('a', { c: 1 }))).toBe('refused: other values stand here');
    expect(edited('a:\n  b: 1\n', addItem('a', 1))).toBe('refused: other values stand here');
    expect(edited('a: {}\n', addItem('a', 1))).toBe('refused: a value of another kind stands here');
    expect(edited('a:\n- b\n', set('a.b', 1))).toBe('refused: there is no such item');
    expect(edited('a:\n  b: 1\n', set('a.0', 1))).toBe('refused: a mapping stands where a list is expected');
    expect(edited('a\n', set('b', 1))).toBe('refused: the document is no mapping');
  });

  test('in spellings that few people use', () => {
    expect(edited('? a\n: 1\n', set('b', 1))).toBe(UNUSUAL);
    expect(edited('? a\n: 1\nb: 1\n', remove('a'))).toBe(UNUSUAL);
    expect(edited('&x a: 1\n', set('b', 1))).toBe(UNUSUAL);
    expect(edited('a: !!map\n  b: 1\n', set('a.c', 1))).toBe('refused: a tag stands here');
    expect(edited('a: {? b : 1}\n', set('a.c', 1))).toBe(UNUSUAL);
    expect(edited('a: {&x b: 1}\n', set('a.c', 1))).toBe(UNUSUAL);
    expect(edited('-\n', set('0.a', 1))).toBe(UNUSUAL);
  });
});

describe('templates', () => {
  test('are not replaced, removed or written into', () => {
    const before = 'a: {{ .x }}\nb: "{{ .y }}" # c\nc: $(X)\nd:\n  e: {{ .z }}\n  f: 1\n';
    const refused = 'refused: the value comes from a template or a variable';
    for (const path of ['a', 'b', 'c']) expect(edited(before, set(path, 1))).toBe(refused);
    for (const path of ['a', 'b', 'd']) expect(edited(before, remove(path))).toBe(TEMPLATE);
    expect(edited(before, remove('c'))).toBe('a: {{ .x }}\nb: "{{ .y }}" # c\nd:\n  e: {{ .z }}\n  f: 1\n');
    expect(edited('a: 1 # {{ .x }}\nb: 1\n', set('a', 2))).toBe(TEMPLATE);
  });

  test('may stand on the line before a new one, where they print a value', () => {
    expect(edited('a:\n- b: {{ .x }}\n', set('a.0.c', 1))).toBe('a:\n- b: {{ .x }}\n  c: 1\n');
    expect(edited('a:\n- b: {{ .x -}}\n', set('a.0.c', 1))).toBe(TEMPLATE);
    expect(edited('a:\n  b: {{ if .x }}1{{ end }}\n', set('a.c', 1))).toBe(TEMPLATE);
  });

  test('keep a mapping or list closed to what may be there already', () => {
    const refused = 'refused: a template may add to this';
    expect(edited('a:\n  b: 1\n  {{- toYaml .x | nindent 2 }}\n', set('a.c', 1))).toBe(refused);
    expect(edited('a:\n- b\n{{- range .x }}\n- {{ . }}\n{{- end }}\n', addItem('a', 'c'))).toBe(refused);
    expect(edited('a:\n  b:\n    c: 1\n    {{- if .x }}\n    d: 1\n    {{- end }}\n', set('a.e', 1))).toBe(
      refused,
    );
    expect(edited('a:\n  b:\n    c: 1\n    {{- toYaml .x | nindent 4 }}\n', set('a.e', 1))).toBe(refused);
    expect(edited('a:\n  b:\n    {{- toYaml .x | nindent 4 }}\n', set('a.e', 1))).toBe(refused);
    expect(edited('a:\n  b:\n    c: 1\n{{- if .x }}\nd: 1\n{{- end }}\n', set('a.e', 1))).toBe(
      'a:\n  b:\n    c: 1\n  e: 1\n{{- if .x }}\nd: 1\n{{- end }}\n',
    );
  });

  test('are not left behind by what they belong to', () => {
    expect(edited('a:\n  b: 1\n  {{- toYaml .x | nindent 2 }}\nc: 1\n', remove('a'))).toBe(TEMPLATE);
    expect(edited('a:\n  {{- toYaml .x | nindent 2 }}\nc: 1\n', remove('a'))).toBe(TEMPLATE);
    expect(edited('a: 1\n{{- if .x }}\nb: 1\n{{- end }}\n', remove('b'))).toBe(TEMPLATE);
    expect(edited('a: 1\n{{- if .x }}\nb: 1\n{{- end }}\n', set('b', 2))).toBe(TEMPLATE);
  });

  test('do not decide whether anything is left', () => {
    expect(edited('- a: 1\n  {{- if .x }}\n  b: 1\n  {{- end }}\n', remove('0.a'))).toBe(TEMPLATE);
    expect(edited('a:\n- b\n{{- if .x }}\n- c\n{{- end }}\n', set('a', ['d']))).toBe(TEMPLATE);
    expect(edited('a: 1\n{{ toYaml .x }}\n', remove('a'))).toBe(TEMPLATE);
  });

  test('uncover no blank line to a text block that would keep it', () => {
    const before = 'a:\n- b: |+\n    x\n  {{- if .x }}\n  c: 1\n  {{- end }}\n- d\n';
    const refused = 'refused: the text block before it would change at its end';
    expect(edited(`${before}\n- e\n`, remove('a.1'))).toBe(refused);
    expect(edited(`${before}- e\n`, remove('a.1'))).toBe(`${before.replace('- d\n', '')}- e\n`);
    const list = 'a:\n- - b\n  - |+\n    x\n{{- toYaml .x | nindent 0 }}\n';
    expect(edited(list, addItem('a.0', 1))).toBe(TEMPLATE);
  });

  test('stay as they are behind what is removed', () => {
    const lines = [
      'c: {{ .x }}\n',
      '{{- if .x }}\nc: 1\n{{- end }}\n',
      '{{ toYaml .x }}\n',
      '\n{{- end }}\n',
    ];
    for (const behind of lines) {
      expect(edited(`a: 1\nb: 1\n${behind}`, remove('b'))).toBe(`a: 1\n${behind}`);
    }
    expect(edited('- a: 1\n  b: {{ .x }}\n  c: 2\n', remove('0.a'))).toBe('- b: {{ .x }}\n  c: 2\n');
    expect(edited('a:\n- b\n- c\n{{- range .x }}\n- {{ . }}\n{{- end }}\n', remove('a.1'))).toBe(
      'a:\n- b\n{{- range .x }}\n- {{ . }}\n{{- end }}\n',
    );
    expect(edited('a: 1\nb: |\n  x\n{{- .x }}\nc: 1\n', remove('b'))).toBe(TEMPLATE);
  });

  test('do not come right behind a text block by a removal', () => {
    const refused = 'refused: the text block before it would change at its end';
    expect(edited('a: |\n  x\nb: 1\n\n{{- if .x }}\nc: 1\n{{- end }}', remove('b'))).toBe(refused);
    const hidden =
      'a: |+\n  x\n{{- if .x }}\nb: 1\n{{- end }}\nc: 1\n{{- if .x }}\nd: 1\n{{- end }}\n\ne: 1\n';
    expect(edited(hidden, remove('c'))).toBe(refused);
    const shown = hidden.replace('|+', '|');
    expect(edited(shown, remove('c'))).toBe(shown.replace('c: 1\n', ''));
  });

  test('elsewhere do no harm', () => {
    expect(edited('a: {{ .x }}\nb:\n  c: 1\n', set('b.c', 2))).toBe('a: {{ .x }}\nb:\n  c: 2\n');
  });
});
