import { factsIn } from '../engine/facts-in';
import { editsOf } from '../engine/fix';
import { type Linter, lint, linterOf } from '../engine/lint';
import { defaultOptions } from '../engine/options';
import type { LintOptions, Problem } from '../engine/problem';
import type { AnyRule, Example, ExampleFile } from '../engine/rule';
import { WorkspaceIndex } from '../engine/workspace-index';
import { rules } from '../index';
import { sourceOf } from '../yaml/source';
import { applyEdits } from '../yaml/span';
import { dedent, type Mark } from './marked';

/** Options with the files beside the one that is linted. */
export interface ExampleOptions extends LintOptions {
  readonly files?: readonly ExampleFile[];
  /** The own options of the rule that the example shows. */
  readonly own?: Readonly<Record<string, unknown>>;
}

/** The options an example asks for, with every rule on, and the files it has beside it. */
export function optionsOf(
  example: Pick<Example, 'kubernetesVersion' | 'profile' | 'files' | 'options' | 'allow' | 'closedWorld'>,
): ExampleOptions {
  return {
    ...defaultOptions,
    files: example.files ?? [],
    ...(example.options && { own: example.options }),
    allow: example.allow ?? {},
    closedWorld: example.closedWorld ?? false,
    profile: example.profile ?? 'all',
    kubernetesVersion: example.kubernetesVersion ?? 'latest',
  };
}

/** What one rule alone says about a text. Throws what the rule throws. */
export function problemsOf(
  text: string,
  rule: AnyRule,
  options: ExampleOptions = defaultOptions,
): readonly Problem[] {
  const source = sourceOf('file:///example.yaml', text);
  const index = new WorkspaceIndex();
  const alone: Linter = (one) => linterOf(rules, { ...options, profile: 'all' })(one);
  index.update(source.uri, factsIn(source, alone));
  for (const file of options.files ?? []) {
    const other = sourceOf(`file:///${file.path}`, dedent(file.text));
    index.update(other.uri, factsIn(other, alone));
  }
  // A profile that leaves the rule out must leave it silent; `all` must not need it to be on by default.
  const only = options.profile === 'recommended' ? [rule.meta.id] : [];
  const ruleOptions = { ...options.ruleOptions, ...(options.own && { [rule.meta.id]: options.own }) };
  const view = index.viewFor(source.uri, options.closedWorld);
  const result = lint(source, [rule], { ...options, only, ruleOptions }, view);
  if (result.failures.length > 0) throw result.failures[0]?.error;
  return result.problems;
}

/** The marks of problems, to compare with what a manifest's carets expect. */
export function marksOf(problems: readonly Problem[]): readonly Mark[] {
  return problems.map(({ place, message }) => ({ ...place.span, message }));
}

/** The text after the first fix, or else the assist, of every problem, all made at once. Throws where one is refused. */
export function fixAll(text: string, problems: readonly Problem[]): string {
  const result = editsOf(...problems.flatMap((problem) => problem.fixes[0] ?? problem.assist ?? []));
  if ('refused' in result) throw new Error(`refused: ${result.refused}`);
  return applyEdits(text, result.edits);
}
