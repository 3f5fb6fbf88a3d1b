import type { Span } from './span';
import { isLineBreak, isSpaceOrEnd, lineAfter, startOfText } from './text-line';

/** One document of a text. Only documents that hold something are counted. */
export interface DocumentSlice {
  /** Its place among the documents that hold something, from 0. */
  readonly index: number;
  /**
   * What to parse to get exactly this document. The marker line is left out unless the parser needs it: after
   * directives, and where content stands behind the marker.
   */
  readonly span: Span;
}

/** What the top level of a document says it is, read without parsing. A key that is not there is undefined. */
export interface Sniffed {
  readonly apiVersion?: string;
  readonly kind?: string;
}

/** The documents of a text, in order. */
export function splitDocuments(text: string): DocumentSlice[] {
  const slices: DocumentSlice[] = [];
  let part: Part = { start: startOfText(text), content: undefined, isPrefix: true };
  for (const offset of markersOf(text)) {
    const slice = sliceOf(text, part, offset, slices.length);
    if (slice) slices.push(slice);
    part = text.startsWith('-', offset)
      ? partBehindMarker(text, part, offset)
      : { start: lineAfter(text, offset), content: undefined, isPrefix: true };
  }
  const last = sliceOf(text, part, text.length, slices.length);
  if (last) slices.push(last);
  return slices;
}

/**
 * The lines of JSON Lines, a text in which each line is an object of its own, as documents; undefined for any other text.
 * Empty lines and lines that are comments are left out.
 */
export function splitJsonLines(text: string): DocumentSlice[] | undefined {
  const slices: DocumentSlice[] = [];
  for (let start = startOfText(text); start < text.length; start = lineAfter(text, start)) {
    const line = text.slice(start, lineAfter(text, start)).trimEnd();
    if (line.trim() === '' || line.startsWith('#')) continue;
    if (!/^\s*\{.*\}$/.test(line)) return undefined;
    slices.push({ index: slices.length, span: { start, end: start + line.length } });
  }
  return slices.length > 1 ? slices : undefined;
}

/** The text between two markers. */
interface Part {
  readonly start: number;
  /** Where to look for content; undefined: from the start. */
  readonly content: number | undefined;
  /** Whether directives may stand here: before the first marker and behind `...`. */
  readonly isPrefix: boolean;
}

function sliceOf(text: string, part: Part, end: number, index: number): DocumentSlice | undefined {
  const content = skipInsignificant(text, part.content ?? part.start, end, part.isPrefix);
  return content < end ? { index, span: { start: part.start, end } } : undefined;
}

function partBehindMarker(text: string, before: Part, marker: number): Part {
  const line = lineAfter(text, marker);
  const directives = before.isPrefix ? directivesIn(text, before.start, marker) : undefined;
  if (directives !== undefined) return { start: directives, content: marker + 3, isPrefix: false };
  const content = skipInsignificant(text, marker + 3, line, false);
  // A `%` would be taken for a directive if the marker did not stand before it.
  const first = text.charAt(skipInsignificant(text, line, text.length, false));
  if (content < line || first === '%') return { start: marker, content: marker + 3, isPrefix: false };
  return { start: line, content: undefined, isPrefix: false };
}

/** Where the directives start when nothing but directives, comments and blanks stand there. */
function directivesIn(text: string, start: number, end: number): number | undefined {
  const first = skipInsignificant(text, start, end, false);
  if (first === end || text.charAt(first) !== '%') return undefined;
  return skipInsignificant(text, first, end, true) === end ? first : undefined;
}

/** YAML allows no scalar to hold these lines, so none of them can be anything but a marker. */
function* markersOf(text: string): Generator<number> {
  let dashes = nextMarker(text, '---', 0);
  let dots = nextMarker(text, '...', 0);
  while (dashes < text.length || dots < text.length) {
    if (dashes < dots) {
      yield dashes;
      dashes = nextMarker(text, '---', dashes + 3);
    } else {
      yield dots;
      dots = nextMarker(text, '...', dots + 3);
    }
  }
}

function nextMarker(text: string, marker: string, from: number): number {
  const first = startOfText(text);
  let offset = text.indexOf(marker, from);
  while (offset >= 0) {
    const isLineStart = offset === first || isLineBreak(text.charCodeAt(offset - 1));
    if (isLineStart && isSpaceOrEnd(text, offset + 3)) return offset;
    offset = text.indexOf(marker, offset + 1);
  }
  return text.length;
}

/** The first offset that is neither blank nor in a comment (nor in a directive, where they are allowed). */
function skipInsignificant(text: string, start: number, end: number, withDirectives: boolean): number {
  let offset = start;
  while (offset < end) {
    const char = text.charAt(offset);
    const isAtBreak = offset === start || isSpaceOrEnd(text, offset - 1);
    const isDirective =
      withDirectives && char === '%' && (offset === start || isLineBreak(text.charCodeAt(offset - 1)));
    if ((char === '#' && isAtBreak) || isDirective) offset = lineAfter(text, offset);
    else if (isSpaceOrEnd(text, offset)) offset++;
    else return offset;
  }
  return end;
}

/**
 * What a document says it is, or undefined where that takes a parser: its top level is not a plain block mapping at
 * column 0, a key stands there twice, or a value is not a simple one.
 */
export function sniffKind(text: string, span: Span): Sniffed | undefined {
  const first = skipInsignificant(text, span.start, span.end, false);
  const isIndented = first > span.start && !isLineBreak(text.charCodeAt(first - 1));
  if (first === span.end || isIndented || !/["'\p{L}\p{N}_/.]/u.test(text.charAt(first))) return undefined;
  const { kind, apiVersion, mayHideKeys } = sniffLines(text, first, span.end);
  if (kind === null || apiVersion === null) return undefined;
  const isIncomplete = kind === undefined || apiVersion === undefined;
  // A merge key, an explicit key or an old line end may hide what was not found.
  if (isIncomplete && (mayHideKeys || /\r(?!\n)/.test(text.slice(first, span.end)))) return undefined;
  return { ...(apiVersion !== undefined && { apiVersion }), ...(kind !== undefined && { kind }) };
}

/** The text of a key's value; undefined: no such key so far; null: cannot tell. */
type SniffedValue = string | undefined | null;

/** Looks at the first character of every line: those at column 0 are keys of the top level. */
function sniffLines(text: string, first: number, end: number) {
  let kind: SniffedValue;
  let apiVersion: SniffedValue;
  let mayHideKeys = false;
  for (let line = first; line < end; line = nextLine(text, line, end)) {
    switch (text.charAt(line)) {
      case '<':
        mayHideKeys ||= text.startsWith('<<', line);
        break;
      case '?':
        mayHideKeys ||= text.startsWith('? ', line);
        break;
      case 'k':
      case 'a':
      case '"':
      case "'":
        kind = sniffKey(text, line, 'kind', kind);
        apiVersion = sniffKey(text, line, 'apiVersion', apiVersion);
    }
  }
  return { kind, apiVersion, mayHideKeys };
}

/** What is known of a key's value after one more line. A key that stands twice has no value that can be told. */
function sniffKey(text: string, line: number, key: string, before: SniffedValue): SniffedValue {
  const quote = /^["']/.exec(text.charAt(line))?.[0] ?? '';
  if (!text.startsWith(key, line + quote.length)) return before;
  const rest = text.slice(line + quote.length + key.length, nextLine(text, line, text.length));
  const value = /^[ \t]*:(?:[ \t]+(.*))?\r?(?:\n|$)/.exec(
    rest.startsWith(quote) ? rest.slice(quote.length) : '',
  );
  if (!value) return before;
  return before === undefined ? (simpleValue(value[1] ?? '') ?? null) : null;
}

function nextLine(text: string, offset: number, end: number): number {
  const lineBreak = text.indexOf('\n', offset);
  return lineBreak < 0 ? end : lineBreak + 1;
}

function simpleValue(text: string): string | undefined {
  const quoted = /^(?:"([^"\\]*)"|'([^']*)')\s*(?:\s#.*)?$/.exec(text);
  if (quoted) return quoted[1] ?? quoted[2];
  const plain = text.replace(/(?:^|\s)#.*/, '').trim();
  return /^[\p{L}\p{N}_/.]/u.test(plain) && !/:(?:\s|$)/.test(plain) ? plain : undefined;
}
