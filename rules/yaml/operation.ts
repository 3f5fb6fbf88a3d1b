import type { YamlDocument } from './document';
import type { Path } from './field';
import type { TextEdit } from './span';

/** A place in a document, which need not exist yet. A `Located` is one. */
export interface Place {
  readonly document: YamlDocument;
  readonly path: Path;
}

/** Plain data to write. A `Placeholder` is something a human must complete, a `FileMode` a number for people to read. */
export type Value =
  | string
  | number
  | boolean
  | Placeholder
  | FileMode
  | readonly Value[]
  | { readonly [key: string]: Value };

/** Text that stands in for a value only a human knows; editors put the cursor on it. */
export class Placeholder {
  constructor(readonly text: string) {}
}

/** The permissions of a file: written in octal, as `0400`, where the language has that, and else in decimal. */
export class FileMode {
  constructor(readonly bits: number) {}
}

/**
 * A change to a manifest as data; only the edit layer makes text of it.
 * - `set`: the key at the end of the path gets the value; missing parents are made. An existing scalar is replaced.
 * - `remove`: the key or list item at the end of the path goes, and so does each mapping or list that becomes empty by it.
 * - `rename`: the key at the end of the path gets another name and keeps its value. Other paths still use the old one.
 * - `add-item`: the list at the path gets one more item at its end, unless it has it; a missing list is made. Items for one
 *   `slot`, such as a flag, exclude each other.
 * - `add-document`: a new document comes right behind the one the place is in; its path says nothing.
 * - `create-file`: the same as a file of its own, written as the document the place is in.
 */
export type Operation =
  | { readonly verb: 'set'; readonly place: Place; readonly value: Value }
  | { readonly verb: 'remove'; readonly place: Place }
  | { readonly verb: 'rename'; readonly place: Place; readonly key: string }
  | { readonly verb: 'add-item'; readonly place: Place; readonly value: Value; readonly slot?: string }
  | { readonly verb: 'add-document'; readonly place: Place; readonly value: Value }
  | { readonly verb: 'create-file'; readonly place: Place; readonly value: Value; readonly uri: string };

/** The edits that make a change, or the reason why none is certain to be right. */
export type EditResult = { readonly edits: readonly DocumentEdit[] } | { readonly refused: string };

/** A text edit, and where in its new text the placeholders stand. */
export interface DocumentEdit extends TextEdit {
  readonly uri: string;
  /** Offsets into `text`. */
  readonly placeholders: readonly { readonly start: number; readonly end: number }[];
  /** True where there is no such file yet: the text is all that is to be in it. */
  readonly isNewFile?: true;
}
