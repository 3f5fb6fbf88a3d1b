import { grantedKeyOf } from './changed-keys';
import type { BindingFact } from './facts-objects';
import type { RoleFact } from './facts-rbac';
import type { KnownFacts } from './known-facts';
import { certain, nearest } from './nearest';
import type { Query } from './query';
import { folderOf, plainUri } from './uri';
import { mayMeet, type Namespaces } from './workspace';

/** A binding that grants something to a ServiceAccount. */
export interface Grant {
  readonly binding: BindingFact;
  /** The roles that it may grant: those of its role's name that are nearest to it. */
  readonly roles: readonly RoleFact[];
}

/**
 * From where a file looks at the bindings of a ServiceAccount: its URI where it has some itself, its folder with a `/` where
 * others there have, and else nothing. All that look from the same place see the same, and may ask as one.
 */
export const standpoint: Query<[string, Namespaces, string], string> = {
  name: 'standpoint',
  factKeys: (_uri, _namespaces, account) => [`binding/${account}`],
  within: (_, namespaces) => namespaces,
  answer: (facts, uri, namespaces, account) => {
    const { files, folders } = bindingsOf(facts, account).placesFor(namespaces);
    if (files.has(uri)) return uri;
    const folder = folderOf(uri);
    return folders.has(folder) ? `${folder}/` : '';
  },
};

/** What certainly is granted to a ServiceAccount, as it looks from a standpoint. */
export const grants: Query<[string, Namespaces, string], readonly Grant[]> = {
  name: 'grants',
  isExact: true,
  factKeys: (_standpoint, _namespaces, account) => [`binding/${account}`, grantedKeyOf(account)],
  within: (_, namespaces) => namespaces,
  answer: (facts, from, namespaces, account) => {
    const bindings = bindingsOf(facts, account);
    const namespaceOf = (fact: BindingFact) => bindings.namespaceOf(fact, namespaces);
    return certain(facts, bindings.forAccountIn(namespaces), from, namespaces, namespaceOf).map(
      (binding) => ({
        binding,
        roles: bindings.rolesOf(binding),
      }),
    );
  },
};

/** The bindings that name a ServiceAccount, for many questions between two changes. */
class AccountBindings {
  private readonly places = new Map<string, Places>();
  private readonly roles = new Map<BindingFact, readonly RoleFact[]>();
  /** Every namespace has an account of this name. */
  private readonly isDefault: boolean;

  constructor(
    private readonly facts: KnownFacts,
    private readonly bindings: readonly BindingFact[],
    private readonly account: string,
  ) {
    this.isDefault = account === 'default';
  }

  /** Those that may be about the account of one of the namespaces. */
  forAccountIn(namespaces: Namespaces): readonly BindingFact[] {
    if (!this.isDefault) return this.bindings;
    return namespaces === undefined
      ? []
      : this.bindings.filter((fact) => this.namespaceOf(fact, namespaces) !== undefined);
  }

  /** The namespace that a binding says the account is in: of several the one that may be among those asked about. */
  namespaceOf(fact: BindingFact, namespaces: Namespaces): string | undefined {
    const named = fact.subjects.flatMap(({ name, namespace }) => (name === this.account ? [namespace] : []));
    if (named.length < 2) return named[0];
    const isAmong = (own: string | undefined) =>
      own !== undefined && mayMeet(this.facts.namespacesFor(fact, own), namespaces);
    return named.find(isAmong) ?? named[0];
  }

  /** Where those stand that may grant something to the account of one of the namespaces. */
  placesFor(namespaces: Namespaces): Places {
    const key = JSON.stringify(namespaces) ?? '';
    const known = this.places.get(key);
    if (known !== undefined) return known;
    const found = this.forAccountIn(namespaces).filter((fact) =>
      mayMeet(this.facts.namespacesFor(fact, this.namespaceOf(fact, namespaces)), namespaces),
    );
    const files = new Set(found.map(({ place }) => plainUri(place.uri)));
    const places = { files, folders: new Set([...files].map(folderOf)) };
    this.places.set(key, places);
    return places;
  }

  /** The roles that one of them may grant. */
  rolesOf(binding: BindingFact): readonly RoleFact[] {
    const known = this.roles.get(binding);
    if (known !== undefined) return known;
    const roles = rolesOf(this.facts, binding);
    this.roles.set(binding, roles);
    return roles;
  }
}

/** Plain URIs. */
interface Places {
  readonly files: ReadonlySet<string>;
  readonly folders: ReadonlySet<string>;
}

/** Facts that have changed, of whatever kind, come in another list. One that is alone comes in a new one each time. */
const known = new WeakMap<readonly BindingFact[], AccountBindings>();

function bindingsOf(facts: KnownFacts, account: string): AccountBindings {
  const list = facts.all('binding', [`binding/${account}`]);
  if (list.length < 2) return new AccountBindings(facts, list, account);
  const bindings = known.get(list) ?? new AccountBindings(facts, list, account);
  known.set(list, bindings);
  return bindings;
}

function rolesOf(facts: KnownFacts, { role, place, namespace }: BindingFact): readonly RoleFact[] {
  if (role.name === undefined || (role.kind !== 'Role' && role.kind !== 'ClusterRole')) return [];
  const namespaces = facts.namespacesIn(place.uri, namespace);
  const roles = facts
    .all('role', [`role/${role.name}`])
    .filter((fact) => fact.isClusterRole === (role.kind === 'ClusterRole'))
    .filter((fact) => fact.isClusterRole || mayMeet(facts.namespacesFor(fact, fact.namespace), namespaces));
  return nearest(roles, place.uri);
}
