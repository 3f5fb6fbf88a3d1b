import { expect, test } from 'vitest';
import { readDocuments } from '../yaml/read';
import { sourceOf } from '../yaml/source';
import { MapView } from '../yaml/view';
import { labelsIn, requirementsOf, selectorValue, selects, selectsAll } from './label-selector';

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

test.each([
  ['', []],
  ['{}', []],
  ['{matchLabels: {a: "1"}}', [{ key: 'a', operator: 'In', values: ['1'] }]],
  [
    '{matchLabels: {a: b}, matchExpressions: [{key: c, operator: Exists}]}',
    [
      { key: 'a', operator: 'In', values: ['b'] },
      { key: 'c', operator: 'Exists', values: [] },
    ],
  ],
  ['{app: web}', undefined],
  ['{{ .Values.selector }}', undefined],
  ['{matchLabels: {a: {{ .Values.a }}}}', undefined],
  ['{matchLabels: {{ .Values.labels }}}', undefined],
  ['{matchExpressions: [{key: a, operator: In, values: {{ .Values.a }}}]}', undefined],
  ['{matchExpressions: [{key: a, operator: In, values: [b, "{{ .Values.a }}"]}]}', undefined],
  ['{matchExpressions: [{key: a}]}', undefined],
])('%j demands %j', (yaml, expected) => {
  expect(requirementsOf(selectorOf(yaml))).toEqual(expected);
});

test.each([
  ['{}', true, true],
  ['{matchLabels: {app: web}}', true, true],
  ['{matchLabels: {app: web, tier: back}}', false, false],
  ['{matchLabels: {team: a}}', false, undefined],
  ['{matchExpressions: [{key: app, operator: In, values: [api, web]}]}', true, true],
  ['{matchExpressions: [{key: app, operator: In, values: [api]}]}', false, false],
  ['{matchExpressions: [{key: app, operator: NotIn, values: [api]}]}', true, true],
  ['{matchExpressions: [{key: app, operator: NotIn, values: [web]}]}', false, false],
  ['{matchExpressions: [{key: team, operator: NotIn, values: [web]}]}', true, undefined],
  ['{matchExpressions: [{key: app, operator: Exists}]}', true, true],
  ['{matchExpressions: [{key: team, operator: Exists}]}', false, undefined],
  ['{matchExpressions: [{key: app, operator: DoesNotExist}]}', false, false],
  ['{matchExpressions: [{key: team, operator: DoesNotExist}]}', true, undefined],
  ['{matchExpressions: [{key: app, operator: Like, values: [w]}]}', undefined, undefined],
  ['{matchLabels: {team: a}, matchExpressions: [{key: app, operator: DoesNotExist}]}', false, false],
  ['{matchLabels: {statefulset.kubernetes.io/pod-name: db-0}}', undefined, undefined],
  ['{matchExpressions: [{key: job-name, operator: Exists}]}', undefined, undefined],
  ['{matchLabels: {app: api, pod-template-hash: a}}', false, false],
])(
  '%j selects what has app=web and tier=front: %s, and where there may be more labels: %s',
  (yaml, ...expected) => {
    const requirements = requirementsOf(selectorOf(yaml)) ?? [];
    const known = { app: 'web', tier: 'front' };
    expect([false, true].map((isOpen) => selects(requirements, { known, isOpen }))).toEqual(expected);
  },
);

test.each([
  ['{a: b, c: 1}', { known: { a: 'b', c: '1' }, isOpen: false }],
  ['', { known: {}, isOpen: false }],
  ['{a: b, c: {{ .Values.c }}}', { known: { a: 'b' }, isOpen: true }],
  ['{{ .Values.labels }}', { known: {}, isOpen: true }],
])('%j are the labels %j', (yaml, expected) => {
  expect(labelsIn(selectorOf(yaml))).toEqual(expected);
});
