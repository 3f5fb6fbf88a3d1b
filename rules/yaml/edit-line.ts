import type { Span } from './span';

/** The offset at which the line of `offset` starts, behind a byte order mark. */
export function lineStart(text: string, offset: number): number {
  const start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
  return start === 0 && text.startsWith('\ufeff') ? Math.min(1, offset) : start;
}

/** The offset at which the line of `offset` ends, before its line break. */
export function lineEnd(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset);
  if (feed === -1) return text.length;
  return feed > 0 && text[feed - 1] === '\r' ? feed - 1 : feed;
}

/** The offset behind the line break of the line of `offset`. */
export function nextLine(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset);
  return feed === -1 ? text.length : feed + 1;
}

/** The line break of the line of `offset`, or in the last line that of the line before. */
export function lineBreakAt(text: string, offset: number): string {
  const feed = text.indexOf('\n', offset);
  const nearest = feed === -1 ? text.lastIndexOf('\n') : feed;
  return nearest > 0 && text[nearest - 1] === '\r' ? '\r\n' : '\n';
}

/** The column of `offset`, from 0. */
export function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

/** The white space the line of `offset` starts with. */
export function indentOf(text: string, offset: number): string {
  const start = lineStart(text, offset);
  return /^[ \t]*/.exec(text.slice(start, lineEnd(text, offset)))?.[0] ?? '';
}

/** Whether only white space stands before `offset` on its line. */
export function isFirstOnLine(text: string, offset: number): boolean {
  return /^[ \t]*$/.test(text.slice(lineStart(text, offset), offset));
}

/** Whether only white space and a comment stand behind `offset` on its line. */
export function isLastOnLine(text: string, offset: number): boolean {
  return /^[ \t]*$|^[ \t]+#/.test(text.slice(offset, lineEnd(text, offset)));
}

/** Whether a blank line comes behind the line of `offset`. */
export function isBlankBehind(text: string, offset: number): boolean {
  const at = nextLine(text, offset);
  return at < text.length && text.slice(at, lineEnd(text, at)).trim() === '';
}

/** Whether the next line with text behind the line of `offset` starts with a template. */
export function isTemplateBehind(text: string, offset: number): boolean {
  const behind = text.slice(nextLine(text, offset));
  return /^\s*\{[{%#]/.test(behind);
}

/** The lines that `span` touches, without the last line break. */
export function linesOf(text: string, span: Span): Span {
  return { start: lineStart(text, span.start), end: lineEnd(text, span.end) };
}
