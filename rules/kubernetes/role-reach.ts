import { isNamespacedResource } from './namespaced';
import type { PolicyRule, Role } from './role';

/** Whether all that a role grants certainly is about Kubernetes' own resources in namespaces. */
export function reachesOnlyNamespaces(role: Role): boolean {
  const isAllInView = role.aggregationRule.state === 'absent' && !role.view.list('rules').isOpen;
  return isAllInView && role.rules.length > 0 && role.rules.every(isNamespaced);
}

function isNamespaced(rule: PolicyRule): boolean {
  const lists = ['apiGroups', 'resources'].map((key) => rule.view.list(key));
  const isKnown = lists.every(
    (list) => !list.isOpen && list.strings().every(({ state }) => state === 'known'),
  );
  const { apiGroups, resources } = rule;
  if (!isKnown || apiGroups.length === 0 || resources.length === 0) return false;
  return resources.every(({ value }) => {
    const [resource = ''] = value.split('/');
    return apiGroups.some((group) => isNamespacedResource(group.value, resource));
  });
}
