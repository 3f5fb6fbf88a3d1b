import type { Namespaces } from './workspace';

/** Facts by the namespaces they may be in, for many questions between two changes. */
export class LocatedFacts<F> {
  private readonly order: ReadonlyMap<F, number>;
  private readonly byNamespace = new Map<string, F[]>();
  private readonly anywhere: F[] = [];
  /** What was given for some namespaces: many ask for the same. */
  private readonly given = new Map<string, readonly F[]>();

  constructor(
    private readonly all: readonly F[],
    namespacesOf: (fact: F) => Namespaces,
  ) {
    this.order = new Map(all.map((fact, index) => [fact, index]));
    for (const fact of all) this.put(fact, namespacesOf(fact));
  }

  /** Those that may be in one of the namespaces, in the order in which they were given. */
  in(namespaces: Namespaces): readonly F[] {
    if (namespaces === undefined) return this.all;
    const key = namespaces.join(' ');
    const known = this.given.get(key);
    if (known !== undefined) return known;
    const found = new Set([...this.anywhere, ...this.knownIn(namespaces)]);
    const sorted = [...found].sort((a, b) => (this.order.get(a) ?? 0) - (this.order.get(b) ?? 0));
    this.given.set(key, sorted);
    return sorted;
  }

  /** Those that are said to be in one of the namespaces. */
  knownIn(namespaces: readonly string[]): readonly F[] {
    return namespaces.flatMap((namespace) => this.byNamespace.get(namespace) ?? []);
  }

  private put(fact: F, namespaces: Namespaces): void {
    if (namespaces === undefined) this.anywhere.push(fact);
    for (const namespace of namespaces ?? []) {
      const own = this.byNamespace.get(namespace);
      if (own === undefined) this.byNamespace.set(namespace, [fact]);
      else own.push(fact);
    }
  }
}
