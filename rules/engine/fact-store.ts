import { type Fact, keysOf } from './facts';
import { isSameData } from './same-data';

export type FactOf<K extends Fact['kind']> = Extract<Fact, { readonly kind: K }>;

/** A key under which facts are not what they were. */
export interface ChangedKey {
  readonly key: string;
  /** True where the facts merely stand elsewhere. */
  readonly isSame: boolean;
  /** What they were, and what they are. */
  readonly facts: readonly Fact[];
}

/** The facts of many files, to be found by file and by key. */
export class FactStore {
  private readonly byFile = new Map<string, readonly Fact[]>();
  private readonly byKey = new Map<string, Map<string, readonly Fact[]>>();
  /** Facts of some keys, as long as no fact changes. */
  private readonly lists = new Map<string, readonly Fact[]>();

  /** The facts of a file. */
  of(uri: string): readonly Fact[] {
    return this.byFile.get(uri) ?? [];
  }

  /** Puts new facts in place of a file's old ones. Gives the keys of those that differ, or merely stand elsewhere. */
  replace(uri: string, facts: readonly Fact[]): readonly ChangedKey[] {
    const before = grouped(this.of(uri));
    const after = grouped(facts);
    if (facts.length > 0) this.byFile.set(uri, facts);
    else this.byFile.delete(uri);
    const keys = [...new Set([...before.keys(), ...after.keys()])];
    if (keys.length > 0) this.lists.clear();
    for (const key of keys) this.put(key, uri, after.get(key));
    return keys
      .filter((key) => !isSameData(before.get(key), after.get(key), true))
      .map((key) => ({
        key,
        isSame: isSameData(before.get(key), after.get(key), false),
        facts: [...(before.get(key) ?? []), ...(after.get(key) ?? [])],
      }));
  }

  /** The facts of some keys, each once, in an order that does not depend on when they came. */
  all<K extends Fact['kind']>(kind: K, keys: readonly string[]): readonly FactOf<K>[] {
    const name = `${kind} ${keys.join(' ')}`;
    // A list is kept under the kind that it is of.
    const known = this.lists.get(name) as readonly FactOf<K>[] | undefined;
    if (known !== undefined) return known;
    const list = this.listOf(kind, keys);
    this.lists.set(name, list);
    return list;
  }

  private listOf<K extends Fact['kind']>(kind: K, keys: readonly string[]): readonly FactOf<K>[] {
    const found = keys.flatMap((key) => [...(this.byKey.get(key)?.entries() ?? [])]);
    found.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    const facts = found.flatMap(([, ofFile]) => ofFile);
    return [...new Set(facts)].filter((fact): fact is FactOf<K> => fact.kind === kind);
  }

  private put(key: string, uri: string, facts: readonly Fact[] | undefined): void {
    const files = this.byKey.get(key) ?? new Map<string, readonly Fact[]>();
    if (facts === undefined) files.delete(uri);
    else files.set(uri, facts);
    if (files.size > 0) this.byKey.set(key, files);
    else this.byKey.delete(key);
  }
}

function grouped(facts: readonly Fact[]): ReadonlyMap<string, readonly Fact[]> {
  const groups = new Map<string, Fact[]>();
  for (const fact of facts) {
    for (const key of keysOf(fact)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [fact]);
      else group.push(fact);
    }
  }
  return groups;
}
