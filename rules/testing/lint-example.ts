import { lint } from '../engine/lint';
import { defaultOptions } from '../engine/options';
import type { LintOptions, Problem } from '../engine/problem';
import type { AnyRule, Example } from '../engine/rule';
import { renderOperations } from '../yaml/edit';
import { sourceOf } from '../yaml/source';
import { applyEdits } from '../yaml/span';
import type { Mark } from './marked';

/** The options an example asks for, with every rule on. */
export function optionsOf(example: Pick<Example, 'kubernetesVersion' | 'profile'>): LintOptions {
  return {
    ...defaultOptions,
    profile: example.profile ?? 'all',
    kubernetesVersion: example.kubernetesVersion ?? 'latest',
  };
}

/** What one rule alone says about a text. Throws what the rule throws. */
export function problemsOf(
  text: string,
  rule: AnyRule,
  options: LintOptions = defaultOptions,
): readonly Problem[] {
  const result = lint(sourceOf('file:///example.yaml', text), [rule], {
    ...options,
    // A profile that leaves the rule out must leave it silent; `all` must not need it to be on by default.
    only: options.profile === 'recommended' ? [rule.meta.id] : [],
  });
  if (result.failures.length > 0) throw result.failures[0]?.error;
  return result.problems;
}

/** The marks of problems, to compare with what a manifest's carets expect. */
export function marksOf(problems: readonly Problem[]): readonly Mark[] {
  return problems.map(({ place, message }) => ({ ...place.span, message }));
}

/** The text after the first fix, or else the assist, of every problem, all made at once. Throws where one is refused. */
export function fixAll(text: string, problems: readonly Problem[]): string {
  const operations = problems.flatMap((problem) => (problem.fixes[0] ?? problem.assist)?.operations ?? []);
  const result = renderOperations(operations);
  if ('refused' in result) throw new Error(`refused: ${result.refused}`);
  return applyEdits(text, result.edits);
}
