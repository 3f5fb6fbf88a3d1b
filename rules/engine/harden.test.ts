import { describe, expect, test } from 'vitest';
import { rules } from '../index';
import { type Source, sourceOf } from '../yaml/source';
import { applyEdits } from '../yaml/span';
import { hardenAll } from './harden';
import { lint } from './lint';
import { defaultOptions } from './options';
import type { ProfileName } from './rule';
import { nameOfObject, workloadsIn } from './workloads';

function workloads(text: string) {
  return workloadsIn(sourceOf('x.yaml', text), false);
}

/** What each workload takes, and the text with all of that done. */
function harden(text: string, profile: ProfileName) {
  const source = sourceOf('x.yaml', text);
  const check = (one: Source) => lint(one, rules, { ...defaultOptions, profile, heedsIgnores: false });
  const all = [...hardenAll(source, workloadsIn(source, false), check)];
  return {
    taken: all.map(([{ identity }, { changes, byHand }]) => [
      nameOfObject(identity),
      changes.map(({ title }) => title),
      byHand.map(({ rule }) => rule),
    ]),
    texts: all.map(([, { edits }]) => applyEdits(text, edits)),
    text: applyEdits(
      text,
      all.flatMap(([, { edits }]) => edits),
    ),
  };
}

function pod(name: string, ...lines: readonly string[]): string {
  const spec = lines.map((line) => `  ${line}\n`).join('');
  return `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\nspec:\n${spec}`;
}

const app = ['containers:', '  - name: app', '    image: a'];

describe('workloads', () => {
  test('are the objects that carry pods, in the order of the text', () => {
    const list =
      'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {}}\n';
    const text = `${list}---\napiVersion: v1\nkind: Secret\n---\n${pod('b', ...app)}`;
    expect(
      workloads(text).map(({ identity, document, path }) => [nameOfObject(identity), document, path]),
    ).toEqual([
      ['Pod/a', 0, ['items', 0]],
      ['Pod/b', 2, []],
    ]);
  });

  test('are no patches', () => {
    expect(workloads(pod('a', 'containers:', '  - name: app'))).toEqual([]);
    expect(workloadsIn(sourceOf('x.yaml', pod('a', ...app)), true)).toEqual([]);
  });

  test('are bare where no security context stands', () => {
    const bare = (...lines: string[]) => workloads(pod('a', ...lines))[0]?.isBare;
    expect(bare(...app)).toBe(true);
    expect(bare('securityContext: {}', ...app)).toBe(false);
    expect(bare(...app, '    securityContext: {{ .Values.context }}')).toBe(false);
  });

  test.each([
    [
      'a job set with a template for jobs',
      'JobSet',
      'jobset.x-k8s.io/v1alpha2',
      'replicatedJobs: [{template: {spec: {template: {spec: {containers: [{image: a}]}}}}}, {{ .Values.job }}]',
    ],
    [
      'a set of leaders and workers with one that a template decides',
      'LeaderWorkerSet',
      'leaderworkerset.x-k8s.io/v1',
      'leaderWorkerTemplate: {leaderTemplate: {{ .Values.leader }}, workerTemplate: {spec: {containers: [{image: a}]}}}',
    ],
  ])('are not certain where a pod is out of sight: %s', (_, kind, apiVersion, spec) => {
    const text = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a}\nspec: {${spec}}\n`;
    expect(workloads(text).map(({ isCertain }) => isCertain)).toEqual([false]);
    const known = text.replace(/\{\{.*?\}\}/, '{spec: {containers: [{image: a}]}}');
    expect(
      workloads(known.replace(', {spec: {containers: [{image: a}]}}]', ']')).map(
        ({ isCertain }) => isCertain,
      ),
    ).toEqual([true]);
  });
});

describe('hardening', () => {
  test('takes each change once, and those that come to light by others', () => {
    const { taken } = harden(
      pod('a', ...app, '    securityContext: {privileged: true}', '  - name: b', '    image: b'),
      'pss-restricted',
    );
    expect(taken).toEqual([
      [
        'Pod/a',
        expect.arrayContaining([
          'Remove privileged',
          'Drop all capabilities',
          'Require a non-root user for the whole pod',
        ]),
        [],
      ],
    ]);
    const titles = taken[0]?.[1] ?? [];
    expect(titles).toHaveLength(7);
  });

  test('gives each workload its own edits, which do not need the others', () => {
    const text = `${pod('a', 'hostPID: true', ...app)}---\n${pod('b', 'hostPID: true', ...app)}`;
    const { texts, text: both } = harden(text, 'pss-baseline');
    expect(texts).toEqual([
      `${pod('a', ...app)}---\n${pod('b', 'hostPID: true', ...app)}`,
      `${pod('a', 'hostPID: true', ...app)}---\n${pod('b', ...app)}`,
    ]);
    expect(both).toBe(`${pod('a', ...app)}---\n${pod('b', ...app)}`);
  });

  test('leaves a workload as each level asks, and says what it cannot', () => {
    const text = `${pod('a', ...app)}---\n${pod('b', ...app, 'volumes:', '  - name: data', '    hostPath: {path: /srv}')}`;
    const { taken, text: after } = harden(text, 'pss-restricted');
    expect(taken.map(([name, titles, byHand]) => [name, titles?.length, byHand])).toEqual([
      ['Pod/a', 4, []],
      ['Pod/b', 4, ['host-path-volume']],
    ]);
    expect(harden(after, 'pss-restricted').taken).toEqual([
      ['Pod/a', [], []],
      ['Pod/b', [], ['host-path-volume']],
    ]);
  });

  test('touches nothing but workloads', () => {
    expect(harden('apiVersion: v1\nkind: Service\n', 'all').taken).toEqual([]);
  });

  test('is no less for a comment that silences its findings', () => {
    expect(
      harden(`# kube-harden-ignore-file\n${pod('a', 'hostPID: true', ...app)}`, 'pss-baseline').taken,
    ).toEqual([['Pod/a', ['Remove hostPID'], []]]);
  });
});
