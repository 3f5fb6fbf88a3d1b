import type { Finding, Severity } from '../../engine/rule';
import type { PolicyRule } from '../../kubernetes/role';
import type { Located } from '../../yaml/field';
import { listed, phraseOf, severityIn } from './granted';

/**
 * The finding about a wildcard in a rule for resources, if there is one. All wildcards of a rule, and what they grant, are
 * one fact: they point at the same `*`.
 */
export function reportWildcard(
  rule: PolicyRule,
  item: Located | undefined,
  severity: Severity,
): readonly Finding[] {
  const isComplete = rule.verbs.length > 0 && rule.resources.length > 0;
  if (item === undefined || rule.isNarrowed || !isComplete) return [];
  const verbs = rule.verbs.map(({ value }) => value);
  const resources = rule.resources.map(({ value }) => value);
  return [
    {
      at: rule.wildcard ?? rule.resources.find(({ value }) => value.startsWith('*/')) ?? item,
      message: `Grants ${phraseOf({ verbs, resources })}${groupsText(rule)}`,
      severity: severityIn(rule.role, severity),
    },
  ];
}

/** Whose resources they are, where that is not told by their names. */
function groupsText({ apiGroups, resources }: PolicyRule): string {
  const groups = apiGroups.map(({ value }) => value);
  if (groups.includes('*')) return ' of every API group';
  if (!resources.some(({ value }) => value.startsWith('*'))) return '';
  if (groups.length === 0) return ' of an unknown API group';
  if (groups.length > 2) return ` of ${groups.length} API groups`;
  return ` of ${listed(groups.map((group) => (group === '' ? 'the core API group' : group)))}`;
}
