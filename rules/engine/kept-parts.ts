import { separateManifests } from '../kubernetes/manifest';
import { isTemplated } from '../yaml/read';
import type { Source } from '../yaml/source';
import type { Span } from '../yaml/span';
import type { DocumentSlice } from '../yaml/split';
import { linesIn } from './place';

/** A document of one version of a text. */
export interface TextPart {
  readonly slice: DocumentSlice;
  /** The line it starts on, from 0. */
  readonly line: number;
}

/** A version of a text in its documents. */
export interface TextVersion<P extends TextPart> {
  readonly text: string;
  readonly parts: readonly P[];
}

/** A document of a new version, and which part of the version before it is. */
export interface Compared<P extends TextPart> extends TextPart {
  readonly known: P | undefined;
}

/** Which documents of a new version are new, and which are parts of the version before. */
export interface Comparison<P extends TextPart> {
  readonly parts: readonly Compared<P>[];
  /** The part of the text without which it would read as the version before, in whole lines. */
  readonly news: string;
}

/**
 * The documents of a text and what is known of them from the version before; undefined where they have to do with each
 * other, so that the text counts as a whole.
 */
export function compareVersions<P extends TextPart>(
  source: Source,
  before: TextVersion<P> | undefined,
): Comparison<P> | undefined {
  const difference = differenceOf(source, before ?? nothing);
  if (difference === undefined) return undefined;
  const { slices, lines, head, tail, news } = difference;
  const known = before?.parts ?? [];
  const parts = slices.map((slice, index): Compared<P> => {
    const fromEnd = slices.length - index;
    const part = index < head ? known[index] : fromEnd <= tail ? known[known.length - fromEnd] : undefined;
    return { slice, line: lines[index] ?? 0, known: part };
  });
  return { parts, news };
}

const nothing: TextVersion<never> = { text: '', parts: [] };

/** How many documents at both ends of a text read as before, and what is between them. */
interface Difference {
  readonly slices: readonly DocumentSlice[];
  /** The lines that these start on. */
  readonly lines: readonly number[];
  readonly head: number;
  readonly tail: number;
  readonly news: string;
}

/** The findings and the facts of a version are compared with the same text. */
const differences = new WeakMap<Source, { readonly text: string; readonly found: Difference | undefined }>();

function differenceOf(source: Source, before: TextVersion<TextPart>): Difference | undefined {
  const known = differences.get(source);
  if (known?.text === before.text) return known.found;
  const found = findDifference(source, before);
  differences.set(source, { text: before.text, found });
  return found;
}

function findDifference(source: Source, before: TextVersion<TextPart>): Difference | undefined {
  const { text } = source;
  let ends = nothingInCommon(text);
  let change: Change = { news: text, lines: 0 };
  const slices = separateManifests(source, (separate) => {
    ends = endsOf(before, text, separate);
    const { old, now } = ends;
    change = changeOf(before.text.slice(old.start, old.end), text.slice(now.start, now.end));
    return change.news;
  });
  if (slices === undefined) return undefined;
  const { head, tail } = ends;
  const middle = slices.slice(head, slices.length - tail);
  if (middle.some((slice) => isTemplated(source, slice))) return undefined;
  const { parts } = before;
  const lines = parts.slice(0, head).map(({ line }) => line);
  let [offset, line] = [slices[head - 1]?.span.start ?? 0, lines[head - 1] ?? 0];
  for (const { span } of middle) {
    line += linesIn(text.slice(offset, span.start));
    lines.push(line);
    offset = span.start;
  }
  for (const part of parts.slice(parts.length - tail)) lines.push(part.line + change.lines);
  return { slices, lines, head, tail, news: change.news };
}

/** What two versions have in common at their ends, in documents, and what is between. */
interface Ends {
  readonly head: number;
  readonly tail: number;
  readonly old: Span;
  readonly now: Span;
}

function nothingInCommon({ length }: string): Ends {
  return { head: 0, tail: 0, old: { start: 0, end: 0 }, now: { start: 0, end: length } };
}

/**
 * Documents that read the same, found from both ends: whoever types changes one document, or makes two of one. What stands
 * between documents counts with them: lines come and go there, too.
 */
function endsOf(before: TextVersion<TextPart>, text: string, slices: readonly DocumentSlice[]): Ends {
  const old = before.parts.map(({ slice }) => slice.span);
  const now = slices.map(({ span }) => span);
  const most = Math.min(old.length, now.length);
  /** Whether two pieces of the old text and the new one read the same. */
  const isSame = (oldStart: number, oldEnd: number, start: number, end: number) =>
    oldEnd - oldStart === end - start && before.text.slice(oldStart, oldEnd) === text.slice(start, end);
  let [head, headEnd] = [0, 0];
  for (; head < most; head++) {
    const [oldEnd, end] = [old[head]?.end ?? 0, now[head]?.end ?? 0];
    if (old[head]?.start !== now[head]?.start || !isSame(headEnd, oldEnd, headEnd, end)) break;
    headEnd = end;
  }
  let [tail, oldTail, tailStart] = [0, before.text.length, text.length];
  for (; tail < most - head; tail++) {
    const [oldStart, start] = [old.at(-1 - tail)?.start ?? 0, now.at(-1 - tail)?.start ?? 0];
    const isEnd = (old.at(-1 - tail)?.end ?? 0) - oldStart === (now.at(-1 - tail)?.end ?? 0) - start;
    if (!isEnd || !isSame(oldStart, oldTail, start, tailStart)) break;
    [oldTail, tailStart] = [oldStart, start];
  }
  return { head, tail, old: { start: headEnd, end: oldTail }, now: { start: headEnd, end: tailStart } };
}

/** What one text has that another has not, in whole lines and with some around it, and how many more lines it has. */
interface Change {
  readonly news: string;
  readonly lines: number;
}

/** Two texts mostly read the same: most of a large document stays as it is while somebody types in it. */
function changeOf(old: string, now: string): Change {
  const most = Math.min(old.length, now.length);
  // Slices are compared many times as fast as `startsWith` compares.
  const isSame = (atOld: number, atNow: number) =>
    old.slice(atOld, atOld + STEP) === now.slice(atNow, atNow + STEP);
  let start = 0;
  while (start + STEP <= most && isSame(start, start)) start += STEP;
  let end = 0;
  while (start + end + STEP <= most && isSame(old.length - end - STEP, now.length - end - STEP)) end += STEP;
  const from = now.lastIndexOf('\n', start - STEP) + 1;
  const behind = now.indexOf('\n', now.length - end + STEP);
  const kept = behind < 0 || end === 0 ? 0 : now.length - behind;
  const differing = (text: string) => text.slice(start < STEP ? 0 : from, text.length - kept);
  return { news: differing(now), lines: linesIn(differing(now)) - linesIn(differing(old)) };
}

/** How many characters are compared at once, and how many around a change count with it. */
const STEP = 4096;
