import { describe, expect, test } from 'vitest';
import { text } from '../testing/edited';
import { renderOperations } from './edit';
import { type Operation, Placeholder, type Value } from './operation';
import { readDocuments } from './read';
import { sourceOf } from './source';

const object = { kind: 'Policy', spec: { podSelector: {}, types: ['Ingress'] } };

/** What is rendered where a file of this text asks for new files. */
function rendered(before: string, values: Readonly<Record<string, Value>>, name = 'a.yaml') {
  const source = sourceOf(`file:///home/${name}`, before, { isTemplate: before.includes('{{') });
  const [document] = readDocuments(source);
  if (document === undefined) throw new Error('there is no document');
  const place = { document, path: [] };
  const operations = Object.entries(values).map(
    ([uri, value]): Operation => ({ verb: 'create-file', place, value, uri }),
  );
  return renderOperations(operations);
}

/** The text of one new file, or why there is none. */
function created(before: string, value: Value = object, name?: string): string {
  const result = rendered(before, { 'file:///home/b': value }, name);
  return 'refused' in result ? `refused: ${result.refused}` : (result.edits[0]?.text ?? 'nothing');
}

describe('a new file', () => {
  test('is written as the document that asks for it, which stays as it is', () => {
    expect(created('a:\n    b:\n      - c\n')).toBe(
      'kind: Policy\nspec:\n    podSelector: {}\n    types:\n      - Ingress\n',
    );
    const result = rendered('a: 1\n', { 'file:///home/b': { b: new Placeholder('1') } });
    expect(result).toEqual({
      edits: [
        {
          uri: 'file:///home/b',
          span: { start: 0, end: 0 },
          text: 'b: 1\n',
          placeholders: [{ start: 3, end: 4 }],
          isNewFile: true,
        },
      ],
    });
  });

  test('starts with a marker where the other file does, and has its line breaks', () => {
    expect(created('---\na: 1\n', { b: 1 })).toBe('---\nb: 1\n');
    expect(created('# head\n\n--- # first\na: 1\n---\nc: 1\n', { b: 1 })).toBe('---\nb: 1\n');
    expect(created('a: 1\n---\nc: 1\n', { b: 1 })).toBe('b: 1\n');
    expect(created('a: 1\r\n', { b: 1, c: 2 })).toBe('b: 1\r\nc: 2\r\n');
    expect(created('a: 1', { b: 1 })).toBe('b: 1\n');
  });

  test('is JSON where the other file is', () => {
    expect(created('{\n    "a": 1\n}\n', object, 'a.json')).toBe(text`
      {
          "kind": "Policy",
          "spec": {
              "podSelector": {},
              "types": [
                  "Ingress"
              ]
          }
      }
    `);
  });

  test('is refused where a template decides whether the document is there, and where the file is broken', () => {
    expect(created('{{ if .Values.a }}\na: 1\n{{ end }}\n')).toBe('refused: a template stands here');
    expect(created('a: {{ .Values.a }}\n', { b: 1 })).toBe('b: 1\n');
    expect(created('a: [\n')).toBe('refused: the manifest has a syntax error');
  });

  test('is one of several, each once', () => {
    const result = rendered('a: 1\n', { 'file:///home/b': { b: 1 }, 'file:///home/c': { c: 1 } });
    expect('edits' in result && result.edits.map(({ text }) => text)).toEqual(['b: 1\n', 'c: 1\n']);
  });
});
