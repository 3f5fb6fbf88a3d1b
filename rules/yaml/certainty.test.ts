import { describe, expect, test } from 'vitest';
import { readDocuments } from './read';
import { sourceOf } from './source';
import { MapView } from './view';

function isCertain(text: string, besides: readonly string[] = [], isPartial = false): boolean {
  const [document] = readDocuments(sourceOf('x.yaml', text));
  if (document === undefined) throw new Error('no document');
  return MapView.of(document, isPartial).isCertain(new Set(besides));
}

describe('a mapping says all there is to say', () => {
  test.each([
    ['where it is plain', 'a: 1\nb: { c: [d, { e: null }] }\n'],
    ['where its aliases lead somewhere', 'a: &a { b: 1 }\nc: *a\nd: [*a, *a]\ne: { <<: *a, f: 2 }\n'],
  ])('%s', (_, text) => {
    expect(isCertain(text)).toBe(true);
  });

  test.each([
    ['a value is a template', 'a: 1\nb: { c: 1 }\nd: {{ .Values.d }}\n'],
    ['a value in a list is a variable', 'a:\n  - b\n  - x${C}\n'],
    ['a template may print entries', 'a:\n  b: 1\n  {{- toYaml .Values.a | nindent 2 }}\n'],
    ['an entry stands in a condition', '{{- if .Values.a }}\na: 1\n{{- end }}\nb: 2\n'],
    ['an item stands in a condition', 'a:\n  - b\n  {{- if .Values.a }}\n  - c\n  {{- end }}\n'],
    ['a key is written twice', 'a:\n  b: 1\n  b: 2\n'],
    ['an alias leads nowhere', 'a: { b: *c }\n'],
    ['a merge key leads nowhere', 'a: { <<: *c }\n'],
    ['something is broken', 'a: 1\nb: [\n'],
    ['what an alias leads to is not certain', 'a: &a\n  b: {{ .Values.b }}\nc: { d: *a }\n'],
  ])('not where %s', (_, text) => {
    expect(isCertain(text)).toBe(false);
  });

  test('not in a fragment', () => {
    expect(isCertain('a: 1\n', [], true)).toBe(false);
  });

  test('not where nothing is written', () => {
    const [document] = readDocuments(sourceOf('x.yaml', 'a:\n'));
    if (document === undefined) throw new Error('no document');
    expect(MapView.of(document, false).map('a').isCertain(new Set())).toBe(false);
  });

  test('whatever stands under keys that do not count', () => {
    expect(
      isCertain('a: { image: "x:${TAG}" }\nb: [{ args: [{{ .Values.args }}] }]\n', ['image', 'args']),
    ).toBe(true);
    expect(isCertain('a: { image: "x:${TAG}", b: $(C) }\n', ['image'])).toBe(false);
  });

  test.each([
    [100, true],
    [20_000, false],
  ])('after %i aliases that multiply: %s, as far as views follow them', (count, expected) => {
    const lines = Array.from({ length: count }, (_, at) => `a${at + 1}: &a${at + 1} [*a${at}, *a${at}]\n`);
    const text = `a0: &a0 { b: 1 }\n${lines.join('')}z: { y: *a${count} }\n`;
    const [document] = readDocuments(sourceOf('x.yaml', text));
    if (document === undefined) throw new Error('no document');
    expect(MapView.of(document, false).map('z').isCertain(new Set())).toBe(expected);
  });
});
