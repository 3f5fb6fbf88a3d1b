import type { YamlDocument } from './document';
import type { Entry, MappingNode, Node } from './node';

/** How many aliases may be followed in one object, and list items seen behind them, before they count as unresolvable. */
const ALIAS_BUDGET = 50_000;

/** What all views of one object share. */
export class Frame {
  private budget = ALIAS_BUDGET;
  private readonly indexes = new Map<MappingNode, ReadonlyMap<string, Entry | 'twice'>>();

  constructor(
    readonly document: YamlDocument,
    /** True in a patch or another fragment: nothing can be missing in it. */
    readonly isPartial: boolean,
  ) {}

  /** What not being written means here. */
  get unset(): 'absent' | 'unknown' {
    return this.isPartial ? 'unknown' : 'absent';
  }

  /** The entry of a key, or `twice` where the key is written more than once. Quick on mappings of any size. */
  entry(mapping: MappingNode, key: string): Entry | 'twice' | undefined {
    if (mapping.entries.length <= FEW) return entryAmong(mapping.entries, key);
    let index = this.indexes.get(mapping);
    if (index === undefined) {
      index = indexOf(mapping.entries);
      this.indexes.set(mapping, index);
    }
    return index.get(key);
  }

  /** Whether so much more may be looked at behind aliases. What a document writes once it can repeat without end by them. */
  canSpend(count: number): boolean {
    this.budget -= count;
    return this.budget >= 0;
  }

  /** The node an alias stands for, or the node itself; undefined where it cannot be told. */
  resolve(node: Node): Exclude<Node, { kind: 'alias' }> | undefined {
    let resolved: Node | undefined = node;
    while (resolved?.kind === 'alias') {
      if (!this.canSpend(1)) return undefined;
      resolved = resolved.target;
    }
    return resolved;
  }
}

/** So many entries are looked through faster than an index of them is made. */
const FEW = 8;

function entryAmong(entries: readonly Entry[], key: string): Entry | 'twice' | undefined {
  let found: Entry | undefined;
  for (const entry of entries) {
    if (entry.key.text !== key) continue;
    if (found !== undefined) return 'twice';
    found = entry;
  }
  return found;
}

function indexOf(entries: readonly Entry[]): ReadonlyMap<string, Entry | 'twice'> {
  const index = new Map<string, Entry | 'twice'>();
  for (const entry of entries) index.set(entry.key.text, index.has(entry.key.text) ? 'twice' : entry);
  return index;
}
