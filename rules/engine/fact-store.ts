import { type Fact, keysOf } from './facts';
import { ManyByKey } from './many-by-key';
import { isSameData } from './same-data';
import { plainUri } from './uri';

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
  /** Most files have one fact: it takes no list of its own. */
  private readonly byFile = new Map<string, Fact | readonly Fact[]>();
  private readonly byKey = new ManyByKey<Fact>();
  /** Facts of some keys where there are many, as long as no fact changes. */
  private readonly lists = new Map<string, readonly Fact[]>();

  /** The facts of a file. */
  of(uri: string): readonly Fact[] {
    const facts = this.byFile.get(uri) ?? NOTHING;
    return 'kind' in facts ? [facts] : facts;
  }

  /** The files that have facts. */
  files(): Iterable<string> {
    return this.byFile.keys();
  }

  /** Puts new facts in place of a file's old ones. Gives the keys of those that differ, or merely stand elsewhere. */
  replace(uri: string, facts: readonly Fact[]): readonly ChangedKey[] {
    const before = grouped(this.of(uri));
    const after = grouped(facts);
    const [first, second] = facts;
    if (first === undefined) this.byFile.delete(uri);
    else this.byFile.set(uri, second === undefined ? first : facts);
    const keys = [...new Set([...before.keys(), ...after.keys()])];
    if (keys.length > 0) this.lists.clear();
    return keys.flatMap((key) => this.put(key, before.get(key) ?? [], after.get(key) ?? []));
  }

  /** The facts of some keys, each once, in an order that does not depend on when they came. */
  all<K extends Fact['kind']>(kind: K, keys: readonly string[]): readonly FactOf<K>[] {
    const name = `${kind} ${keys.join(' ')}`;
    // A list is kept under the kind that it is of.
    const known = this.lists.get(name) as readonly FactOf<K>[] | undefined;
    if (known !== undefined) return known;
    const list = this.listOf(kind, keys);
    if (list.length > 1) this.lists.set(name, list);
    return list;
  }

  private listOf<K extends Fact['kind']>(kind: K, keys: readonly string[]): readonly FactOf<K>[] {
    const files = new Map<FactOf<K>, string>();
    for (const key of keys) {
      for (const fact of this.byKey.of(key)) if (isOf(kind, fact)) files.set(fact, plainUri(fact.place.uri));
    }
    if (files.size < 2) return files.size === 0 ? NOTHING : [...files.keys()];
    const found = [...files].sort(([, a], [, b]) => (a < b ? -1 : a > b ? 1 : 0));
    return found.map(([fact]) => fact);
  }

  /** Puts facts of a file in place of others of the same key. Gives the key where they are not the same. */
  private put(key: string, before: readonly Fact[], after: readonly Fact[]): readonly ChangedKey[] {
    if (isSameList(before, after)) return [];
    this.byKey.delete(key, before);
    for (const fact of after) this.byKey.add(key, fact);
    if (isSameData(before, after, true)) return [];
    return [{ key, isSame: isSameData(before, after, false), facts: [...before, ...after] }];
  }
}

/** Many questions are answered by it, and kept. */
const NOTHING: readonly never[] = [];

function isOf<K extends Fact['kind']>(kind: K, fact: Fact): fact is FactOf<K> {
  return fact.kind === kind;
}

function isSameList(a: readonly Fact[], b: readonly Fact[]): boolean {
  return a.length === b.length && a.every((fact, index) => fact === b[index]);
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
