import type { ProblemPlace } from './problem';

/** How far a document of a text has moved because of a change before it. */
export interface Move {
  /** The text's URI, and the number that the document had in it. */
  readonly uri: string;
  readonly document: number;
  /** In UTF-16 units, in lines, and in documents. */
  readonly offset: number;
  readonly lines: number;
  readonly documents: number;
}

/** A place where it is after a move; any place that is not in the document stays. */
export function movedPlace(place: ProblemPlace, move: Move): ProblemPlace {
  if (place.uri !== move.uri || place.document !== move.document) return place;
  const { span, range } = place;
  const line = ({ line, character }: { readonly line: number; readonly character: number }) => ({
    line: line + move.lines,
    character,
  });
  return {
    ...place,
    document: place.document + move.documents,
    span: { start: span.start + move.offset, end: span.end + move.offset },
    ...(range === undefined ? {} : { range: { start: line(range.start), end: line(range.end) } }),
  };
}

/** Plain data with every place in it moved. */
export function movedData<T>(data: T, move: Move): T {
  // Data keeps its shape: only places change, and they are places again.
  return movedValue(data, move) as T;
}

function movedValue(value: unknown, move: Move): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => movedValue(item, move));
  if (isPlace(value)) return movedPlace(value, move);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, movedValue(part, move)]));
}

function isPlace(value: object): value is ProblemPlace {
  return 'uri' in value && 'span' in value && 'document' in value && 'path' in value;
}
