/** A stretch of text in UTF-16 offsets, half-open. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Replaces what stands in `span` by `text`; an empty span inserts. */
export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

/**
 * The text with all `edits` made. They must not overlap; edits that insert at one offset keep their order.
 * Throws where two overlap: that is a bug of whoever made them.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = edits
    .map((edit, index) => ({ edit, index }))
    .sort((a, b) => a.edit.span.start - b.edit.span.start || a.index - b.index);
  let result = '';
  let last = 0;
  for (const { edit } of ordered) {
    if (edit.span.start < last) throw new Error(`edits overlap at offset ${edit.span.start}`);
    result += text.slice(last, edit.span.start) + edit.text;
    last = edit.span.end;
  }
  return result + text.slice(last);
}

/** The part of `span` on its first line, so that nothing is ever underlined over a line break. */
export function firstLine(text: string, span: Span): Span {
  for (let offset = span.start; offset < span.end; offset++) {
    const code = text.charCodeAt(offset);
    if (code === 10 || code === 13) return { start: span.start, end: offset };
  }
  return span;
}
