import { describe, expect, test } from 'vitest';
import { dedent } from '../testing/marked';
import { sourceOf } from '../yaml/source';
import { applyEdits } from '../yaml/span';
import type { MapView } from '../yaml/view';
import { set, unsafeFix } from './fix';
import { anyFixes, fixAll, safeFixes } from './fix-all';
import { lint } from './lint';
import { defaultOptions } from './options';
import { type AnyRule, defineRule, type Fix, type Severity } from './rule';

const BASE = {
  chapter: 'pod-security',
  title: 't',
  summary: 's',
  default: 'on',
  fix: 'unsafe',
  standards: { nsa: ['POD-1'] },
  why: 'w',
  whenNotToFix: 'w',
  examples: [],
} as const;

/** A rule about every container, with the fixes that `fixesOf` gives; silent where it gives none. */
function rule(
  id: string,
  fixesOf: (container: MapView) => readonly Fix[],
  severity: Severity = 'info',
): AnyRule {
  return defineRule({
    meta: { ...BASE, id, severity, scope: 'container' },
    *check({ view }) {
      const fixes = fixesOf(view);
      if (fixes.length > 0) yield { at: view.string('name'), message: id, fixes };
    },
  });
}

/** A rule that wants a value under a key of the container's `securityContext` that has none. */
function wants(key: string, value: string | number, severity?: Severity): AnyRule {
  return rule(
    `wants-${key}-${value}`,
    (container) => {
      const place = container.map('securityContext').scalarText(key);
      return place.state === 'absent' ? [unsafeFix(`Set ${key} to ${value}`, set(place, value))] : [];
    },
    severity,
  );
}

const POD = dedent(`
  apiVersion: v1
  kind: Pod
  metadata:
    name: a
  spec:
    containers:
      - name: b
        image: i
`);

function fixed(text: string, rules: readonly AnyRule[], choose = anyFixes) {
  const source = sourceOf('file:///a.yaml', text);
  const result = fixAll(source, (one) => lint(one, rules, { ...defaultOptions, profile: 'all' }), choose);
  expect(applyEdits(text, result.edits)).toBe(result.text);
  return result;
}

describe('fixing all', () => {
  test('writes what several rules add in one place as one edit that belongs to all of them', () => {
    const { text, edits, remaining } = fixed(POD, [wants('one', 1), wants('two', 2), wants('three', 3)]);
    expect(text).toBe(`${POD}      securityContext:\n        one: 1\n        two: 2\n        three: 3\n`);
    expect(edits.map(({ fixes }) => fixes.map((fix) => fix.title))).toEqual([
      ['Set one to 1', 'Set two to 2', 'Set three to 3'],
    ]);
    expect(remaining).toEqual([]);
  });

  test('makes a change that solves several problems once', () => {
    const twice = [wants('one', 1), rule('again', (view) => wantsOne(view))];
    expect(fixed(POD, twice).applied.map(({ rule }) => rule)).toEqual(['wants-one-1']);
  });

  test('goes on with what comes to light, and still tells one list of small edits', () => {
    const second = rule('second', (view) => {
      const context = view.map('securityContext');
      const isThere = context.integer('one').state === 'known';
      const place = context.integer('more');
      return isThere && place.state === 'absent' ? [unsafeFix('More', set(place, 2))] : [];
    });
    const { text, edits, applied } = fixed(POD, [wants('one', 1), second]);
    expect(text).toBe(`${POD}      securityContext:\n        one: 1\n        more: 2\n`);
    expect(edits).toHaveLength(1);
    expect(applied.map(({ title }) => title)).toEqual(['Set one to 1', 'More']);
  });

  test('of two that disagree makes the one for the graver problem', () => {
    const { text, remaining } = fixed(POD, [wants('one', 1), wants('one', 2, 'error')]);
    expect(text).toContain('one: 2');
    expect(remaining).toEqual([]);
  });

  test('takes the next fix of a problem where the first is refused, and says why where all are', () => {
    const aliased = POD.replace(
      'image: i',
      'image: i\n      securityContext: &c {}\n    - name: c\n      image: i\n      securityContext: *c',
    );
    const change = (view: MapView) => unsafeFix('Change', set(view.map('securityContext').integer('one'), 1));
    const other = (view: MapView) => unsafeFix('Other', set(view.integer('one'), 1));
    const missing = (view: MapView) => view.integer('one').state === 'absent';
    const both = rule('both', (view) => (missing(view) ? [change(view), other(view)] : []));
    expect(fixed(aliased, [both]).text.match(/^ +one: 1$/gm)).toHaveLength(2);
    const only = rule('only', (view) => (missing(view) ? [change(view)] : []));
    const { refused, text } = fixed(aliased, [only]);
    expect(text).toBe(aliased);
    expect(refused.map(({ reason }) => reason)).toEqual([
      'an alias elsewhere shares this value',
      'the value comes from an alias',
    ]);
  });

  test('ends where two fixes undo each other', () => {
    const flip = (from: string, to: string) =>
      rule(`to-${to}`, (view) => {
        const place = view.string('image');
        return place.state === 'known' && place.value === from ? [unsafeFix(to, set(place, to))] : [];
      });
    expect(['i', 'j']).toContain(/image: (.)/.exec(fixed(POD, [flip('i', 'j'), flip('j', 'i')]).text)?.[1]);
  });

  test('makes no unsafe fix where only safe ones are wanted', () => {
    const { text, remaining } = fixed(POD, [wants('one', 1)], safeFixes);
    expect(text).toBe(POD);
    expect(remaining).toHaveLength(1);
  });
});

function wantsOne(view: MapView): readonly Fix[] {
  const place = view.map('securityContext').integer('one');
  return place.state === 'absent' ? [unsafeFix('The same', set(place, 1))] : [];
}
