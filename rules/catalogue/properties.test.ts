import { describe, expect, test } from 'vitest';
import { parseAllDocuments, parseDocument } from 'yaml';
import { editsOf } from '../engine/fix';
import { lint } from '../engine/lint';
import { defaultOptions } from '../engine/options';
import type { Problem } from '../engine/problem';
import type { AnyRule, Example, RuleMeta } from '../engine/rule';
import { rules } from '../index';
import { FOLLOW_UPS, REPAIRS } from '../testing/follow-ups';
import { fixAll, marksOf, optionsOf, problemsOf } from '../testing/lint-example';
import { dedent, mark, readMarked } from '../testing/marked';
import { sourceOf } from '../yaml/source';

interface Case {
  readonly rule: AnyRule;
  readonly example: Example;
  readonly text: string;
  readonly problems: readonly Problem[];
}

const cases: readonly Case[] = rules.flatMap((rule) =>
  (rule.meta as RuleMeta).examples.map((example) => {
    const { text } = readMarked(example.manifest);
    return { rule, example, text, problems: problemsOf(text, rule, optionsOf(example)) };
  }),
);
/** Rules that a key's mere presence breaks, whatever its value is. */
const PRESENCE = [
  'audit-policy-unreachable-rule',
  'host-path-volume',
  'removed-security-annotation',
  'secret-as-env-var',
  'security-context-wrong-level',
  'security-field-unknown',
  'sub-path-volume-mount',
  'volume-type-not-restricted',
  'yaml-duplicate-key',
];
/** Rules about how a text is written, which the same data in JSON does not tell. */
const OF_TEXT = ['manifest-oversized', 'yaml-duplicate-key'];
/** Rules about what the API server adds to a Pod, or does to it as a whole, and to nothing else. */
const OF_PODS_ALONE = ['host-port', 'workload-violates-namespace-psa'];

/** JSON has no room for another document, so the fix is not offered there. */
function addsDocument({ fixes, assist }: Problem): boolean {
  return (fixes[0] ?? assist)?.operations.some(({ verb }) => verb === 'add-document') ?? false;
}

function isPlain({ text }: Case): boolean {
  return !/\{\{|^---|\$[({]|^%/m.test(text);
}

function facts(problems: readonly Problem[]): readonly string[] {
  return problems.map(({ rule, message, place }) => `${rule} ${place.path.join('.')}: ${message}`).sort();
}

/** The same, with what stands before the pod's own part of the path left out. */
function podFacts(problems: readonly Problem[], depth: number): readonly string[] {
  return problems
    .map(({ rule, message, place }) => `${rule} ${place.path.slice(depth).join('.')}: ${message}`)
    .sort();
}

function commentsIn(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => /(?:^|\s)(#.*)$/.exec(line)?.[1] ?? []);
}

describe('every example of every rule', { timeout: 60_000 }, () => {
  test('finds the same with Windows line ends, and fixes in them', () => {
    for (const { rule, example, text, problems } of cases) {
      const windows = text.replaceAll('\n', '\r\n');
      const found = problemsOf(windows, rule, optionsOf(example));
      expect(facts(found)).toEqual(facts(problems));
      expect(marksOf(found).map(({ start, end }) => windows.slice(start, end))).toEqual(
        marksOf(problems).map(({ start, end }) => text.slice(start, end)),
      );
      if (example.fixed === undefined) continue;
      expect(fixAll(windows, found)).toBe(dedent(example.fixed).replaceAll('\n', '\r\n'));
    }
  });

  test('finds the same behind a byte order mark and behind another document', () => {
    for (const { rule, example, text, problems } of cases) {
      for (const before of ['\ufeff', 'apiVersion: v1\nkind: Namespace\nmetadata: {name: ü}\n---\n']) {
        const found = problemsOf(before + text, rule, optionsOf(example));
        const moved = marksOf(found).map(({ start, end, message }) => ({
          start: start - before.length,
          end: end - before.length,
          message,
        }));
        expect(mark(text, moved)).toBe(mark(text, marksOf(problems)));
      }
    }
  });

  test('finds the same in a wider indentation, and its fixes leave nothing fixable there', () => {
    for (const { rule, example, text, problems } of cases.filter(isPlain)) {
      const wide = widen(text);
      const found = problemsOf(wide, rule, optionsOf(example));
      expect(facts(found)).toEqual(facts(problems));
      if (example.fixed === undefined) continue;
      const fixed = fixAll(wide, found);
      expect(parseDocument(fixed).toJS()).toEqual(parseDocument(widen(dedent(example.fixed))).toJS());
    }
  });

  test('finds the same in a List', () => {
    for (const { rule, example, text, problems } of cases.filter(isPlain)) {
      const items = `  - ${text.trimEnd().replaceAll('\n', '\n    ')}\n`;
      const list = `apiVersion: v1\nkind: List\nitems:\n${items}`;
      expect(podFacts(problemsOf(list, rule, optionsOf(example)), 2)).toEqual(facts(problems));
    }
  });

  test('finds the same in JSON, and its fixes leave JSON', () => {
    for (const { rule, example, text, problems } of cases.filter(isPlain)) {
      if (OF_TEXT.includes(rule.meta.id)) continue;
      const json = `${JSON.stringify(jsonOf(text), undefined, 2)}\n`;
      const found = problemsOf(json, rule, optionsOf(example));
      expect(facts(found)).toEqual(facts(problems));
      if (example.fixed === undefined || found.some(addsDocument)) continue;
      expect(JSON.parse(fixAll(json, found))).toEqual(jsonOf(dedent(example.fixed)));
    }
  });

  test('finds the same wherever a kind keeps its pod', () => {
    const pods = cases.filter(
      (each) =>
        isPlain(each) &&
        /^kind: Pod$/m.test(each.text) &&
        ![...OF_PODS_ALONE, ...OF_TEXT].includes(each.rule.meta.id),
    );
    expect(pods.length).toBeGreaterThan(20);
    for (const { rule, example, text, problems } of pods) {
      for (const { head, path } of CARRIERS) {
        const { metadata, spec } = jsonOf(text) as { metadata?: unknown; spec: unknown };
        const object = nested(JSON.parse(head), path, { metadata: metadata ?? {}, spec });
        const found = problemsOf(JSON.stringify(object, undefined, 2), rule, optionsOf(example));
        expect([head, ...podFacts(found, path.length)]).toEqual([head, ...facts(problems)]);
      }
    }
  });

  test('accuses no value that a template decides', () => {
    for (const { rule, example, text, problems } of cases) {
      if (PRESENCE.includes(rule.meta.id)) continue;
      for (const { place, message } of problems) {
        const key = String(place.path.at(-1));
        const line = text.slice(text.lastIndexOf('\n', place.span.start) + 1, place.span.start);
        const isValue = typeof place.path.at(-1) === 'number' || line.includes(`${key}:`);
        if (!isValue) continue;
        const templated = `${text.slice(0, place.span.start)}{{ .Values.it }}${text.slice(place.span.end)}`;
        const found = problemsOf(templated, rule, optionsOf(example));
        expect(facts(found)).not.toContain(`${rule.meta.id} ${place.path.join('.')}: ${message}`);
      }
    }
  });

  test('is fixed without losing a comment or breaking the file', () => {
    for (const { rule, example, text } of cases.filter((each) => each.example.fixed !== undefined)) {
      const commented = text
        .split('\n')
        .flatMap((line, index) =>
          line.trim() === '' ? [line] : [`${/^ */.exec(line)?.[0]}# c${index}`, line],
        )
        .join('\n');
      const found = problemsOf(commented, rule, optionsOf(example));
      const fixed = fixAll(commented, found);
      expect(parseAllDocuments(fixed).flatMap(({ errors }) => errors)).toEqual([]);
      const kept = commentsIn(fixed);
      const lost = commentsIn(commented).filter(
        (comment) => /^# c\d+$/.test(comment) && !kept.includes(comment),
      );
      expect(lost.filter((comment) => !isInsideRemoved(commented, comment, found))).toEqual([]);
    }
  });

  test('gives no rule a new reason to speak once it is fixed', () => {
    for (const { rule, example } of cases) {
      if (example.fixed === undefined || REPAIRS.includes(rule.meta.id)) continue;
      const before = allOf(readMarked(example.manifest).text, example);
      const after = allOf(dedent(example.fixed), example);
      const followUps = FOLLOW_UPS[rule.meta.id] ?? [];
      const fresh = after.filter(
        (fact) => !before.includes(fact) && !followUps.some((id) => fact.startsWith(id)),
      );
      expect([rule.meta.id, ...fresh]).toEqual([rule.meta.id]);
    }
  });
});

describe('the recommended profile', () => {
  test('says at most eight things about a bare Deployment of one container', () => {
    const text = [
      'apiVersion: apps/v1',
      'kind: Deployment',
      'metadata: {name: web}',
      'spec:',
      '  selector: {matchLabels: {app: web}}',
      '  template:',
      '    metadata: {labels: {app: web}}',
      '    spec:',
      '      containers:',
      '        - {name: web, image: registry.example/web}',
    ].join('\n');
    const { problems } = lint(sourceOf('web.yaml', text), rules, defaultOptions);
    expect(problems.length).toBeGreaterThan(3);
    expect(problems.length).toBeLessThanOrEqual(8);
  });

  test('says at most three things about a bare Namespace', () => {
    const text = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: web}\n';
    const { problems } = lint(sourceOf('web.yaml', text), rules, defaultOptions);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.length).toBeLessThanOrEqual(3);
  });
});

const CARRIERS: readonly { readonly head: string; readonly path: readonly (string | number)[] }[] = [
  carrier('apps/v1', 'Deployment', 'spec', 'template'),
  carrier('apps/v1', 'StatefulSet', 'spec', 'template'),
  carrier('apps/v1', 'DaemonSet', 'spec', 'template'),
  carrier('apps/v1', 'ReplicaSet', 'spec', 'template'),
  carrier('v1', 'ReplicationController', 'spec', 'template'),
  carrier('v1', 'PodTemplate', 'template'),
  carrier('batch/v1', 'Job', 'spec', 'template'),
  carrier('batch/v1', 'CronJob', 'spec', 'jobTemplate', 'spec', 'template'),
  carrier('argoproj.io/v1alpha1', 'Rollout', 'spec', 'template'),
  carrier('serving.knative.dev/v1', 'Service', 'spec', 'template'),
  carrier('apps.openshift.io/v1', 'DeploymentConfig', 'spec', 'template'),
  carrier('jobset.x-k8s.io/v1alpha2', 'JobSet', 'spec', 'replicatedJobs', 0, 'template', 'spec', 'template'),
  carrier('apps.kruise.io/v1alpha1', 'CloneSet', 'spec', 'template'),
  carrier('keda.sh/v1alpha1', 'ScaledJob', 'spec', 'jobTargetRef', 'template'),
  carrier('batch.volcano.sh/v1alpha1', 'Job', 'spec', 'tasks', 0, 'template'),
  carrier('kubeflow.org/v1', 'PyTorchJob', 'spec', 'pytorchReplicaSpecs', 'Worker', 'template'),
  carrier('agents.x-k8s.io/v1alpha1', 'Sandbox', 'spec', 'podTemplate'),
];

function carrier(apiVersion: string, kind: string, ...path: (string | number)[]) {
  const spec = apiVersion === 'apps/v1' ? { selector: { matchLabels: { app: 'it' } } } : {};
  return { head: JSON.stringify({ apiVersion, kind, metadata: { name: 'it' }, spec }), path };
}

function nested(value: unknown, [key, ...rest]: readonly (string | number)[], leaf: unknown): unknown {
  if (key === undefined) return leaf;
  if (typeof key === 'number') return [nested({}, rest, leaf)];
  const object = (value ?? {}) as Record<string, unknown>;
  return { ...object, [key]: nested(object[key], rest, leaf) };
}

/** Whether a comment stands inside something that a fix takes away: then it goes with it. */
function isInsideRemoved(text: string, comment: string, problems: readonly Problem[]): boolean {
  const offset = text.indexOf(`${comment}\n`);
  const result = editsOf(...problems.flatMap(({ fixes, assist }) => fixes[0] ?? assist ?? []));
  if ('refused' in result) throw new Error(result.refused);
  return result.edits.some(({ span }) => {
    const before = text.slice(span.start, offset).split('\n').slice(0, -1);
    const isBehindKey = before.some((line) => line.trim() !== '' && !line.trim().startsWith('#'));
    return span.start <= offset && offset < span.end && isBehindKey;
  });
}

function jsonOf(text: string): unknown {
  return parseDocument(text, { version: '1.1' }).toJS();
}

function widen(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      const [, indent = '', dashes = '', rest = ''] = /^( *)((?:- )*)(.*)$/.exec(line) ?? [];
      return `${indent}${indent}${dashes.replaceAll('- ', '-   ')}${rest}`;
    })
    .join('\n');
}

function allOf(text: string, example: Example): readonly string[] {
  const options = { ...optionsOf(example), profile: 'all' as const };
  return lint(sourceOf('x.yaml', text), rules, options).problems.map(
    ({ rule, also, place }) => `${[rule, ...also].join(' ')} ${place.path.join('.')}`,
  );
}
