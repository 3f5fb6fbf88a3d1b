import { isCertain } from './certainty';
import type { YamlDocument } from './document';
import { type Expansion, expansionOf } from './expansion';
import type { Field, Located, Path } from './field';
import { Frame } from './frame';
import type { Entry, MappingNode, Node, SequenceNode } from './node';
import { fieldOf, isNull, spanOfItem, spanOfValue, type Typed, typeOfNode } from './node-field';
import type { Value } from './operation';
import type { Scalar } from './scalar';
import type { Span } from './span';

/** A template action that may print lines, or leave some out. */
const DECIDES = /^\{%|^\{\{-?\s*(?:if|else|end|range|with|define|block|include|template|toYaml)\b|indent/;

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

/** A key that stands in one mapping more than once: where it stands again, and where it stood first. */
export interface Repeated {
  readonly key: string;
  readonly again: Located;
  readonly first: Located;
}

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

  /** True in a patch or another fragment, which something that is not in view completes. */
  get isPartial(): boolean {
    return this.frame.isPartial;
  }

  /** Where the mapping is written, from its first entry to the end of its last; undefined where it is not. */
  get extent(): Span | undefined {
    return this.node?.span;
  }

  /**
   * Whether the mapping says all there is to say, at any depth: nothing in it is templated, written twice, unresolvable or
   * out of sight. What stands under the keys in `besides` may be anything.
   */
  isCertain(besides: ReadonlySet<string>): boolean {
    return !this.isOpen && this.node !== undefined && isCertain(this.node, besides);
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

  /**
   * The text of a block below a key, with fillers for what a template prints within its lines. Unknown where a template may
   * decide which lines there are.
   */
  blockText(key: string): Field<string> {
    const field = this.string(key);
    const slot = this.slot(key);
    const node =
      slot.state === 'present' && slot.node !== undefined ? this.frame.resolve(slot.node) : undefined;
    if (field.state !== 'unknown' || node?.kind !== 'scalar') return field;
    const isBlock = node.style === 'literal' || node.style === 'folded';
    const { source, templateSpans } = this.document;
    const inside = templateSpans.filter(({ start, end }) => start < node.span.end && end > node.span.start);
    const isWhole = inside.every(({ start, end }) => !DECIDES.test(source.text.slice(start, end)));
    return isBlock && isWhole ? { ...field, state: 'known', value: node.text } : field;
  }

  /**
   * What stands under a key, whatever is expected there; `null` is known here. Aliases count as what they stand for. Where
   * nothing can be missing a `null` is unknown: in a patch it takes something away.
   */
  typeOf(key: string): Typed {
    const slot = this.slot(key);
    const path = [...this.path, key];
    if (slot.state !== 'present') {
      return { document: this.document, path, span: this.span, state: slot.state };
    }
    const span = this.alias ?? slot.merge ?? spanOfValue(this.document, slot.node) ?? slot.key;
    return typeOfNode(this.frame, slot.node, path, span);
  }

  /** The key itself, to point at it or to rename it. */
  keyAt(key: string): Located {
    const slot = this.slot(key);
    const span = slot.state === 'present' ? (this.alias ?? slot.key) : this.span;
    return { document: this.document, path: [...this.path, key], span };
  }

  /** What stands under a key as plain data; undefined where that is not known to the last item. */
  data(key: string): Value | undefined {
    const type = this.typeOf(key);
    if (type.state !== 'known') return undefined;
    if (type.value === 'mapping') return this.map(key).dataOfAll();
    if (type.value === 'list') return this.list(key).data();
    return type.scalar;
  }

  private dataOfAll(): Value | undefined {
    const entries = this.keys().map((key) => [key, this.data(key)] as const);
    const isKnown = !this.isOpen && this.node?.entries.length === entries.length;
    const known = entries.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
    return isKnown && known.length === entries.length ? Object.fromEntries(known) : undefined;
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

  /** The keys that certainly stand here more than once. What is reached through an alias is seen where it is written. */
  repeated(): readonly Repeated[] {
    if (this.node === undefined || this.alias !== undefined) return [];
    const firsts = new Map<string, Located>();
    return this.node.entries.flatMap((entry) => {
      if (!entry.isCertain || isMerge(entry)) return [];
      const key = entry.key.text;
      const again = { document: this.document, path: [...this.path, key], span: entry.key.span };
      const first = firsts.get(key);
      if (first !== undefined) return [{ key, again, first }];
      firsts.set(key, again);
      return [];
    });
  }

  /** The text of the mapping, from its first key to its last value. Empty where it is not written. */
  get text(): string {
    const { start, end } = this.node?.span ?? { start: 0, end: 0 };
    return this.document.source.text.slice(start, end);
  }

  /** How much the mapping grows once its aliases are resolved. */
  get expansion(): Expansion {
    return this.node === undefined ? { written: 0, expanded: 0 } : expansionOf(this.node);
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

  /** The list as plain data, where it holds scalars alone; else undefined. */
  data(): Value | undefined {
    const scalars = this.types().flatMap(({ scalar }) => scalar ?? []);
    return this.isOpen || scalars.length !== this.node?.items.length ? undefined : scalars;
  }

  /** What each item is that is certainly there. */
  types(): readonly Typed[] {
    return this.certain().map(({ value, index }) => {
      const span = this.alias ?? spanOfItem(this.frame, value);
      return typeOfNode(this.frame, value, [...this.path, index], span);
    });
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
