import type { Located } from '../yaml/field';
import type { Source } from '../yaml/source';
import type { Span } from '../yaml/span';
import type { Position, ProblemPlace } from './problem';

/** A place as plain data, which keeps no tree. One that is plain already stays as it is. */
export function placeOf(at: Located | ProblemPlace): ProblemPlace {
  if (isPlace(at)) return at;
  const { document, span, path } = at;
  return { uri: document.source.uri, document: document.index, span, path };
}

/** The same with lines, for whoever shows the place without having the text. */
export function linkTo(at: Located): ProblemPlace {
  return withLines(placeOf(at), at.document.source);
}

/** A place of a source with its lines. */
export function withLines(place: ProblemPlace, source: Source): ProblemPlace {
  const { start, end } = place.span;
  return { ...place, range: { start: positionIn(source, start), end: positionIn(source, end) } };
}

function isPlace(at: Located | ProblemPlace): at is ProblemPlace {
  return typeof at.document === 'number';
}

/** Where some or all of the lines of a text start. */
interface LineTable {
  /** The number of the first of them, and where the part of the text starts and ends that they are in. */
  readonly line: number;
  readonly span: Span;
  starts: readonly number[] | undefined;
}

const tables = new WeakMap<Source, LineTable[]>();

/** Tells on which line a part of a text starts, so that nobody counts the lines before it. */
export function knowLine(source: Source, span: Span, line: number): void {
  const known = tables.get(source) ?? [];
  tables.set(source, known);
  known.push({ line, span, starts: undefined });
}

/** Where the lines of a text start. */
function lineStartsOf(text: string, offset: number): readonly number[] {
  const starts = [offset];
  if (text.includes('\r')) {
    for (const { 0: end, index } of text.matchAll(/\r\n|\r|\n/g)) starts.push(offset + index + end.length);
  } else {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(offset + at + 1);
  }
  return starts;
}

/** How many lines end in a part of a text that starts and ends between two lines. */
export function linesIn(text: string): number {
  return lineStartsOf(text, 0).length - 1;
}

function positionIn(source: Source, offset: number): Position {
  const { line, starts } = tableOf(source, offset);
  let [low, high] = [0, starts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return { line: line + low, character: offset - (starts[low] ?? 0) };
}

function tableOf(
  source: Source,
  offset: number,
): { readonly line: number; readonly starts: readonly number[] } {
  const known = tables.get(source)?.findLast(({ span }) => span.start <= offset && offset <= span.end);
  if (known === undefined) {
    knowLine(source, { start: 0, end: source.text.length }, 0);
    return tableOf(source, offset);
  }
  const { span, line } = known;
  known.starts ??= lineStartsOf(source.text.slice(span.start, span.end), span.start);
  return { line, starts: known.starts };
}
