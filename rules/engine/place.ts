import type { Located } from '../yaml/field';
import type { Source } from '../yaml/source';
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

const lineStarts = new WeakMap<Source, readonly number[]>();

/** Where the lines of a text start. */
function lineStartsOf(text: string): readonly number[] {
  const starts = [0];
  if (text.includes('\r')) {
    for (const { 0: end, index } of text.matchAll(/\r\n|\r|\n/g)) starts.push(index + end.length);
  } else {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  }
  return starts;
}

/** How many lines end in a part of a text that starts and ends between two lines. */
export function linesIn(text: string): number {
  return lineStartsOf(text).length - 1;
}

function positionIn(source: Source, offset: number): Position {
  let starts = lineStarts.get(source);
  if (starts === undefined) {
    starts = lineStartsOf(source.text);
    lineStarts.set(source, starts);
  }
  let [low, high] = [0, starts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return { line: low, character: offset - (starts[low] ?? 0) };
}
