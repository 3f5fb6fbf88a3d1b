import type { YamlDocument } from './document';
import type { Field, Located, Path } from './field';
import type { Entry, MappingNode, Node, SequenceNode } from './node';
import { readScalar, type Scalar } from './scalar';
import { firstLine, type Span } from './span';

/** How many aliases may be followed in one object, and list items seen behind them, before they count as unresolvable. */
const ALIAS_BUDGET = 50_000;

/** What all views of one object share. */
class Frame {
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

/** What stands under a key. `node` is undefined where something does but nobody can say what. */
type Slot =
  | {
      readonly state: 'present';
      readonly node: Node | undefined;
      readonly key: Span;
      /** The alias behind `<<` that brings the key, which is then underlined instead of anything in it. */
      readonly merge?: Span | undefined;
    }
  | { readonly state: 'absent' | 'unknown' };

type State = 'known' | 'absent' | 'unknown';

/** A typed look at a mapping that may or may not be there. Looking further into what is missing is always possible. */
export class MapView implements Located {
  /** Use `MapView.of`, and the views it leads to. */
  constructor(
    private readonly frame: Frame,
    private readonly node: MappingNode | undefined,
    /** Whether the mapping is there. `null` is not. */
    readonly state: State,
    readonly path: Path,
    /** What to underline for the mapping itself and for what is missing in it. */
    readonly span: Span,
    /** Underlined instead of anything inside: the alias this mapping was reached through. */
    private readonly alias: Span | undefined,
  ) {}

  /** The view of a document's root, or of a node in it at `path`. */
  static of(document: YamlDocument, isPartial: boolean): MapView {
    const frame = new Frame(document, isPartial);
    const root = document.root === undefined ? undefined : frame.resolve(document.root);
    const span = { start: document.span.start, end: document.span.start };
    if (root?.kind !== 'mapping') return new MapView(frame, undefined, 'unknown', [], span, undefined);
    return new MapView(frame, root, 'known', [], root.entries[0]?.key.span ?? span, undefined);
  }

  get document(): YamlDocument {
    return this.frame.document;
  }

  /** True where a missing key may still be set by something that is not in view. */
  get isOpen(): boolean {
    return this.frame.isPartial || this.state === 'unknown' || this.node?.isOpen === true;
  }

  /** True where certainly nothing is set in it: it is absent, or written without a key. */
  get isEmpty(): boolean {
    return this.state === 'absent' || (!this.isOpen && this.node?.entries.length === 0);
  }

  /** This view with another span to underline for what is missing in it. */
  underlinedAt(span: Span): MapView {
    return new MapView(this.frame, this.node, this.state, this.path, this.alias ?? span, this.alias);
  }

  /** This view as part of a fragment, where nothing is certainly missing. */
  asPartial(): MapView {
    const frame = new Frame(this.document, true);
    return new MapView(frame, this.node, this.state, this.path, this.span, this.alias);
  }

  boolean(key: string): Field<boolean> {
    return this.scalar(key, (scalar) => (scalar.type === 'boolean' ? scalar.value : undefined));
  }

  integer(key: string): Field<number> {
    return this.scalar(key, (scalar) => (scalar.type === 'integer' ? scalar.value : undefined));
  }

  string(key: string): Field<string> {
    return this.scalar(key, (scalar) => (scalar.type === 'string' ? scalar.value : undefined));
  }

  /** A scalar of any type as the text it stands for, such as a quantity or an `IntOrString`. */
  scalarText(key: string): Field<string> {
    return this.scalar(key, scalarText);
  }

  /** The mapping under a key. */
  map(key: string): MapView {
    const slot = this.slot(key);
    const path = [...this.path, key];
    if (slot.state !== 'present') return this.missing(slot.state, path);
    return mapAt(this.frame, slot.node, path, this.alias ?? slot.key, this.aliasOf(slot));
  }

  /** The list under a key. */
  list(key: string): ListView {
    const slot = this.slot(key);
    const path = [...this.path, key];
    if (slot.state !== 'present') {
      return new ListView(this.frame, undefined, slot.state, path, this.span, this.alias);
    }
    const node = slot.node === undefined ? undefined : this.frame.resolve(slot.node);
    const state = node?.kind === 'sequence' ? 'known' : isNull(node) ? this.frame.unset : 'unknown';
    const sequence = node?.kind === 'sequence' ? node : undefined;
    return new ListView(this.frame, sequence, state, path, this.alias ?? slot.key, this.aliasOf(slot));
  }

  /** The certain mappings of the list under a key; a mapping that is not written is not among them. */
  maps(key: string): readonly MapView[] {
    return this.list(key).maps();
  }

  /** The keys that certainly stand here, each once, those that `<<` brings behind the others. */
  keys(): readonly string[] {
    return this.node === undefined ? [] : [...new Set(this.keysOf(this.node))];
  }

  private scalar<T>(key: string, read: (scalar: Scalar) => T | undefined): Field<T> {
    const slot = this.slot(key);
    const path = [...this.path, key];
    if (slot.state !== 'present') {
      return { document: this.document, path, span: this.span, state: slot.state };
    }
    const span = this.alias ?? slot.merge ?? spanOfValue(this.document, slot.node) ?? slot.key;
    return fieldOf(this.frame, slot.node, path, span, read);
  }

  private missing(state: 'absent' | 'unknown', path: Path): MapView {
    return new MapView(this.frame, undefined, state, path, this.span, this.alias);
  }

  private aliasOf(slot: Extract<Slot, { state: 'present' }>): Span | undefined {
    return this.alias ?? slot.merge ?? (slot.node?.kind === 'alias' ? slot.node.span : undefined);
  }

  private slot(key: string): Slot {
    if (this.state !== 'known' || this.node === undefined) {
      return { state: this.state === 'absent' ? this.frame.unset : 'unknown' };
    }
    const found = this.frame.entry(this.node, key);
    if (found === 'twice') return { state: 'unknown' };
    if (found !== undefined) {
      return { state: 'present', node: found.isCertain ? found.value : undefined, key: found.key.span };
    }
    const merged = this.merged(key, this.node.entries);
    if (merged !== undefined) return merged;
    return { state: this.isOpen ? 'unknown' : 'absent' };
  }

  private keysOf(mapping: MappingNode): readonly string[] {
    const certain = mapping.entries.filter((entry) => entry.isCertain);
    const merged = certain.filter(isMerge).flatMap((entry) => this.mergedBy(entry));
    return [
      ...certain.filter((entry) => !isMerge(entry)).map((entry) => entry.key.text),
      ...merged.flatMap((parent) => (parent === undefined ? [] : this.keysOf(parent))),
    ];
  }

  /** The mappings that a `<<` entry merges; undefined for one that cannot be resolved. */
  private mergedBy(entry: Entry): readonly (MappingNode | undefined)[] {
    const resolved = this.frame.resolve(entry.value);
    const parents = resolved?.kind === 'sequence' ? resolved.items.map((item) => item.value) : [entry.value];
    return parents.map((parent) => {
      const mapping = this.frame.resolve(parent);
      return mapping?.kind === 'mapping' ? mapping : undefined;
    });
  }

  /** A key that `<<` brings; undefined where none does. */
  private merged(key: string, entries: readonly Entry[]): Slot | undefined {
    for (const entry of entries.filter(isMerge)) {
      for (const mapping of this.mergedBy(entry)) {
        if (mapping === undefined || !entry.isCertain) return { state: 'unknown' };
        const inherited = this.inherited(key, mapping, entry.value.span);
        if (inherited !== undefined) return inherited;
      }
    }
    return undefined;
  }

  private inherited(key: string, mapping: MappingNode, merge: Span): Slot | undefined {
    const found = this.frame.entry(mapping, key);
    if (found === 'twice' || (found !== undefined && !found.isCertain)) return { state: 'unknown' };
    if (found !== undefined) return { state: 'present', node: found.value, key: merge, merge };
    return this.merged(key, mapping.entries) ?? (mapping.isOpen ? { state: 'unknown' } : undefined);
  }
}

/** A look at a list that may or may not be there. */
export class ListView implements Located {
  constructor(
    private readonly frame: Frame,
    private readonly node: SequenceNode | undefined,
    readonly state: State,
    readonly path: Path,
    /** What to underline for the list itself: its key. */
    readonly span: Span,
    private readonly alias: Span | undefined,
  ) {}

  get document(): YamlDocument {
    return this.frame.document;
  }

  /** True where the list may hold items that are not in view. */
  get isOpen(): boolean {
    if (this.frame.isPartial || this.state === 'unknown') return true;
    if (this.node === undefined) return false;
    return this.node.isOpen || !this.frame.canSpend(0) || this.node.items.some((item) => !item.isCertain);
  }

  /** True where there certainly is no item: the list is absent, or written without one. */
  get isEmpty(): boolean {
    return this.state === 'absent' || (!this.isOpen && this.node?.items.length === 0);
  }

  /** The items that certainly are mappings. */
  maps(): readonly MapView[] {
    return this.items().filter((view) => view.state === 'known');
  }

  /** Every item that is certainly there, as a mapping: `absent` where nothing is written behind its `-`. */
  items(): readonly MapView[] {
    return this.certain().map(({ value, index }) => {
      const span = this.alias ?? spanOfItem(this.frame, value);
      const alias = this.alias ?? (value.kind === 'alias' ? value.span : undefined);
      const at = span.end > span.start ? span : this.span;
      return mapAt(this.frame, value, [...this.path, index], at, alias);
    });
  }

  /** Every item that is certainly there, as a string field; `unknown` where an item is something else. */
  strings(): readonly Field<string>[] {
    return this.scalars((scalar) => (scalar.type === 'string' ? scalar.value : undefined));
  }

  /** Every item that is certainly there, as an integer field; `unknown` where an item is something else. */
  integers(): readonly Field<number>[] {
    return this.scalars((scalar) => (scalar.type === 'integer' ? scalar.value : undefined));
  }

  /** Whether the list might contain this string. Excuse on this. */
  mayInclude(text: string): boolean {
    return this.isOpen || this.strings().some((item) => item.state === 'unknown' || isString(item, text));
  }

  private scalars<T>(read: (scalar: Scalar) => T | undefined): readonly Field<T>[] {
    return this.certain().map(({ value, index }) => {
      const span = this.alias ?? spanOfItem(this.frame, value);
      return fieldOf(this.frame, value, [...this.path, index], span, read);
    });
  }

  private certain(): readonly { readonly value: Node; readonly index: number }[] {
    const items = this.node?.items ?? [];
    if (this.alias !== undefined && !this.frame.canSpend(items.length)) return [];
    return items.flatMap((item, index) => (item.isCertain ? [{ value: item.value, index }] : []));
  }
}

function isMerge(entry: Entry): boolean {
  return entry.key.text === '<<' && entry.key.style === 'plain';
}

function isString(field: Field<string>, text: string): boolean {
  return field.state === 'known' && field.value === text;
}

function scalarText(scalar: Scalar): string | undefined {
  return scalar.type === 'null' ? undefined : String(scalar.value);
}

function mapAt(
  frame: Frame,
  node: Node | undefined,
  path: Path,
  span: Span,
  alias: Span | undefined,
): MapView {
  const resolved = node === undefined ? undefined : frame.resolve(node);
  const mapping = resolved?.kind === 'mapping' ? resolved : undefined;
  const state = mapping !== undefined ? 'known' : isNull(resolved) ? frame.unset : 'unknown';
  return new MapView(frame, mapping, state, path, span, alias);
}

function fieldOf<T>(
  frame: Frame,
  written: Node | undefined,
  path: Path,
  span: Span,
  read: (scalar: Scalar) => T | undefined,
): Field<T> {
  const { document } = frame;
  const node = written === undefined ? undefined : frame.resolve(written);
  if (node?.kind !== 'scalar' || node.isPlaceholder) return { document, path, span, state: 'unknown' };
  const scalar = readScalar(node, document.source.language);
  if (scalar.type === 'null') return { document, path, span, state: frame.unset };
  const value = read(scalar);
  return value === undefined
    ? { document, path, span, state: 'unknown' }
    : { document, path, span, state: 'known', value };
}

function isNull(node: Node | undefined): boolean {
  return node?.kind === 'scalar' && !node.isPlaceholder && readScalar(node, 'yaml').type === 'null';
}

function indexOf(entries: readonly Entry[]): ReadonlyMap<string, Entry | 'twice'> {
  const index = new Map<string, Entry | 'twice'>();
  for (const entry of entries) index.set(entry.key.text, index.has(entry.key.text) ? 'twice' : entry);
  return index;
}

/** One line of a value worth underlining; undefined for a collection, a block scalar and an empty value. */
function spanOfValue(document: YamlDocument, node: Node | undefined): Span | undefined {
  if (node === undefined) return undefined;
  if (node.kind === 'alias') return node.span;
  if (node.kind !== 'scalar' || node.style === 'literal' || node.style === 'folded') return undefined;
  return node.span.end > node.span.start ? firstLine(document.source.text, node.span) : undefined;
}

/** What to underline for a list item: its name, else its first key, else its text. */
function spanOfItem(frame: Frame, node: Node): Span {
  const document = frame.document;
  const span = spanOfValue(document, node);
  if (span !== undefined) return span;
  if (node.kind !== 'mapping') return firstLine(document.source.text, node.span);
  const name = frame.entry(node, 'name');
  const value = name === undefined || name === 'twice' ? undefined : spanOfValue(document, name.value);
  return value ?? node.entries[0]?.key.span ?? firstLine(document.source.text, node.span);
}
