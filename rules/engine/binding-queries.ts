import { type Labels, selects } from '../kubernetes/label-selector';
import type { AccountUseFact, RoleFact } from './facts-rbac';
import { certain } from './nearest';
import type { Query } from './query';
import { mayMeet, type Namespaces } from './workspace';

/** The ClusterRoles of a name. */
export const clusterRoles: Query<[string], readonly RoleFact[]> = {
  name: 'cluster-roles',
  factKeys: (name) => [`role/${name}`],
  answer: (facts, name) => facts.all('role', [`role/${name}`]).filter(({ isClusterRole }) => isClusterRole),
};

/** Whether some ClusterRole may be put together from those that have these labels. */
export const mayBeTakenUp: Query<[Labels], boolean> = {
  name: 'taken-up',
  factKeys: () => ['aggregating-role'],
  answer: (facts, labels) =>
    facts
      .all('role', ['aggregating-role'])
      .flatMap(({ takesUp }) => takesUp ?? [])
      .some((selector) => selector === undefined || selects(selector, labels) !== false),
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
