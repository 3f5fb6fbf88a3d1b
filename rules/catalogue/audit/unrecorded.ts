import { addItem, set } from '../../engine/fix';
import type { Finding } from '../../engine/rule';
import type { AuditPolicy, AuditRequest, AuditRule } from '../../kubernetes/audit-policy';
import { nameOf, type Resource } from './requests';

/** The findings about requests that certainly leave nothing in the audit log: one for each rule that says so, and one where none does. */
export function* reportUnrecorded(
  policy: AuditPolicy,
  requests: readonly AuditRequest[],
  what: string,
  resources: readonly Resource[],
): Iterable<Finding> {
  const outcomes = requests.map((request) => policy.outcomeOf(request));
  const deciding = new Set(outcomes.filter(({ level }) => level === 'None').map(({ rule }) => rule));
  for (const rule of deciding) {
    yield rule === undefined ? ofNoRule(policy, what, resources) : ofRule(rule, what);
  }
}

function ofRule({ level }: AuditRule, what: string): Finding {
  return {
    at: level,
    message: `Audit log leaves out ${what}`,
    assist: { title: 'Record what this rule matches', operations: [set(level, 'Metadata')] },
  };
}

function ofNoRule({ list }: AuditPolicy, what: string, resources: readonly Resource[]): Finding {
  const groups = [...new Set(resources.map(({ group }) => group))].map((group) => ({
    group,
    resources: resources.filter((each) => each.group === group).map(nameOf),
  }));
  return {
    at: list,
    message: `Audit log leaves out ${what}: no rule matches`,
    assist: {
      title: `Record ${what}`,
      operations: [addItem(list, { level: 'Metadata', resources: groups })],
    },
  };
}
