import { Cell, type WithPath } from './cell';
import { isCertain } from './certainty';
import type { YamlDocument } from './document';
import { type Expansion, expansionOf } from './expansion';
import { type Field, fieldAt, knownValue, type Located, type Path } from './field';
import { Frame } from './frame';
import { ListView } from './list-view';
import type { MappingNode, Node } from './node';
import {
  booleanOf,
  fieldOf,
  integerOf,
  isNull,
  kindOfNode,
  readValue,
  spanOfValue,
  stringOf,
  type Typed,
  textOf,
  typeOfNode,
  type ValueType,
} from './node-field';
import type { Value } from './operation';
import { type Repeated, repeatedIn } from './repeated';
import type { Scalar } from './scalar';
import { ABSENT, isPlain, keysIn, type Present, type Slot, slotIn, UNKNOWN } from './slot';
import type { Span } from './span';
import { visitKeysIn } from './written-keys';

/** A template action that may print lines, or leave some out. */
const DECIDES = /^\{%|^\{\{-?\s*(?:if|else|end|range|with|define|block|include|template|toYaml)\b|indent/;

/** Where every document starts. */
const ROOT: WithPath = { path: [] };

/** Whether something is there: `absent` is certainly not. */
export type State = 'known' | 'absent' | 'unknown';

/** A typed look at a mapping that may or may not be there. Looking further into what is missing is always possible. */
export class MapView implements Located {
  private cells: Map<string, Cell> | undefined;
  private certainKeys: readonly string[] | undefined;

  /** Use `MapView.of`, and the views it leads to. */
  constructor(
    private readonly frame: Frame,
    private readonly node: MappingNode | undefined,
    /** Whether the mapping is there. `null` is not. */
    readonly state: State,
    private readonly place: WithPath,
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
    if (root?.kind !== 'mapping') return new MapView(frame, undefined, 'unknown', ROOT, span, undefined);
    return new MapView(frame, root, 'known', ROOT, root.entries[0]?.key.span ?? span, undefined);
  }

  get path(): Path {
    return this.place.path;
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
    return new MapView(this.frame, this.node, this.state, this.place, this.alias ?? span, this.alias);
  }

  /** This view as part of a fragment, where nothing is certainly missing. */
  asPartial(): MapView {
    const frame = new Frame(this.document, true);
    return new MapView(frame, this.node, this.state, this.place, this.span, this.alias);
  }

  boolean(key: string): Field<boolean> {
    const cell = this.cell(key);
    cell.boolean ??= this.scalar(cell, booleanOf);
    return cell.boolean;
  }

  integer(key: string): Field<number> {
    const cell = this.cell(key);
    cell.integer ??= this.scalar(cell, integerOf);
    return cell.integer;
  }

  string(key: string): Field<string> {
    const cell = this.cell(key);
    cell.string ??= this.scalar(cell, stringOf);
    return cell.string;
  }

  /** A scalar of any type as the text it stands for, such as a quantity or an `IntOrString`. */
  scalarText(key: string): Field<string> {
    const cell = this.cell(key);
    cell.text ??= this.scalar(cell, textOf);
    return cell.text;
  }

  /**
   * The text of a block below a key, with fillers for what a template prints within its lines. Unknown where a template may
   * decide which lines there are.
   */
  blockText(key: string): Field<string> {
    const field = this.string(key);
    const { slot } = this.cell(key);
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
    const cell = this.cell(key);
    cell.type ??= this.typed(cell);
    return cell.type;
  }

  /** What `typeOf` says, without the place: undefined where nothing is there, or nobody can say what. */
  kindOf(key: string): ValueType | undefined {
    const known = this.cells?.get(key);
    if (known?.type !== undefined) return knownValue(known.type);
    const slot = known?.slot ?? this.slot(key);
    return slot.state === 'present' ? kindOfNode(this.frame, slot.node) : undefined;
  }

  /** Visits each of the `keys` with what `kindOf` says of it. */
  visitKinds(visit: (key: string, kind: ValueType | undefined) => void): void {
    const entries = this.node?.entries ?? [];
    if (isPlain(entries))
      for (const { key, value } of entries) visit(key.text, kindOfNode(this.frame, value));
    else for (const key of this.keys()) visit(key, this.kindOf(key));
  }

  /** The string under a key where it is known: what `string` says, without the place, which costs more than all else. */
  knownString(key: string): string | undefined {
    const field = this.cells?.get(key)?.string;
    return field === undefined ? this.known(key, stringOf) : knownValue(field);
  }

  /** See `knownString`. */
  knownInteger(key: string): number | undefined {
    const field = this.cells?.get(key)?.integer;
    return field === undefined ? this.known(key, integerOf) : knownValue(field);
  }

  /** The key itself, to point at it or to rename it. */
  keyAt(key: string): Located {
    const { slot, path } = this.cell(key);
    const span = slot.state === 'present' ? (this.alias ?? slot.key) : this.span;
    return { document: this.document, path, span };
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
    const cell = this.cell(key);
    cell.map ??= this.mapIn(cell);
    return cell.map;
  }

  /** The list under a key. */
  list(key: string): ListView {
    const cell = this.cell(key);
    cell.list ??= this.listIn(cell);
    return cell.list;
  }

  /** The certain mappings of the list under a key; a mapping that is not written is not among them. */
  maps(key: string): readonly MapView[] {
    return this.list(key).maps();
  }

  /** The keys that certainly stand here, each once, those that `<<` brings behind the others. */
  keys(): readonly string[] {
    this.certainKeys ??= this.node === undefined ? [] : keysIn(this.frame, this.node);
    return this.certainKeys;
  }

  /**
   * Visits every key that may stand in the mapping, at any depth, as often as it is written; behind aliases, those of the
   * whole document.
   */
  visitKeys(visit: (key: string) => void): void {
    if (this.node === undefined || visitKeysIn(this.node, visit)) return;
    const { root } = this.document;
    if (root !== undefined) visitKeysIn(root, visit);
  }

  /** The keys that certainly stand here more than once. What is reached through an alias is seen where it is written. */
  repeated(): readonly Repeated[] {
    if (this.node === undefined || this.alias !== undefined) return [];
    return repeatedIn(this.node, this);
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

  private scalar<T>(cell: Cell, read: (scalar: Scalar) => T | undefined): Field<T> {
    const { slot, path } = cell;
    if (slot.state !== 'present') return fieldAt(this.document, path, this.span, slot.state);
    return fieldOf(this.frame, slot.node, path, this.spanIn(slot), read);
  }

  private known<T>(key: string, read: (scalar: Scalar) => T | undefined): T | undefined {
    const slot = this.cells?.get(key)?.slot ?? this.slot(key);
    return slot.state === 'present' ? readValue(this.frame, slot.node, read) : undefined;
  }

  private typed(cell: Cell): Typed {
    const { slot, path } = cell;
    if (slot.state !== 'present') return fieldAt(this.document, path, this.span, slot.state);
    return typeOfNode(this.frame, slot.node, path, this.spanIn(slot));
  }

  private mapIn(cell: Cell): MapView {
    const { slot } = cell;
    if (slot.state !== 'present') {
      return new MapView(this.frame, undefined, slot.state, cell, this.span, this.alias);
    }
    return mapAt(this.frame, slot.node, cell, this.alias ?? slot.key, this.aliasOf(slot));
  }

  private listIn(cell: Cell): ListView {
    const { slot } = cell;
    if (slot.state !== 'present') {
      return new ListView(this.frame, undefined, slot.state, cell, this.span, this.alias);
    }
    const node = slot.node === undefined ? undefined : this.frame.resolve(slot.node);
    const state = node?.kind === 'sequence' ? 'known' : isNull(node) ? this.frame.unset : 'unknown';
    const sequence = node?.kind === 'sequence' ? node : undefined;
    return new ListView(this.frame, sequence, state, cell, this.alias ?? slot.key, this.aliasOf(slot));
  }

  private spanIn(slot: Present): Span {
    return this.alias ?? slot.merge ?? spanOfValue(this.document, slot.node) ?? slot.key;
  }

  private aliasOf(slot: Present): Span | undefined {
    return this.alias ?? slot.merge ?? (slot.node?.kind === 'alias' ? slot.node.span : undefined);
  }

  private cell(key: string): Cell {
    const known = this.cells?.get(key);
    if (known !== undefined) return known;
    const cell = new Cell(this, key, this.slot(key));
    this.cells ??= new Map();
    this.cells.set(key, cell);
    return cell;
  }

  private slot(key: string): Slot {
    if (this.state !== 'known' || this.node === undefined) {
      return this.state === 'absent' && !this.isPartial ? ABSENT : UNKNOWN;
    }
    return slotIn(this.frame, this.node, key) ?? (this.isOpen ? UNKNOWN : ABSENT);
  }
}

/** The view of a node that should be a mapping. */
export function mapAt(
  frame: Frame,
  node: Node | undefined,
  place: WithPath,
  span: Span,
  alias: Span | undefined,
): MapView {
  const resolved = node === undefined ? undefined : frame.resolve(node);
  const mapping = resolved?.kind === 'mapping' ? resolved : undefined;
  const state = mapping !== undefined ? 'known' : isNull(resolved) ? frame.unset : 'unknown';
  return new MapView(frame, mapping, state, place, span, alias);
}
