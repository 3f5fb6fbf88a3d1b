import type { YamlDocument } from '../yaml/document';
import { type Field, knownValue, type Located, type Path } from '../yaml/field';
import type { Operation } from '../yaml/operation';
import { partsOf } from '../yaml/part';
import type { Span } from '../yaml/span';

/** One place where an option of a component is given a value. */
export interface Given {
  /** The value as text, and where it is written. */
  readonly value: Field<string>;
  /** The items of a list; undefined where the value is a text with commas in it. */
  readonly items?: readonly Field<string>[];
  /** False where a flag and its value are two words: then it is no boolean. */
  readonly canBeBoolean: boolean;
  /** What changes the value; nothing where it is written in a way that is not edited, such as a shell script. */
  set(value: string): readonly Operation[];
  /** What takes the option away. */
  remove(): readonly Operation[];
}

/** Where an option would be given that is not. */
export interface Missing {
  /** Whether nothing out of sight can give it. */
  readonly state: 'absent' | 'unknown';
  /** What to underline, and a path that names the option. */
  readonly at: Located;
  /** What gives it a value; nothing where that is not edited. */
  add(value: string): readonly Operation[];
  /** What counts where it is not given; undefined where the rule has to know. */
  readonly otherwise?: string;
}

/** An option of a component, however it is given there: by a flag, an environment variable, or a field of a file. */
export class Option implements Located {
  private ownItems: readonly Field<string>[] | undefined;

  constructor(
    readonly name: string,
    /** Every value it is given, in order: the last one counts, but lists add up. */
    private readonly given: readonly Given[],
    private readonly missing: Missing,
  ) {}

  get document(): YamlDocument {
    return this.value.document;
  }

  get span(): Span {
    return this.value.span;
  }

  get path(): Path {
    return this.value.path;
  }

  /** The same with a path that names the option, whether it is given or not: what its list lacks is about this. */
  get named(): Located {
    const { document, span } = this;
    return { document, span, path: this.missing.at.path };
  }

  /** Whether it is written at all. */
  get isGiven(): boolean {
    return this.given.length > 0;
  }

  /** The value that counts: the last that is given, else what its absence means. */
  get value(): Field<string> {
    const last = this.given.at(-1);
    if (last !== undefined) return last.value;
    const { state, at, otherwise } = this.missing;
    const { document, span, path } = at;
    if (state === 'absent' && otherwise !== undefined) {
      return { document, span, path, state: 'known', value: otherwise };
    }
    return { document, span, path, state };
  }

  get boolean(): Field<boolean> {
    const last = this.given.at(-1);
    return converted(this.value, (text) => (last?.canBeBoolean === false ? undefined : BOOLEANS.get(text)));
  }

  get integer(): Field<number> {
    return converted(this.value, (text) => (/^[-+]?\d+$/.test(text) ? Number(text) : undefined));
  }

  /** The items of a list, those of all places where some are given. */
  get items(): readonly Field<string>[] {
    this.ownItems ??= this.isGiven
      ? this.given.flatMap(itemsOf)
      : partsOf(this.value, ',').filter(({ state }) => state !== 'absent');
    return this.ownItems;
  }

  /** Whether the list might have this item. Excuse on this. */
  mayInclude(item: string): boolean {
    return this.items.some((one) => one.state === 'unknown' || knownValue(one) === item);
  }

  /** What gives the option this value, in place of the one it has. Nothing where that is not edited. */
  set(value: string): readonly Operation[] {
    return this.given.at(-1)?.set(value) ?? this.missing.add(value);
  }

  /** What adds an item to the list, or gives it as the first one. Nothing where that is not edited. */
  addItem(item: string): readonly Operation[] {
    const last = this.given.at(-1);
    const own = last === undefined ? this.items : itemsOf(last);
    const kept = own.map(knownValue);
    return kept.includes(undefined) ? [] : this.set([...kept, item].join(','));
  }

  /** What makes these the items of a list that is written in one place at most; takes the option away where there are none. */
  setItems(items: readonly string[]): readonly Operation[] {
    if (this.given.length > 1) return [];
    return items.length === 0 ? this.remove() : this.set(items.join(','));
  }

  /** What takes items away from a list that is written in one place; the option itself where none is left. */
  removeItems(isUnwanted: (item: string) => boolean): readonly Operation[] {
    const [only] = this.given;
    if (only === undefined || this.given.length > 1) return [];
    const own = this.items.map(knownValue);
    if (own.includes(undefined)) return [];
    const kept = own.filter((item) => item !== undefined && !isUnwanted(item));
    if (kept.length === 0) return this.remove();
    const unwanted = only.items?.filter((item) => item.state === 'known' && isUnwanted(item.value));
    // Items that are written one by one go one by one, so that the others keep their comments.
    return unwanted?.map((place) => ({ verb: 'remove', place })) ?? this.set(kept.join(','));
  }

  /** What takes the option away wherever it is given. Nothing where one of the places is not edited. */
  remove(): readonly Operation[] {
    const operations = this.given.map((given) => given.remove());
    return operations.some(({ length }) => length === 0) ? [] : operations.flat();
  }
}

function itemsOf({ items, value }: Given): readonly Field<string>[] {
  return items ?? partsOf(value, ',');
}

/** What `strconv.ParseBool` reads. */
const BOOLEANS = new Map([
  ...['1', 't', 'T', 'true', 'TRUE', 'True'].map((text) => [text, true] as const),
  ...['0', 'f', 'F', 'false', 'FALSE', 'False'].map((text) => [text, false] as const),
]);

function converted<T>(field: Field<string>, read: (text: string) => T | undefined): Field<T> {
  const { document, span, path } = field;
  if (field.state !== 'known') return { document, span, path, state: field.state };
  const value = read(field.value);
  return value === undefined
    ? { document, span, path, state: 'unknown' }
    : { document, span, path, state: 'known', value };
}
