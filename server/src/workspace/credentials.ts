import type { LintResult, Problem } from '../../../rules/engine/problem';
import type { AnyRule, RuleMeta } from '../../../rules/engine/rule';
import type { Span } from '../../../rules/yaml/span';

/** Weaknesses of what has a credential written out in it. */
const WEAKNESSES: ReadonlySet<string> = new Set([
  'CWE-259',
  'CWE-312',
  'CWE-321',
  'CWE-522',
  'CWE-540',
  'CWE-798',
]);

/** Tells of what these rules have found where it is about credentials. */
export interface Credentials {
  /** Where the credentials are that problems are about. */
  spansOf(problems: readonly Pick<Problem, 'rule' | 'also' | 'place'>[]): readonly Span[];
  /** Whether some of what baselines accept is about credentials. */
  areAccepted(accepted: LintResult['accepted']): boolean;
}

export function credentialsFoundBy(rules: readonly AnyRule[]): Credentials {
  const isAbout = ({ standards }: RuleMeta) => standards.cwe?.some((weakness) => WEAKNESSES.has(weakness));
  const ids = new Set(rules.filter(({ meta }) => isAbout(meta) === true).map(({ meta }) => meta.id));
  return {
    spansOf: (problems) =>
      problems
        .filter(({ rule, also }) => [rule, ...also].some((id) => ids.has(id)))
        .map(({ place }) => place.span),
    areAccepted: (accepted = []) => accepted.some((one) => one.rules.some((id) => ids.has(id))),
  };
}
