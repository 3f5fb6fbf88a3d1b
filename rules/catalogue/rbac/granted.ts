import { remove } from '../../engine/fix';
import type { Finding, Severity } from '../../engine/rule';
import type { Grant } from '../../kubernetes/grants';
import type { Granted, PolicyRule, Role } from '../../kubernetes/role';
import type { Operation } from '../../yaml/operation';

const LOWER: Readonly<Record<Severity, Severity>> = { error: 'warning', warning: 'info', info: 'info' };

/** The finding about a rule of a role that grants something for all objects, if it does. `meaning` says what is possible by it. */
export function reportGrant(
  rule: PolicyRule,
  grant: Grant,
  severity: Severity,
  meaning: string,
): readonly Finding[] {
  const granted = rule.grants(grant);
  return granted === undefined ? [] : [aboutGrant(rule.role, granted, severity, meaning)];
}

/** The finding about something granted. `meaning` says what is possible by it. */
export function aboutGrant(role: Role, granted: Granted, severity: Severity, meaning: string): Finding {
  return {
    at: granted.at,
    message: `${meaning}: ${phraseOf(granted)}`,
    severity: severityIn(role, severity),
  };
}

/** The severity of a fact about a role: one step less for a Role, which reaches only one namespace. */
export function severityIn(role: Role, severity: Severity): Severity {
  return role.isClusterWide ? severity : LOWER[severity];
}

/** What is granted, in words: `get, list on secrets`. */
export function phraseOf({ verbs, resources }: Pick<Granted, 'verbs' | 'resources'>): string {
  const verb = verbs.includes('*') ? 'every verb' : listed(verbs);
  return `${verb} on ${resources.includes('*') ? 'every resource' : listed(resources.map(resourceText))}`;
}

/** The first of some words, and how many there are besides. */
export function listed(words: readonly string[]): string {
  const rest = words.length - 3;
  return rest > 1 ? `${words.slice(0, 3).join(', ')} and ${rest} more` : words.join(', ');
}

/** Takes verbs out of a rule, or the rule itself where no other is left. None where that does not take them away. */
export function withoutVerbs(rule: PolicyRule, verbs: readonly string[]): readonly Operation[] {
  const unwanted = rule.verbs.filter(({ value }) => verbs.includes(value));
  if (rule.wildcard !== undefined || unwanted.length === 0) return [];
  if (unwanted.length < rule.verbs.length) return unwanted.map(remove);
  return rule.view.list('verbs').isOpen ? [] : [remove(rule.view)];
}

function resourceText(resource: string): string {
  return resource.startsWith('*/') ? `subresource ${resource.slice(2)} of every resource` : resource;
}
