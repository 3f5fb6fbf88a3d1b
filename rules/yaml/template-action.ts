import type { Span } from './span';
import { endOfLine, isLineEnd, lastLineStart, skipBlanks } from './text-line';

/** A template action: its place, and what it does to the text around it. */
export interface Action extends Span {
  /** The column it starts in. */
  readonly column: number;
  /** The first word in it; empty where it does not start with one. */
  readonly keyword: string;
  /** What it does to the stack of blocks. */
  readonly role: 'open' | 'else' | 'close' | 'none';
  /** Whether it may put text where it stands. */
  readonly isPrinting: boolean;
  /** The column of a trailing `nindent` or `indent`. */
  readonly indent: number | undefined;
}

const goOpeners = new Set(['if', 'with', 'range', 'define', 'block']);
const goSilent = new Set([...goOpeners, 'else', 'end', 'break', 'continue', 'fail']);
const jinjaOpeners = new Set([
  'if',
  'for',
  'block',
  'macro',
  'call',
  'filter',
  'raw',
  'with',
  'autoescape',
  'trans',
]);
const jinjaPrinting = new Set(['include', 'call', 'filter']);

/** Finds the actions of one text. Remembers what the text does not hold, so that asking often stays linear. */
export class ActionReader {
  readonly #absent = new Set<string>();

  constructor(private readonly text: string) {}

  /**
   * The action that starts at `start`, or undefined where none does. `{#` is only one where a value may start; in a quoted
   * scalar there is no Jinja, and an action that is not closed is just its two braces.
   */
  read(start: number, lineStart: number, place: 'value' | 'plain' | 'quoted'): Action | undefined {
    if (this.text.charAt(start) !== '{') return undefined;
    const next = this.text.charAt(start + 1);
    if (next === '{') return this.#readGo(start, start - lineStart, place);
    if (place === 'quoted') return undefined;
    if (next === '%' && /^[-+]?\s*[a-z]/.test(this.text.slice(start + 2, start + 12))) {
      return this.#readJinja(start, start - lineStart, '%}');
    }
    return next === '#' && place === 'value' ? this.#readJinja(start, start - lineStart, '#}') : undefined;
  }

  /** The actions from `start` to the end of the line the last one ends in, if nothing but a comment is with them. */
  readAlone(start: number, lineStart: number): Action[] {
    const actions: Action[] = [];
    let line = lineStart;
    let offset = start;
    for (;;) {
      const action = this.read(offset, line, 'value');
      if (!action) break;
      actions.push(action);
      line = lastLineStart(this.text, action.start, action.end) ?? line;
      offset = skipBlanks(this.text, action.end);
    }
    const isComment = this.text.charAt(offset) === '#' && offset > (actions.at(-1)?.end ?? offset);
    return isLineEnd(this.text, offset) || isComment ? actions : [];
  }

  /** The actions in a line that is only text, from `start` on. They end with the line, if `isBounded`. */
  readLine(start: number, lineStart: number, isBounded: boolean): Action[] {
    const actions: Action[] = [];
    let lineEnd = endOfLine(this.text, start);
    let offset = start;
    while (offset < lineEnd) {
      const found = this.text.slice(offset, lineEnd).indexOf('{{');
      const action = found < 0 ? undefined : this.read(offset + found, lineStart, 'plain');
      if (!action) break;
      const isCut = isBounded && action.end > lineEnd;
      actions.push(isCut ? { ...action, end: lineEnd } : action);
      offset = isCut ? lineEnd : action.end;
      if (offset > lineEnd) lineEnd = endOfLine(this.text, offset);
    }
    return actions;
  }

  #readGo(start: number, column: number, place: 'value' | 'plain' | 'quoted'): Action {
    const isComment = /^\{\{-?\s*\/\*/.test(this.text.slice(start, start + 20));
    const end = isComment ? this.#endOfComment(start) : this.#endOfGo(start + 2);
    if (end !== undefined) return describeGo(this.text.slice(start, end), { start, end, column });
    // What is being typed must not swallow the quote that closes the scalar it stands in.
    const unclosed = place === 'quoted' ? start + 2 : endOfLine(this.text, start);
    return describeGo('{{', { start, end: unclosed, column });
  }

  #endOfComment(start: number): number | undefined {
    const close = this.#find('*/', start);
    if (close === undefined) return undefined;
    const rest = /^\s*-?\}\}/.exec(this.text.slice(close + 2, close + 40));
    return close + 2 + (rest?.[0].length ?? 0);
  }

  #endOfGo(from: number): number | undefined {
    let offset = from;
    while (offset < this.text.length) {
      const char = this.text.charAt(offset);
      if (char === '}' && this.text.charAt(offset + 1) === '}') return offset + 2;
      // An action cannot hold another: this one was never closed.
      if (char === '{' && this.text.charAt(offset + 1) === '{') return undefined;
      offset = this.#behind(char, offset);
    }
    return undefined;
  }

  /** Behind the string that starts at `offset`, else behind the one character there. */
  #behind(char: string, offset: number): number {
    if (char === '\\') return offset + 2;
    if (char === '`') return (this.#find('`', offset + 1) ?? offset) + 1;
    return char === '"' || char === "'" ? this.#endOfString(char, offset) : offset + 1;
  }

  #endOfString(quote: string, start: number): number {
    for (let offset = start + 1; offset < this.text.length; offset++) {
      const char = this.text.charAt(offset);
      if (isLineEnd(this.text, offset)) break;
      if (char === '\\') offset++;
      else if (char === quote) return offset + 1;
    }
    return start + 1;
  }

  #readJinja(start: number, column: number, closer: string): Action | undefined {
    const close = this.#find(closer, start + 2);
    if (close === undefined) return undefined;
    return describeJinja(this.text.slice(start, close + 2), { start, end: close + 2, column });
  }

  #find(needle: string, from: number): number | undefined {
    if (this.#absent.has(needle)) return undefined;
    const found = this.text.indexOf(needle, from);
    if (found >= 0) return found;
    this.#absent.add(needle);
    return undefined;
  }
}

/** Whether a whole action such as `{{- if .x }}` steers the template and prints nothing itself. */
export function isControl(action: string): boolean {
  const describe = action.startsWith('{{') ? describeGo : describeJinja;
  return !describe(action, { start: 0, end: action.length, column: 0 }).isPrinting;
}

type ActionPlace = Pick<Action, 'start' | 'end' | 'column'>;

function describeGo(text: string, { start, end, column }: ActionPlace): Action {
  const body = text.replace(/^\{\{-?\s*/, '').replace(/-?\}\}$/, '');
  const keyword = /^[A-Za-z]+(?![\w.-])/.exec(body)?.[0] ?? '';
  const isSilent =
    goSilent.has(keyword) || body.startsWith('/*') || /^\$\w*(?:\s*,\s*\$\w*)?\s*:?=/.test(body);
  return {
    start,
    end,
    column,
    keyword,
    role: goRole(keyword),
    isPrinting: !isSilent,
    indent: indentOf(body),
  };
}

function goRole(keyword: string): Action['role'] {
  if (keyword === 'else') return 'else';
  if (keyword === 'end') return 'close';
  return goOpeners.has(keyword) ? 'open' : 'none';
}

function indentOf(body: string): number | undefined {
  const match =
    /\bn?indent\s+(\d{1,4})\s*\)*\s*$/.exec(body.slice(-40)) ?? /^n?indent\s+(\d{1,4})\b/.exec(body);
  return match ? Number(match[1]) : undefined;
}

function describeJinja(text: string, { start, end, column }: ActionPlace): Action {
  const isComment = text.startsWith('{#');
  const keyword = isComment ? '' : (/^\{%[-+]?\s*([a-z]+)/.exec(text)?.[1] ?? '');
  const isPrinting = jinjaPrinting.has(keyword);
  return { start, end, column, keyword, role: jinjaRole(keyword, text), isPrinting, indent: undefined };
}

function jinjaRole(keyword: string, text: string): Action['role'] {
  if (keyword === 'else' || keyword === 'elif') return 'else';
  if (keyword.startsWith('end')) return 'close';
  if (keyword === 'set') return text.includes('=') ? 'none' : 'open';
  return jinjaOpeners.has(keyword) ? 'open' : 'none';
}

/** YAML reads `${name}` as text, except in flow collections and where it has something like YAML in it. */
export function readSubstitution(text: string, start: number, isInFlow: boolean): Span | undefined {
  // A limit, for a line may hold any number of them that are never closed.
  const stretch = text.slice(start, start + 200);
  if (!stretch.startsWith('${') || !stretch.includes('}')) return undefined;
  let depth = 0;
  for (let index = 1; index < stretch.length && !isLineEnd(stretch, index); index++) {
    const char = stretch.charAt(index);
    if (char === '{') depth++;
    if (char !== '}' || --depth > 0) continue;
    const isReadable = !isInFlow && !/:\s|\s#/.test(stretch.slice(0, index));
    return isReadable ? undefined : { start, end: start + index + 1 };
  }
  return undefined;
}
