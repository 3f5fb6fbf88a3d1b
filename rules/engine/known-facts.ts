import { type ChangedKeys, changesOf } from './changed-keys';
import { Deliveries } from './deliveries';
import { type ChangedKey, type FactOf, FactStore } from './fact-store';
import type { Fact } from './facts';
import type { NamedKind, NameFact } from './facts-names';
import { KustomizeRoles } from './kustomize-roles';
import { LocatedFacts } from './located-facts';
import { isSameData } from './same-data';
import { folderOf, plainUri } from './uri';
import { type FileRole, type Namespaces, namespacesIn } from './workspace';

/** What a file's facts are now; undefined where it is gone. */
export interface FactChange {
  readonly uri: string;
  readonly facts: readonly Fact[] | undefined;
}

/** What came of new facts. */
export interface Differences extends ChangedKeys {
  /** Those of some files of which others now make something else. */
  otherRoles(files: () => readonly string[]): readonly string[];
}

/** Kinds of facts that are looked for by their namespaces, often. */
type LocatedKind = 'network-policy' | 'other-network-policy' | 'service' | 'workload';

/** Facts that decide what becomes of other files. */
const ROLE_KEYS: readonly string[] = ['delivery', 'kustomization', 'patch', 'skaffold'];

/** The facts of many files with what kustomizations make of these: all that questions are answered from. */
export class KnownFacts {
  private readonly facts = new FactStore();
  /** Facts that nobody has needed yet. */
  private waiting: readonly FactChange[] = [];
  private rolesNow: KustomizeRoles | undefined;
  private deliveriesNow: Deliveries | undefined;
  private located = new Map<string, LocatedFacts<never>>();

  /** The facts of the file of a plain URI. */
  of(uri: string): readonly Fact[] {
    return this.store.of(uri);
  }

  /** The facts of a kind under some keys, each once, in an order that does not depend on when they came. */
  all<K extends Fact['kind']>(kind: K, keys: readonly string[]): readonly FactOf<K>[] {
    return this.store.all(kind, keys);
  }

  /** The facts of a kind by the namespaces that they may be in. */
  byNamespace<K extends LocatedKind>(kind: K): LocatedFacts<FactOf<K>> {
    // They are kept under the kind that they are of.
    const known = this.located.get(kind) as LocatedFacts<FactOf<K>> | undefined;
    if (known !== undefined) return known;
    const namespacesOf = (fact: FactOf<LocatedKind>) => this.namespacesFor(fact, fact.namespace);
    const located = new LocatedFacts<FactOf<K>>(
      this.all(kind, [kind]),
      namespacesOf as (fact: FactOf<K>) => Namespaces,
    );
    this.located.set(kind, located as LocatedFacts<never>);
    return located;
  }

  /** What others make of a file. */
  roleOf(uri: string): FileRole {
    return this.roles.of(uri);
  }

  /** The namespaces that something may be in which stands where a fact does, and has this namespace of its own. */
  namespacesFor({ place }: Pick<Fact, 'place'>, own: string | undefined): Namespaces {
    return this.namespacesIn(place.uri, own);
  }

  /** The same for what stands in a file. */
  namespacesIn(uri: string, own: string | undefined): Namespaces {
    return namespacesIn(own, this.roleOf(uri));
  }

  /** Whether a kustomization adds something to all names of a file. */
  isRenamed(uri: string): boolean {
    return this.roles.renamed.has(plainUri(uri));
  }

  /** The facts of names that a kustomization adds something to. */
  renamed(kind: NamedKind): readonly NameFact[] {
    return [...this.roles.renamed]
      .flatMap((file) => this.of(file))
      .filter((fact): fact is NameFact => fact.kind === 'name' && fact.of === kind);
  }

  /** Takes facts without a look at what is not as it was: for a time in which nobody has asked anything. */
  fill(changes: readonly FactChange[]): void {
    this.waiting = this.waiting.length === 0 ? changes : [...this.waiting, ...changes];
    this.rolesNow = undefined;
    this.deliveriesNow = undefined;
    this.located.clear();
  }

  /** Puts new facts in place of old ones. Gives what is not as it was; undefined where all is. */
  replace(changes: readonly FactChange[]): Differences | undefined {
    const before = this.rolesNow;
    const keys = this.take(changes);
    if (keys.length === 0) return undefined;
    const { roles } = this;
    const changedDeliveries = deliveriesIn(keys);
    const isApplied = (file: string) => changedDeliveries.from(folderOf(plainUri(file))) !== undefined;
    const applied = changedDeliveries.isEmpty ? [] : [...this.facts.files()].filter(isApplied);
    const files = before === undefined ? new Set<string>() : roles.differencesFrom(before, applied);
    const all = before === undefined || before === roles ? [roles] : [before, roles];
    const bindingsTo = (role: string) => this.all('binding', [`binding-to/${role}`]);
    const changed = changesOf(keys, all, files, (uri) => this.of(uri), bindingsTo);
    for (const key of changed.moved.keys()) this.located.delete(key);
    // What skaffold builds is said of whole folders.
    const mayBeAny = keys.some(({ key }) => key === 'skaffold');
    const isOther = (file: string) =>
      before !== undefined && before !== roles && !isSameData(before.of(file), roles.of(file), true);
    const otherRoles = (some: () => readonly string[]) => {
      if (mayBeAny) return some().filter(isOther);
      const more = changedDeliveries.isEmpty ? [] : some().filter(isApplied);
      return [...files, ...more].filter(isOther);
    };
    return { ...changed, otherRoles };
  }

  /** What work gives as if a file held these facts. */
  tried<T>(uri: string, facts: readonly Fact[], work: () => T): T {
    const before = this.of(uri);
    const { rolesNow, deliveriesNow, located } = this;
    this.take([{ uri, facts }]);
    this.located = new Map();
    try {
      return work();
    } finally {
      this.store.replace(uri, before);
      this.rolesNow = rolesNow;
      this.deliveriesNow = deliveriesNow;
      this.located = located;
    }
  }

  private get store(): FactStore {
    const { waiting } = this;
    this.waiting = [];
    for (const { uri, facts } of waiting) this.facts.replace(uri, facts ?? []);
    return this.facts;
  }

  private take(changes: readonly FactChange[]): readonly ChangedKey[] {
    const keys = changes.flatMap(({ uri, facts }) => this.store.replace(uri, facts ?? []));
    const others = keys.flatMap(({ key, isSame }) => (isSame ? [] : [key]));
    if (others.includes('delivery')) this.deliveriesNow = undefined;
    if (others.some((key) => ROLE_KEYS.includes(key))) this.rolesNow = undefined;
    return keys;
  }

  private get roles(): KustomizeRoles {
    this.rolesNow ??= new KustomizeRoles(
      this.all('kustomization', ['kustomization']),
      this.all('patch', ['patch']),
      this.all('skaffold', ['skaffold']),
      this.deliveries,
    );
    return this.rolesNow;
  }

  private get deliveries(): Deliveries {
    this.deliveriesNow ??= new Deliveries(this.all('delivery', ['delivery']));
    return this.deliveriesNow;
  }
}

/** What controllers apply otherwise than before: as it was, and as it is. */
function deliveriesIn(keys: readonly ChangedKey[]): Deliveries {
  const others = keys.filter(({ isSame }) => !isSame).flatMap(({ facts }) => facts);
  return new Deliveries(others.filter((fact) => fact.kind === 'delivery'));
}
