import type { Range } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';

/** The range of a text that occurs once, or of `inner` in it. */
export function rangeOf(text: string, outer: string, inner = outer): Range {
  const start = text.indexOf(outer);
  if (start < 0 || text.indexOf(outer, start + 1) >= 0) throw new Error(`“${outer}” must occur once`);
  const offset = start + outer.indexOf(inner);
  const document = TextDocument.create('', '', 0, text);
  return { start: document.positionAt(offset), end: document.positionAt(offset + inner.length) };
}

/** A value that must be there. */
export function given<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('there is none');
  return value;
}
