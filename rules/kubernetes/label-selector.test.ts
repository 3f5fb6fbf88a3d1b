import { expect, test } from 'vitest';
import { readDocuments } from '../yaml/read';
import { sourceOf } from '../yaml/source';
import { MapView } from '../yaml/view';
import { selectorValue, selectsAll } from './label-selector';

function selectorOf(yaml: string): MapView {
  const document = readDocuments(sourceOf('file:///it.yaml', `s: ${yaml}\n`))[0];
  if (document === undefined) throw new Error('there is no document');
  return MapView.of(document, false).map('s');
}

test.each([
  ['{}', true],
  ['{matchLabels: {}}', true],
  ['{matchLabels: , matchExpressions: []}', true],
  ['', false],
  ['{matchLabels: {a: b}}', false],
  ['{matchExpressions: [{key: a, operator: Exists}]}', false],
  ['{matchLabels: {{ .Values.labels }}}', false],
  ['{{ .Values.selector }}', false],
  ['\n  {{- if .Values.labels }}\n  matchLabels: {a: b}\n  {{- end }}\n  matchExpressions: []', false],
  ['{app: web}', false],
])('%j selects everything: %s', (yaml, expected) => {
  expect(selectsAll(selectorOf(yaml))).toBe(expected);
});

test.each([
  ['{matchLabels: {a: b, c: "1"}}', { matchLabels: { a: 'b', c: '1' } }],
  [
    '{matchExpressions: [{key: a, operator: In, values: [b]}, {key: c, operator: Exists}]}',
    {
      matchExpressions: [
        { key: 'a', operator: 'In', values: ['b'] },
        { key: 'c', operator: 'Exists' },
      ],
    },
  ],
  ['{}', {}],
  ['{matchLabels: {a: {{ .Values.b }}}}', undefined],
  ['{matchLabels: {a: 1}}', undefined],
  ['\n  matchLabels:\n    a: b\n    {{- include "labels" . | nindent 4 }}', undefined],
  ['{matchExpressions: [{operator: Exists}]}', undefined],
  ['{matchExpressions: [{key: a}]}', undefined],
  ['{matchExpressions: [{key: a, operator: In, values: {{ .Values.b }}}]}', undefined],
  ['{matchExpressions: {{ .Values.b }}}', undefined],
  ['{matchLabels: {a: b}, app: web}', undefined],
])('%j as a value is %j', (yaml, expected) => {
  expect(selectorValue(selectorOf(yaml))).toEqual(expected);
});

test('a selector can be read beside another key', () => {
  expect(selectorValue(selectorOf('{podSelector: , matchLabels: {a: b}}'), 'podSelector')).toEqual({
    matchLabels: { a: 'b' },
  });
});
