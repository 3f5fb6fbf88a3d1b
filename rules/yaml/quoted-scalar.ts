import { isLineBreak, isLineEnd, isMarker, lineAfter, skipBlanks, skipOrdinary } from './text-line';

/** How a quoted scalar stands in its text. */
export interface Quotes {
  readonly quote: string;
  /** Its further lines are deeper than this column, or else it was never closed. */
  readonly owner: number;
}

/** The offset behind what stands at `offset` in a quoted scalar; undefined at its closing quote, or where it lacks one. */
export function quotedStep(text: string, offset: number, { quote, owner }: Quotes): number | undefined {
  const char = text.charAt(offset);
  const next = text.charAt(offset + 1);
  if (char === quote) return quote === "'" && next === quote ? offset + 2 : undefined;
  if (char === '\\' && quote === '"') return isLineBreak(next.charCodeAt(0)) ? offset + 1 : offset + 2;
  return isLineBreak(char.charCodeAt(0)) ? continuation(text, offset, owner) : offset + 1;
}

/** The offset of the closing quote, or of the place where it should be. `start` is inside the quotes. */
export function endOfQuoted(text: string, start: number, quotes: Quotes): number {
  let offset = start;
  while (offset < text.length) {
    const next = quotedStep(text, offset, quotes);
    if (next === undefined) return offset;
    offset = skipOrdinary(text, next);
  }
  return offset;
}

function continuation(text: string, lineBreak: number, owner: number): number | undefined {
  let lineStart = lineAfter(text, lineBreak);
  let offset = skipBlanks(text, lineStart);
  while (offset < text.length && isLineEnd(text, offset)) {
    lineStart = lineAfter(text, offset);
    offset = skipBlanks(text, lineStart);
  }
  const isDeeper = offset - lineStart > owner;
  return isDeeper && offset < text.length && !isMarker(text, lineStart) ? offset : undefined;
}
