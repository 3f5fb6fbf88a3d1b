import { expect, test } from 'vitest';
import { lint } from '../engine/lint';
import { defaultOptions } from '../engine/options';
import type { LintOptions } from '../engine/problem';
import type { AnyRule, RuleMeta } from '../engine/rule';
import { rules } from '../index';
import { optionsOf } from '../testing/lint-example';
import { readMarked } from '../testing/marked';
import { sourceOf } from '../yaml/source';

/** The same rules, asked about every document. */
const curious = rules.map((rule) => {
  const { whereWritten, ...meta } = rule.meta as RuleMeta;
  return { ...rule, meta } as AnyRule;
});

const examples = rules.flatMap((rule) => (rule.meta as RuleMeta).examples);
const limited = rules.filter(({ meta }) => (meta as RuleMeta).whereWritten !== undefined);

test('no rule has anything to say about an example that it is not asked about', { timeout: 60_000 }, () => {
  expect(limited.length).toBeGreaterThan(50);
  for (const example of examples) {
    const source = sourceOf('file:///example.yaml', readMarked(example.manifest).text);
    const options: LintOptions = { ...defaultOptions, ...optionsOf(example), only: [], profile: 'all' };
    const asked = (some: readonly AnyRule[]) =>
      lint(source, some, options).problems.map(({ rule, also, message, place }) => [
        rule,
        also,
        message,
        place.span,
      ]);
    expect(asked(rules)).toEqual(asked(curious));
  }
});
