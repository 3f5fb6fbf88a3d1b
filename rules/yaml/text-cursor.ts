import type { Span } from './span';
import {
  endOfLine,
  isLineEnd,
  isMarker,
  isSpaceOrEnd,
  lastLineStart,
  lineAfter,
  skipBlanks,
  startOfText,
} from './text-line';

/** A place in a text that moves forward, and the start of the line it is in. */
export class TextCursor {
  offset: number;
  #lineStart = 0;

  constructor(private readonly text: string) {
    this.offset = startOfText(text);
    this.#lineStart = this.offset;
  }

  get lineStart(): number {
    return this.#lineStart;
  }

  get column(): number {
    return this.offset - this.#lineStart;
  }

  get isAtEnd(): boolean {
    return this.offset >= this.text.length;
  }

  get isAtLineEnd(): boolean {
    return isLineEnd(this.text, this.offset);
  }

  /** Whether a document marker is here. An action may follow it closely: `---{{ if .enabled }}`. */
  get isAtMarker(): boolean {
    const char = this.charAt(0);
    if (char !== '-' && char !== '.') return false;
    return isMarker(this.text, this.offset) || this.text.startsWith('---{{', this.offset);
  }

  /** The character so far from here; empty outside the text. */
  charAt(distance: number): string {
    return this.text.charAt(this.offset + distance);
  }

  /** Whether a character with white space behind it is here. */
  isIndicator(char: string): boolean {
    return this.charAt(0) === char && isSpaceOrEnd(this.text, this.offset + 1);
  }

  /** Whether a colon here ends a key; in flow style a bracket or comma may follow it. */
  isColon(isInFlow: boolean): boolean {
    return this.isIndicator(':') || (isInFlow && this.charAt(0) === ':' && /^[,[\]{}]$/.test(this.charAt(1)));
  }

  /** Moves behind an anchor, a tag or an alias, if one is here. */
  skipProperty(): boolean {
    if (!/^[!&*]$/.test(this.charAt(0))) return false;
    const property = /^.[^\s,[\]{}]*/.exec(this.text.slice(this.offset, this.offset + 500));
    this.offset += property?.[0].length ?? 1;
    return true;
  }

  skipBlanks(): void {
    this.offset = skipBlanks(this.text, this.offset);
  }

  skipLine(): void {
    this.offset = endOfLine(this.text, this.offset);
  }

  startNextLine(): void {
    this.offset = lineAfter(this.text, this.offset);
    this.#lineStart = this.offset;
  }

  /** Moves behind the last of the spans, which may run over lines. */
  moveBehind(spans: readonly Span[]): void {
    for (const { start, end } of spans) {
      this.#lineStart = lastLineStart(this.text, start, end) ?? this.#lineStart;
      this.offset = end;
    }
  }
}
