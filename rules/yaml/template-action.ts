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
  /** Where the next `{{` is, as far as it has been looked for. */
  #nextGo = -1;

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
  readAlone(start: number, lineStart: number): readonly Action[] {
    if (this.text.charCodeAt(start) !== OPENING_BRACE) return NONE;
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
    return isLineEnd(this.text, offset) || isComment ? actions : NONE;
  }

  /** The actions in a line that is only text, from `start` on. They end with the line, if `isBounded`. */
  readLine(start: number, lineStart: number, isBounded: boolean): readonly Action[] {
    let lineEnd = endOfLine(this.text, start);
    if (this.#findGo(start) >= lineEnd) return NONE;
    const actions: Action[] = [];
    let offset = start;
    while (offset < lineEnd) {
      const found = this.#findGo(offset);
      const action = found + 1 < lineEnd ? this.read(found, lineStart, 'plain') : undefined;
      if (!action) break;
      const isCut = isBounded && action.end > lineEnd;
      actions.push(isCut ? { ...action, end: lineEnd } : action);
      offset = isCut ? lineEnd : action.end;
      if (offset > lineEnd) lineEnd = endOfLine(this.text, offset);
    }
    return actions;
  }

  /** Where the next `{{` is, or the end of the text. Quick when asked again and again, going forward. */
  #findGo(from: number): number {
    if (this.#nextGo < from) {
      const found = this.text.indexOf('{{', from);
      this.#nextGo = found < 0 ? this.text.length : found;
    }
    return this.#nextGo;
  }

  #readGo(start: number, column: number, place: 'value' | 'plain' | 'quoted'): Action {
    const isComment = startsWith(COMMENT, this.text, start);
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
    for (;;) {
      PART_OF_ACTION.lastIndex = offset;
      const found = PART_OF_ACTION.exec(this.text);
      if (found === null) return undefined;
      offset = found.index;
      const char = this.text.charAt(offset);
      if (char === '}') return offset + 2;
      // An action cannot hold another: this one was never closed.
      if (char === '{') return undefined;
      offset = this.#behind(char, offset);
    }
  }

  /** Behind the string or the escaped character that starts at `offset`. */
  #behind(char: string, offset: number): number {
    if (char === '\\') return offset + 2;
    if (char === '`') return (this.#find('`', offset + 1) ?? offset) + 1;
    return this.#endOfString(char, offset);
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

const NONE: readonly Action[] = [];
const OPENING_BRACE = 0x7b;
const OPENING = /\{\{-?\s*/y;
const COMMENT = /\{\{-?\s*\/\*/y;
const KEYWORD = /[A-Za-z]+(?![\w.-])/y;
/** What ends an action, and what a brace may stand in. */
const PART_OF_ACTION = /\}\}|\{\{|[\\`"']/g;

/** Whether a pattern that is sticky matches at an offset. It then knows where the match ends. */
function startsWith(pattern: RegExp, text: string, offset: number): boolean {
  pattern.lastIndex = offset;
  return pattern.test(text);
}

type ActionPlace = Pick<Action, 'start' | 'end' | 'column'>;

function describeGo(text: string, { start, end, column }: ActionPlace): Action {
  const body = text.slice(startsWith(OPENING, text, 0) ? OPENING.lastIndex : 0).replace(/-?\}\}$/, '');
  const keyword = startsWith(KEYWORD, body, 0) ? body.slice(0, KEYWORD.lastIndex) : '';
  const isSilent =
    goSilent.has(keyword) ||
    body.startsWith('/*') ||
    (body.startsWith('$') && /^\$\w*(?:\s*,\s*\$\w*)?\s*:?=/.test(body));
  return {
    start,
    end,
    column,
    keyword,
    role: goRole(keyword),
    isPrinting: !isSilent,
    indent: body.includes('indent') ? indentOf(body) : undefined,
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
