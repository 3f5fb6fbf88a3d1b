import type { DocumentSlice } from '../yaml/split';
import { linesIn } from './place';

/** A document of one version of a text. */
export interface TextPart {
  readonly slice: DocumentSlice;
}

/** A version of a text in its documents. */
export interface TextVersion<P extends TextPart> {
  readonly text: string;
  readonly parts: readonly P[];
}

/** Which part of the version before a document is, and how many lines it has moved. */
export interface Kept<P extends TextPart> {
  readonly part: P;
  readonly lines: number;
}

/**
 * For each document of a new version the part of the version before that reads the same, found from both ends: whoever
 * types changes one document, or makes two of one.
 */
export function keptParts<P extends TextPart>(
  before: TextVersion<P>,
  text: string,
  slices: readonly DocumentSlice[],
): readonly (Kept<P> | undefined)[] {
  const { parts } = before;
  const most = Math.min(parts.length, slices.length);
  const isSame = (part: P | undefined, slice: DocumentSlice | undefined) =>
    part !== undefined &&
    slice !== undefined &&
    part.slice.span.end - part.slice.span.start === slice.span.end - slice.span.start &&
    before.text.slice(part.slice.span.start, part.slice.span.end) ===
      text.slice(slice.span.start, slice.span.end);
  let head = 0;
  while (head < most && parts[head]?.slice.span.start === slices[head]?.span.start) {
    if (!isSame(parts[head], slices[head])) break;
    head += 1;
  }
  let tail = 0;
  while (tail < most - head && isSame(parts[parts.length - 1 - tail], slices[slices.length - 1 - tail])) {
    tail += 1;
  }
  const lines = tail === 0 ? 0 : linesAdded(before, text, slices, head, tail);
  return slices.map((_slice, index) => {
    const fromEnd = slices.length - index;
    const part = index < head ? parts[index] : fromEnd <= tail ? parts[parts.length - fromEnd] : undefined;
    return part === undefined ? undefined : { part, lines: index < head ? 0 : lines };
  });
}

function linesAdded<P extends TextPart>(
  { text: old, parts }: TextVersion<P>,
  text: string,
  slices: readonly DocumentSlice[],
  head: number,
  tail: number,
): number {
  const start = head === 0 ? 0 : (slices[head - 1]?.span.end ?? 0);
  const end = slices[slices.length - tail]?.span.start ?? text.length;
  const oldEnd = parts[parts.length - tail]?.slice.span.start ?? old.length;
  return linesIn(text.slice(start, end)) - linesIn(old.slice(start, oldEnd));
}
