import { docsOf } from '../../rules/engine/docs';
import type { AnyRule, RuleMeta } from '../../rules/engine/rule';
import type { RuleSummary } from './protocol';

/** What lists of rules tell about each rule, in the order of `rules`. */
export function ruleList(rules: readonly AnyRule[]): readonly RuleSummary[] {
  return rules.map(({ meta }: { readonly meta: RuleMeta }) => ({
    id: meta.id,
    chapter: meta.chapter,
    title: meta.title,
    severity: meta.severity,
    default: meta.default,
    fix: meta.fix,
    standards: meta.standards,
    docs: docsOf(meta.id),
  }));
}
