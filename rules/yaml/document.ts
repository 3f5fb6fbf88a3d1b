import type { Node } from './node';
import type { Source } from './source';
import type { Span } from './span';

/** One document of a source, as `readDocument` gives it. */
export interface YamlDocument {
  readonly source: Source;
  /** Its place among the documents of the source, from 0. */
  readonly index: number;
  /** From its first character to the next document marker; markers not included. */
  readonly span: Span;
  /** Undefined where the document holds nothing. */
  readonly root: Node | undefined;
  /** What the reader could not make sense of. Nothing is edited in a document that has any. */
  readonly problems: readonly SyntaxProblem[];
  /** Spans of template actions in this document, in order. No edit may touch a line that has one. */
  readonly templateSpans: readonly Span[];
}

/** Something in the text that is not YAML, in plain words. */
export interface SyntaxProblem {
  readonly message: string;
  readonly span: Span;
}
