import { separateManifests } from '../kubernetes/manifest';
import { isTemplated } from '../yaml/read';
import type { Source } from '../yaml/source';
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

/** Which documents of a new version are new, and which are parts of the version before. */
export interface Comparison<P extends TextPart> {
  readonly slices: readonly DocumentSlice[];
  readonly kept: readonly (Kept<P> | undefined)[];
}

/**
 * The documents of a text and what is known of them from the version before; undefined where they have to do with each
 * other, so that the text counts as a whole.
 */
export function compareVersions<P extends TextPart>(
  source: Source,
  before: TextVersion<P> | undefined,
): Comparison<P> | undefined {
  const slices = separateManifests(source);
  if (slices === undefined) return undefined;
  const kept = before === undefined ? [] : keptParts(before, source.text, slices);
  const isNewTemplate = slices.some(
    (slice, index) => kept[index] === undefined && isTemplated(source, slice),
  );
  return isNewTemplate ? undefined : { slices, kept };
}

/**
 * For each document of a new version the part of the version before that reads the same, found from both ends: whoever
 * types changes one document, or makes two of one.
 */
function keptParts<P extends TextPart>(
  before: TextVersion<P>,
  text: string,
  slices: readonly DocumentSlice[],
): readonly (Kept<P> | undefined)[] {
  const { parts } = before;
  const most = Math.min(parts.length, slices.length);
  const old = parts.map(({ slice }) => slice.span);
  const now = slices.map(({ span }) => span);
  /** Whether two pieces of the old text and the new one read the same. */
  const isSame = (oldStart: number, oldEnd: number, start: number, end: number) =>
    oldEnd - oldStart === end - start && before.text.slice(oldStart, oldEnd) === text.slice(start, end);
  // What stands between documents counts with them: lines come and go there, too.
  let head = 0;
  for (let from = 0; head < most; head++) {
    const [oldEnd, end] = [old[head]?.end ?? 0, now[head]?.end ?? 0];
    if (old[head]?.start !== now[head]?.start || !isSame(from, oldEnd, from, end)) break;
    from = end;
  }
  let tail = 0;
  for (let [oldTo, to] = [before.text.length, text.length]; tail < most - head; tail++) {
    const [oldStart, start] = [old.at(-1 - tail)?.start ?? 0, now.at(-1 - tail)?.start ?? 0];
    const isEnd = (old.at(-1 - tail)?.end ?? 0) - oldStart === (now.at(-1 - tail)?.end ?? 0) - start;
    if (!isEnd || !isSame(oldStart, oldTo, start, to)) break;
    [oldTo, to] = [oldStart, start];
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
