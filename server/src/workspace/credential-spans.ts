import type { Problem } from '../../../rules/engine/problem';
import type { AnyRule, RuleMeta } from '../../../rules/engine/rule';
import type { Span } from '../../../rules/yaml/span';

/** Weaknesses of what has a credential written out in it. */
const WEAKNESSES: ReadonlySet<string> = new Set(['CWE-259', 'CWE-312', 'CWE-321', 'CWE-522', 'CWE-798']);

/** Tells where the credentials are that problems are about. */
export type CredentialSpans = (
  problems: readonly Pick<Problem, 'rule' | 'also' | 'place'>[],
) => readonly Span[];

/** What tells it of problems that these rules have found. */
export function credentialSpans(rules: readonly AnyRule[]): CredentialSpans {
  const isAbout = ({ standards }: RuleMeta) => standards.cwe?.some((weakness) => WEAKNESSES.has(weakness));
  const ids = new Set(rules.filter(({ meta }) => isAbout(meta) === true).map(({ meta }) => meta.id));
  return (problems) =>
    problems
      .filter(({ rule, also }) => [rule, ...also].some((id) => ids.has(id)))
      .map(({ place }) => place.span);
}
