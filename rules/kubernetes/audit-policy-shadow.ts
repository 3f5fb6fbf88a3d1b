import {
  type AuditPolicy,
  type AuditRule,
  isResourceOf,
  isUrlOf,
  type Names,
  type ResourceEntry,
} from './audit-policy';
import { EVERY_GROUP, firstItemsOf } from './audit-rule-index';

/** The first rule of an audit policy before another one that certainly matches every request that the other does. */
export function shadowOf(policy: AuditPolicy, rule: AuditRule): AuditRule | undefined {
  return policy.index.first(
    firstItemsOf(rule),
    (each) => each.position < rule.position && shadows(each, rule),
  );
}

/** Whether one rule of an audit policy certainly matches every request that another one does. */
export function shadows(earlier: AuditRule, later: AuditRule): boolean {
  return (
    isWithin(later.users, earlier.users) &&
    isWithin(later.userGroups, earlier.userGroups) &&
    isWithin(later.verbs, earlier.verbs) &&
    isTargetWithin(later, earlier)
  );
}

function isTargetWithin(later: AuditRule, earlier: AuditRule): boolean {
  const isAboutResources = (rule: AuditRule) => !rule.namespaces.isEmpty || !rule.resources.isEmpty;
  if (isAboutResources(earlier)) {
    return (
      isAboutResources(later) &&
      isWithin(later.namespaces, earlier.namespaces) &&
      areResourcesWithin(later.resources, earlier.resources)
    );
  }
  if (earlier.nonResourceURLs.isEmpty) return true;
  return !isAboutResources(later) && isWithin(later.nonResourceURLs, earlier.nonResourceURLs, isUrlOf);
}

function areResourcesWithin(later: AuditRule['resources'], earlier: AuditRule['resources']): boolean {
  if (earlier.isEmpty) return true;
  if (later.isEmpty || !later.isWhole) return false;
  return later.entries.every((entry) => earlier.entries.some((other) => isEntryWithin(entry, other)));
}

function isEntryWithin(later: ResourceEntry, earlier: ResourceEntry): boolean {
  const isInGroup = later.group !== undefined && later.group === earlier.group;
  if (!isInGroup && earlier.group !== EVERY_GROUP) return false;
  if (earlier.resources.isEmpty) return true;
  const isNamed = isWithin(later.resourceNames, earlier.resourceNames);
  return isNamed && isWithin(later.resources, earlier.resources, isItemWithin);
}

/** Whether all that one item of `resources` stands for is what another one stands for. */
function isItemWithin(earlier: string, later: string): boolean {
  if (earlier === later || earlier === '*') return true;
  const [resource = '', subresource] = later.split('/');
  return resource !== '*' && isResourceOf(earlier, resource, subresource);
}

/** Whether all that a list leaves through another does as well. */
function isWithin(
  later: Names,
  earlier: Names,
  covers: (item: string, other: string) => boolean = () => false,
): boolean {
  if (earlier.isEmpty) return true;
  if (later.isEmpty || !later.isWhole) return false;
  return later.known.every((item) => earlier.has(item) || earlier.known.some((other) => covers(other, item)));
}
