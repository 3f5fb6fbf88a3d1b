import { isCertain } from './certainty';
import type { YamlDocument } from './document';
import { type Expansion, expansionOf } from './expansion';
import type { Field, Located, Path } from './field';
import { Frame } from './frame';
import { ListView } from './list-view';
import type { MappingNode, Node } from './node';
import {
  booleanOf,
  fieldOf,
  integerOf,
  isNull,
  spanOfValue,
  stringOf,
  type Typed,
  textOf,
  typeOfNode,
} from './node-field';
import type { Value } from './operation';
import type { Scalar } from './scalar';
import { isMerge, keysIn, type Slot, slotIn } from './slot';
import type { Span } from './span';

/** A template action that may print lines, or leave some out. */
const DECIDES = /^\{%|^\{\{-?\s*(?:if|else|end|range|with|define|block|include|template|toYaml)\b|indent/;

/** Whether something is there: `absent` is certainly not. */
export type State = 'known' | 'absent' | 'unknown';

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
    return this.scalar(key, booleanOf);
  }

  integer(key: string): Field<number> {
    return this.scalar(key, integerOf);
  }

  string(key: string): Field<string> {
    return this.scalar(key, stringOf);
  }

  /** A scalar of any type as the text it stands for, such as a quantity or an `IntOrString`. */
  scalarText(key: string): Field<string> {
    return this.scalar(key, textOf);
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
    return this.node === undefined ? [] : [...new Set(keysIn(this.frame, this.node))];
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
    return slotIn(this.frame, this.node, key) ?? { state: this.isOpen ? 'unknown' : 'absent' };
  }
}

/** The view of a node that should be a mapping. */
export function mapAt(
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
