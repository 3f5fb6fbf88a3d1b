import type { SnippetTextEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { DocumentEdit } from '../../../rules/yaml/operation';
import { rangeOf } from '../positions';

/**
 * The edit with its placeholders as stops of the cursor, numbered from `firstStop`; undefined where a client could change
 * white space of it.
 */
export function snippetEditOf(
  edit: DocumentEdit,
  document: TextDocument,
  firstStop: number,
): SnippetTextEdit | undefined {
  const placed = atLineStart(edit, document);
  // VS Code indents the lines behind the first of a snippet like the line it starts on.
  const isIndented = document.positionAt(placed.span.start).character > 0;
  if (isIndented && /[\r\n]/.test(placed.text)) return undefined;
  return {
    range: rangeOf(document, placed.span),
    snippet: { kind: 'snippet', value: snippetOf(placed, firstStop) },
  };
}

/** Lines inserted behind a line, as the same lines inserted before the next. */
function atLineStart(edit: DocumentEdit, document: TextDocument): DocumentEdit {
  const { start, end } = edit.span;
  const lineBreak = /^\r?\n/.exec(edit.text)?.[0];
  if (start !== end || lineBreak === undefined) return edit;
  const position = document.positionAt(start);
  if (position.line + 1 >= document.lineCount) return edit;
  const next = document.offsetAt({ line: position.line + 1, character: 0 });
  const between = document.getText({ start: position, end: document.positionAt(next) });
  if (between !== lineBreak) return edit;
  const shift = lineBreak.length;
  return {
    uri: edit.uri,
    span: { start: next, end: next },
    text: edit.text.slice(shift) + lineBreak,
    placeholders: edit.placeholders.map((stop) => ({ start: stop.start - shift, end: stop.end - shift })),
  };
}

function snippetOf({ text, placeholders }: DocumentEdit, firstStop: number): string {
  let snippet = '';
  let last = 0;
  for (const [index, { start, end }] of placeholders.entries()) {
    snippet += `${escaped(text.slice(last, start))}\${${firstStop + index}:${escaped(text.slice(start, end))}}`;
    last = end;
  }
  return snippet + escaped(text.slice(last));
}

function escaped(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}
