import { describe, expect, test } from 'vitest';
import type { AnyRule, RuleMeta } from '../engine/rule';
import { rules } from '../index';
import { fixAll, marksOf, optionsOf, problemsOf } from '../testing/lint-example';
import { dedent, mark, readMarked } from '../testing/marked';

describe.each(rules.map((rule) => [rule.meta.id, rule] as const))('%s', (_, rule: AnyRule) => {
  const meta: RuleMeta = rule.meta;

  for (const example of meta.examples) {
    const { text, marks } = readMarked(example.manifest);
    const options = optionsOf(example);

    test(`${example.title}: finds what the carets say`, () => {
      expect(mark(text, marksOf(problemsOf(text, rule, options)))).toBe(mark(text, marks));
    });

    if (example.fixed === undefined) continue;
    const fixed = dedent(example.fixed);

    test(`${example.title}: the first fixes give the fixed text, and nothing fixable is left`, () => {
      expect(fixAll(text, problemsOf(text, rule, options))).toBe(fixed);
      expect(problemsOf(fixed, rule, options).flatMap((problem) => problem.fixes)).toEqual([]);
    });
  }

  test('has an example it reports on, and one that looks alike and is none', () => {
    const counts = meta.examples.map((example) => readMarked(example.manifest).marks.length);
    expect(counts.some((count) => count > 0)).toBe(true);
    expect(counts.some((count) => count === 0)).toBe(true);
  });

  test('offers the fix that its metadata promises, and shows it', () => {
    const problems = meta.examples.flatMap((example) =>
      problemsOf(readMarked(example.manifest).text, rule, optionsOf(example)),
    );
    const offered = new Set(problems.flatMap(({ fixes }) => fixes.map(({ safety }) => safety)));
    const best = offered.has('safe')
      ? 'safe'
      : offered.has('unsafe')
        ? 'unsafe'
        : problems.some(({ assist }) => assist !== undefined)
          ? 'assist'
          : 'none';
    expect(best).toBe(meta.fix);
    expect(meta.fix === 'none').toBe(meta.noFix !== undefined);
    expect(meta.examples.some(({ fixed }) => fixed !== undefined)).toBe(meta.fix !== 'none');
  });
});
