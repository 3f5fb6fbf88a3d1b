import type { BindingFact } from './facts-objects';
import type { AccountUseFact, RoleFact } from './facts-rbac';
import { roleKeyOf } from './kustomize-roles';
import { certain, nearest } from './nearest';
import type { Query } from './query';
import { mayMeet, type Namespaces } from './workspace';

type RoleKind = 'Role' | 'ClusterRole';

/** The bindings that certainly grant something to a ServiceAccount, for the file that says who has it. */
export const bindingsFor: Query<[string, Namespaces, string], readonly BindingFact[]> = {
  name: 'bindings-for',
  isExact: true,
  factKeys: (_uri, _namespaces, account) => [`binding/${account}`],
  within: (_, namespaces) => namespaces,
  answer: (facts, uri, namespaces, account) => {
    if (account === 'default' && namespaces === undefined) return [];
    const subjectOf = ({ subjects }: BindingFact) => subjects.find(({ name }) => name === account);
    const isNamed = (fact: BindingFact) =>
      account === 'default' ? subjectOf(fact)?.namespace !== undefined : subjectOf(fact) !== undefined;
    const bindings = facts.all('binding', [`binding/${account}`]).filter(isNamed);
    return certain(facts, bindings, uri, namespaces, (fact) => subjectOf(fact)?.namespace);
  },
};

/** The roles of a kind and a name that a binding may grant which stands in a file, in a namespace. */
export const rolesOf: Query<[RoleKind, string, string, string | undefined], readonly RoleFact[]> = {
  name: 'roles',
  isExact: true,
  factKeys: (_, name, uri) => [`role/${name}`, roleKeyOf(uri)],
  answer: (facts, kind, name, uri, namespace) => {
    const namespaces = facts.namespacesIn(uri, namespace);
    const roles = facts
      .all('role', [`role/${name}`])
      .filter((fact) => fact.isClusterRole === (kind === 'ClusterRole'))
      .filter((fact) => fact.isClusterRole || mayMeet(facts.namespacesFor(fact, fact.namespace), namespaces));
    return nearest(roles, uri);
  },
};

/** The ClusterRoles of a name. */
export const clusterRoles: Query<[string], readonly RoleFact[]> = {
  name: 'cluster-roles',
  factKeys: (name) => [`role/${name}`],
  answer: (facts, name) => facts.all('role', [`role/${name}`]).filter(({ isClusterRole }) => isClusterRole),
};

/** Whether some binding may grant the role of a name. */
export const isBound: Query<[boolean, Namespaces, string], boolean> = {
  name: 'bound',
  factKeys: (_isClusterRole, _namespaces, name) => [`binding-to/${name}`, 'binding-to/*'],
  within: (isClusterRole, namespaces) => (isClusterRole ? undefined : namespaces),
  answer: (facts, isClusterRole, namespaces, name) => {
    const kind = isClusterRole ? 'ClusterRole' : 'Role';
    return facts.all('binding', [`binding-to/${name}`, 'binding-to/*']).some((fact) => {
      if ((fact.role.kind ?? kind) !== kind) return false;
      return isClusterRole || mayMeet(facts.namespacesFor(fact, fact.namespace), namespaces);
    });
  },
};

/** Whatever certainly runs as a ServiceAccount, for the file that says what that may. */
export const accountUses: Query<[string, Namespaces, string], readonly AccountUseFact[]> = {
  name: 'account-uses',
  isExact: true,
  factKeys: (_uri, _namespaces, account) => [`account-use/${account}`],
  within: (_, namespaces) => namespaces,
  answer: (facts, uri, namespaces, account) => {
    const uses = facts.all('account-use', [`account-use/${account}`]);
    return certain(facts, uses, uri, namespaces, ({ namespace }) => namespace);
  },
};
