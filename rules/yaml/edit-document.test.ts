import { describe, expect, test } from 'vitest';
import { addDocument, edited, editedJson, inDocument, remove, set, text } from '../testing/edited';

const policy = { kind: 'Policy', spec: { podSelector: {}, types: ['Ingress'] } };
const behind = (index: number, value: object = { b: 1 }) => inDocument(index, addDocument({ ...value }));

describe('adding a document', () => {
  test('puts it at the end of a file, written as the one before it', () => {
    expect(edited('a:\n    b:\n      - c\n', addDocument(policy))).toBe(
      'a:\n    b:\n      - c\n---\nkind: Policy\nspec:\n    podSelector: {}\n    types:\n      - Ingress\n',
    );
    expect(edited('---\na: [x]\n', addDocument(policy))).toBe(
      '---\na: [x]\n---\nkind: Policy\nspec:\n  podSelector: {}\n  types: [Ingress]\n',
    );
    expect(edited('{a: 1}\n', behind(0))).toBe('{a: 1}\n---\nb: 1\n');
  });

  test('puts it before the marker of the next one, behind the comments and blank lines of the one before', () => {
    const before = text`
      # head
      a: 1
      # tail

      --- # next
      # about c
      c: 1
    `;
    expect(edited(before, behind(0))).toBe(text`
      # head
      a: 1
      # tail

      ---
      b: 1
      --- # next
      # about c
      c: 1
    `);
    expect(edited(before, behind(1))).toBe(`${before}---\nb: 1\n`);
    expect(edited('a: 1\n---\n', behind(0))).toBe('a: 1\n---\nb: 1\n---\n');
  });

  test('ends it with a marker where the one before has one', () => {
    expect(edited('a: 1\n... # end\n', behind(0))).toBe('a: 1\n... # end\n---\nb: 1\n...\n');
    expect(edited('a: 1\n...', behind(0))).toBe('a: 1\n...\n---\nb: 1\n...');
    expect(edited('a: 1\n...\n# c\nc: 1\n', behind(0))).toBe('a: 1\n...\n---\nb: 1\n...\n# c\nc: 1\n');
    expect(edited('%YAML 1.2\n---\na: 1\n...\n%YAML 1.2\n---\nc: 1\n', behind(0), behind(1))).toBe(
      '%YAML 1.2\n---\na: 1\n...\n---\nb: 1\n...\n%YAML 1.2\n---\nc: 1\n---\nb: 1\n',
    );
  });

  test('keeps the line breaks of the file, and a last line without one', () => {
    expect(edited('a: 1\r\n', behind(0))).toBe('a: 1\r\n---\r\nb: 1\r\n');
    expect(edited('a: 1\r\n---\r\nc: 1', behind(0), behind(1))).toBe(
      'a: 1\r\n---\r\nb: 1\r\n---\r\nc: 1\r\n---\r\nb: 1',
    );
    expect(edited('\ufeffa: 1', behind(0))).toBe('\ufeffa: 1\n---\nb: 1');
  });

  test('adds several in their order, each once', () => {
    expect(edited('a: 1\n', behind(0), behind(0, { c: 1 }), behind(0))).toBe('a: 1\n---\nb: 1\n---\nc: 1\n');
  });

  test('goes together with changes of the one before', () => {
    expect(edited('a: 1', behind(0), set('c', 2))).toBe('a: 1\nc: 2\n---\nb: 1');
    expect(edited('a: 1\nc: 2', behind(0), remove('c'))).toBe('a: 1\n---\nb: 1');
    expect(edited('a: 1\nc: 2\n---\nd: 1\n', behind(0), remove('c'))).toBe('a: 1\n---\nb: 1\n---\nd: 1\n');
  });

  test('leaves a text block before it as it is, or is refused', () => {
    expect(edited('a: |+\n  x\n\n', behind(0))).toBe('a: |+\n  x\n\n---\nb: 1\n');
    expect(edited('a: |-\n  x', behind(0))).toBe('a: |-\n  x\n---\nb: 1');
    const refused = 'refused: the text block before it would change at its end';
    expect(edited('a: |\n  x', behind(0))).toBe(refused);
    expect(edited('a: |+\n  x\n  ', behind(0))).toBe(refused);
  });

  test('is refused in JSON, and in a document with a syntax error', () => {
    expect(editedJson('{"a": 1}', behind(0))).toBe('refused: JSON holds one document');
    expect(edited('a: [\n', behind(0))).toBe('refused: the manifest has a syntax error');
  });

  test('is refused where a template may leave it out, repeat it or join its marker to a line', () => {
    const refused = 'refused: a template stands here';
    expect(edited('{{- if .x }}\na: 1\n{{- end }}\n', behind(0))).toBe(refused);
    expect(edited('{{ range .x }}\n---\na: 1\n{{ end }}\n', behind(0))).toBe(refused);
    expect(edited('a: 1\n{{- if .x }}\n---\nc: 1\n{{- end }}\n', behind(0))).toBe(refused);
    expect(edited('a: 1\n{{ include "x" . -}}\n', behind(0))).toBe(refused);
    expect(edited('a: {{ .x }}\n{{- if .y }}\nc: 1\n{{- end }}\n', behind(0))).toBe(
      'a: {{ .x }}\n{{- if .y }}\nc: 1\n{{- end }}\n---\nb: 1\n',
    );
  });
});
