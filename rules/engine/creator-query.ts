import type { CreatorRoleFact, RoleName, TenantFact } from './facts-tenants';
import type { Query } from './query';
import { certainNamespaces } from './workspace';

/** ClusterRoles that come with Kubernetes and let their holders create nearly everything in a namespace. */
const BUILT_IN = ['admin', 'cluster-admin', 'edit'];

/** Which RoleBindings of some namespaces certainly let somebody create objects without end in them. */
export const creators: Query<[readonly string[]], readonly TenantFact[]> = {
  name: 'creators',
  factKeys: () => ['tenant', 'creator-role'],
  within: (namespaces) => namespaces,
  answer: (facts, namespaces) => {
    const roles = facts.all('creator-role', ['creator-role']);
    const isIn = ({ namespace, place }: TenantFact | CreatorRoleFact) =>
      certainNamespaces(namespace, facts.roleOf(place.uri)).some((name) => namespaces.includes(name));
    return facts.all('tenant', ['tenant']).filter((tenant) => {
      if (!isIn(tenant)) return false;
      const isBuiltIn = tenant.role === 'ClusterRole' && BUILT_IN.includes(tenant.name);
      return (
        isBuiltIn ||
        roles.some((role) => isSameRole(role, tenant) && (role.role === 'ClusterRole' || isIn(role)))
      );
    });
  },
};

function isSameRole(a: RoleName, b: RoleName): boolean {
  return a.role === b.role && a.name === b.name;
}
