import { objectCreate } from '../kubernetes/grants';
import type { Manifest } from '../kubernetes/manifest';
import { rolesIn } from '../kubernetes/role';
import { knownValue } from '../yaml/field';
import { namePlaceOf, namespaceIn } from './fact-parts';
import type { ProblemPlace } from './problem';

/** A role in a namespace, or of the cluster. */
export interface RoleName {
  readonly role: 'Role' | 'ClusterRole';
  readonly name: string;
}

/** A RoleBinding by which somebody has a role in its namespace. */
export interface TenantFact extends RoleName {
  readonly kind: 'tenant';
  /** Left out where it is not known. */
  readonly namespace?: string;
  readonly place: ProblemPlace;
}

/** A role that certainly lets its holders create objects without end. */
export interface CreatorRoleFact extends RoleName {
  readonly kind: 'creator-role';
  /** Left out where it is not known, and of a ClusterRole. */
  readonly namespace?: string;
  readonly place: ProblemPlace;
}

/** The fact of a RoleBinding; none where its role is not known, or it binds nobody. */
export function tenantIn({ root }: Manifest): readonly TenantFact[] {
  const role = knownValue(root.map('roleRef').string('kind'));
  const name = knownValue(root.map('roleRef').string('name'));
  const isForNobody = root.list('subjects').isEmpty;
  if ((role !== 'Role' && role !== 'ClusterRole') || name === undefined || isForNobody) return [];
  return [{ kind: 'tenant', ...namespaceIn(root), role, name, place: namePlaceOf(root) }];
}

/** The fact of a Role or ClusterRole that lets its holders create small objects; none of any other. */
export function creatorRoleIn(manifest: Manifest): readonly CreatorRoleFact[] {
  const { root, kind } = manifest;
  const name = knownValue(manifest.name);
  const grants = rolesIn(manifest).some(({ rules }) =>
    rules.some((rule) => rule.grants(objectCreate) !== undefined),
  );
  if (name === undefined || !grants) return [];
  const role = kind === 'Role' ? 'Role' : 'ClusterRole';
  const namespace = role === 'Role' ? namespaceIn(root) : {};
  return [{ kind: 'creator-role', ...namespace, role, name, place: namePlaceOf(root) }];
}
