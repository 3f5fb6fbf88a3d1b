import type { ChangedKey } from './fact-store';
import { type Fact, keysOf } from './facts';
import type { BindingFact } from './facts-objects';
import { type KustomizeRoles, renamedKeyOf, roleKeyOf } from './kustomize-roles';
import { plainUri } from './uri';
import { type FileRole, type Namespaces, namespacesIn } from './workspace';

/** Keys under which facts are not what they were, with the namespaces that these facts may be in. */
export interface ChangedKeys {
  /** Of facts that say something else. */
  readonly changed: ReadonlyMap<string, Namespaces>;
  /** Of these and of facts that merely stand elsewhere. */
  readonly moved: ReadonlyMap<string, Namespaces>;
}

/** What a question depends on that is about the roles that the bindings of a ServiceAccount grant. */
export function grantedKeyOf(account: string): string {
  return `granted to ${account}`;
}

/**
 * All that a question may depend on and that is not what it was: facts, and what kustomizations make of files, which decides
 * in which namespaces their facts are. `roles` are those of before and of now; of `files` others make something else;
 * `bindingsTo` gives the bindings to roles of a name.
 */
export function changesOf(
  keys: readonly ChangedKey[],
  roles: readonly KustomizeRoles[],
  files: ReadonlySet<string>,
  factsOf: (file: string) => readonly Fact[],
  bindingsTo: (role: string) => readonly BindingFact[],
): ChangedKeys {
  const scopeOf = (fact: Fact) =>
    together(roles.map((each) => namespacesOfFact(fact, each.of(fact.place.uri))));
  const isRenamed = ({ place }: Fact) => roles.some(({ renamed }) => renamed.has(plainUri(place.uri)));
  const [changed, moved] = [new Map<string, Namespaces>(), new Map<string, Namespaces>()];
  const add = (key: string, scope: Namespaces, isSame: boolean) => {
    widen(moved, key, scope);
    if (!isSame) widen(changed, key, scope);
  };
  const addGrant = (binding: BindingFact, isSame: boolean) => {
    const scope = scopeOf(binding);
    for (const { name } of binding.subjects) if (name !== undefined) add(grantedKeyOf(name), scope, isSame);
  };
  const addFact = (key: string, fact: Fact, isSame: boolean) => {
    const scope = scopeOf(fact);
    add(key, scope, isSame);
    if (fact.kind === 'name' && isRenamed(fact)) add(renamedKeyOf(fact.of), scope, isSame);
    if (fact.kind === 'role') for (const binding of bindingsTo(fact.name)) addGrant(binding, isSame);
  };
  for (const { key, isSame, facts } of keys) for (const fact of facts) addFact(key, fact, isSame);
  for (const file of files) {
    add(roleKeyOf(file), undefined, false);
    for (const fact of factsOf(file)) for (const key of keysOf(fact)) addFact(key, fact, false);
  }
  return { changed, moved };
}

/** The namespaces for which a fact may matter, where its file has this role; undefined where it may be any. */
function namespacesOfFact(fact: Fact, role: FileRole): Namespaces {
  switch (fact.kind) {
    case 'binding':
      // It grants something in its namespace, to ServiceAccounts of others; to those of any where it does not say.
      if (fact.subjects.some(({ namespace }) => namespace === undefined)) return undefined;
      return together([fact, ...fact.subjects].map(({ namespace }) => namespacesIn(namespace, role)));
    case 'creator-role':
      return fact.role === 'ClusterRole' ? undefined : namespacesIn(fact.namespace, role);
    case 'account-use':
    case 'claim':
    case 'config-map':
    case 'limit-range':
    case 'name':
    case 'network-policy':
    case 'other-network-policy':
    case 'resource-quota':
    case 'service':
    case 'service-account':
    case 'tenant':
    case 'workload':
      return namespacesIn(fact.namespace, role);
    default:
      return undefined;
  }
}

/** All of these namespaces. */
function together(all: readonly Namespaces[]): Namespaces {
  const known: string[] = [];
  for (const namespaces of all) {
    if (namespaces === undefined) return undefined;
    known.push(...namespaces);
  }
  return [...new Set(known)];
}

function widen(keys: Map<string, Namespaces>, key: string, namespaces: Namespaces): void {
  keys.set(key, keys.has(key) ? together([keys.get(key), namespaces]) : namespaces);
}
