import type { Range, TextDocument } from 'vscode-languageserver-textdocument';
import type { Span } from '../../rules/yaml/span';

/** The protocol's range of a span: zero-based lines and UTF-16 characters. */
export function rangeOf(document: TextDocument, span: Span): Range {
  return { start: document.positionAt(span.start), end: document.positionAt(span.end) };
}
