import type { NamedKind } from './facts-names';
import { renamedKeyOf } from './kustomize-roles';
import type { Query } from './query';
import { mayMeet, type Namespaces } from './workspace';

/** Whether there may be an object of a kind and a name in one of the namespaces. */
export const mayExist: Query<[NamedKind, Namespaces, string], boolean> = {
  name: 'exists',
  factKeys: (kind, _, name) => [`name/${kind}/${name}`, `name/${kind}/*`, renamedKeyOf(kind)],
  within: (kind, namespaces) => (kind === 'ClusterRole' ? undefined : namespaces),
  answer: (facts, kind, namespaces, name) => {
    const renamed = facts.renamed(kind).filter((fact) => name.includes(fact.name ?? ''));
    const named = facts.all('name', [`name/${kind}/${name}`, `name/${kind}/*`]);
    return [...named, ...renamed].some((fact) =>
      mayMeet(kind === 'ClusterRole' ? undefined : facts.namespacesFor(fact, fact.namespace), namespaces),
    );
  },
};
