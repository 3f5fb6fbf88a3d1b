import type { YamlDocument } from './document';
import type { Path } from './field';
import type { TextEdit } from './span';

/** A place in a document, which need not exist yet. A `Located` is one. */
export interface Place {
  readonly document: YamlDocument;
  readonly path: Path;
}

/** Plain data to write. A `Placeholder` is something a human must complete. */
export type Value =
  | string
  | number
  | boolean
  | Placeholder
  | readonly Value[]
  | { readonly [key: string]: Value };

/** Text that stands in for a value only a human knows; editors put the cursor on it. */
export class Placeholder {
  constructor(readonly text: string) {}
}

/**
 * A change to a manifest as data; only the edit layer makes text of it.
 * - `set`: the key at the end of the path gets the value; missing parents are made. An existing scalar is replaced.
 * - `remove`: the key or list item at the end of the path goes, and so does each mapping or list that becomes empty by it.
 * - `add-item`: the list at the path gets one more item at its end; a missing list is made.
 */
export type Operation =
  | { readonly verb: 'set'; readonly place: Place; readonly value: Value }
  | { readonly verb: 'remove'; readonly place: Place }
  | { readonly verb: 'add-item'; readonly place: Place; readonly value: Value };

/** The edits that make a change, or the reason why none is certain to be right. */
export type EditResult = { readonly edits: readonly DocumentEdit[] } | { readonly refused: string };

/** A text edit, and where in its new text the placeholders stand. */
export interface DocumentEdit extends TextEdit {
  readonly uri: string;
  /** Offsets into `text`. */
  readonly placeholders: readonly { readonly start: number; readonly end: number }[];
}
