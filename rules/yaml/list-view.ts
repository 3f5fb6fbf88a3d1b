import { pathBehind, Step, type WithPath } from './cell';
import type { YamlDocument } from './document';
import type { Field, Located, Path } from './field';
import type { Frame } from './frame';
import type { Node, SequenceNode } from './node';
import {
  fieldOf,
  integerOf,
  kindOfNode,
  spanOfItem,
  stringOf,
  type Typed,
  typeOfNode,
  type ValueType,
} from './node-field';
import type { Value } from './operation';
import type { Scalar } from './scalar';
import type { Span } from './span';
import { type MapView, mapAt, type State } from './view';

/** A look at a list that may or may not be there. */
export class ListView implements Located {
  private certainItems: readonly Certain[] | undefined;
  private views: readonly MapView[] | undefined;
  private mappings: readonly MapView[] | undefined;
  private texts: readonly Field<string>[] | undefined;

  constructor(
    private readonly frame: Frame,
    private readonly node: SequenceNode | undefined,
    readonly state: State,
    private readonly place: WithPath,
    /** What to underline for the list itself: its key. */
    readonly span: Span,
    private readonly alias: Span | undefined,
  ) {}

  get path(): Path {
    return this.place.path;
  }

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
    this.mappings ??= this.items().filter((view) => view.state === 'known');
    return this.mappings;
  }

  /** Every item that is certainly there, as a mapping: `absent` where nothing is written behind its `-`. */
  items(): readonly MapView[] {
    this.views ??= this.certain().map(({ value, index }) => {
      const span = this.alias ?? spanOfItem(this.frame, value);
      const alias = this.alias ?? (value.kind === 'alias' ? value.span : undefined);
      const at = span.end > span.start ? span : this.span;
      return mapAt(this.frame, value, new Step(this, index), at, alias);
    });
    return this.views;
  }

  /** Every item that is certainly there, as a string field; `unknown` where an item is something else. */
  strings(): readonly Field<string>[] {
    this.texts ??= this.scalars(stringOf);
    return this.texts;
  }

  /** Every item that is certainly there, as an integer field; `unknown` where an item is something else. */
  integers(): readonly Field<number>[] {
    return this.scalars(integerOf);
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
      return typeOfNode(this.frame, value, pathBehind(this.path, index), span);
    });
  }

  /** The items that are certainly of a kind that does not fit. */
  misfits(fits: (kind: ValueType) => boolean): readonly Typed[] {
    const kinds = this.certain().map(({ value }) => kindOfNode(this.frame, value));
    if (kinds.every((kind) => kind === undefined || fits(kind))) return [];
    return this.types().filter((item) => item.state === 'known' && !fits(item.value));
  }

  /** Whether the list might contain this string. Excuse on this. */
  mayInclude(text: string): boolean {
    return this.isOpen || this.strings().some((item) => item.state === 'unknown' || isString(item, text));
  }

  private scalars<T>(read: (scalar: Scalar) => T | undefined): readonly Field<T>[] {
    return this.certain().map(({ value, index }) => {
      const span = this.alias ?? spanOfItem(this.frame, value);
      return fieldOf(this.frame, value, pathBehind(this.path, index), span, read);
    });
  }

  private certain(): readonly Certain[] {
    this.certainItems ??= this.seenItems();
    return this.certainItems;
  }

  private seenItems(): readonly Certain[] {
    const items = this.node?.items ?? [];
    if (this.alias !== undefined && !this.frame.canSpend(items.length)) return [];
    const seen: Certain[] = [];
    for (const [index, { value, isCertain }] of items.entries()) if (isCertain) seen.push({ value, index });
    return seen;
  }
}

/** An item that is certainly there. */
interface Certain {
  readonly value: Node;
  readonly index: number;
}

function isString(field: Field<string>, text: string): boolean {
  return field.state === 'known' && field.value === text;
}
