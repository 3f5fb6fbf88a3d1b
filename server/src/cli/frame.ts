import type { Position } from 'vscode-languageserver-textdocument';
import type { Span } from '../../../rules/yaml/span';
import { type Cell, cellsOf, isShownAsWritten } from './cells';

/** A source line as a terminal shows it, and where in it the carets stand. Columns from 0. */
export interface Frame {
  /** Number of the line, from 1. */
  readonly line: number;
  readonly text: string;
  readonly column: number;
  /** Number of carets, one at least. */
  readonly carets: number;
}

/** What is left of the span in view where a line is cut. */
const MARGIN = 20;

/** The line of `text` in which `span` starts, which is at `position`, cut around it to `columns` at most. */
export function frameOf(text: string, span: Span, position: Position, columns: number): Frame {
  const start = lineStart(text, span.start - position.character);
  const line = lineFrom(text, start).replace(/^\ufeff/, ' ');
  const within = { start: span.start - start, end: span.end - start };
  const isWhole = line.length <= columns && isShownAsWritten(line);
  return {
    line: position.line + 1,
    ...(isWhole ? whole(line, within) : cut(cellsOf(line), within, columns)),
  };
}

/** Positions stand before all that ends a line, so that `offset` may be some characters behind where it starts. */
function lineStart(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && text[start - 1] !== '\n' && text[start - 1] !== '\r') start--;
  return start;
}

/** What stands from an offset to the end of its line. */
function lineFrom(text: string, start: number): string {
  const end = text.indexOf('\n', start);
  const line = text.slice(start, end < 0 ? undefined : end);
  const other = line.indexOf('\r');
  return other < 0 ? line : line.slice(0, other);
}

/** A line that need not be cut, and of which each character takes one column: nearly all are. */
function whole(text: string, { start, end }: Span): Omit<Frame, 'line'> {
  const column = Math.min(start, Math.max(text.length - 1, 0));
  return { text: text.trimEnd(), column, carets: Math.max(1, Math.min(end, text.length) - column) };
}

function cut(cells: readonly Cell[], span: Span, columns: number): Omit<Frame, 'line'> {
  const first = cells.findIndex((_cell, index) => (cells[index + 1]?.offset ?? Infinity) > span.start);
  const at = first < 0 ? cells.length : first;
  const after = cells.findIndex((cell) => cell.offset >= span.end);
  const marked = { start: at, end: Math.max(after < 0 ? cells.length : after, at) };
  const before = widthOf(cells.slice(0, marked.start));
  const skip = widthOf(cells) <= columns || before + MARGIN < columns / 2 ? 0 : before - MARGIN;
  const firstShown = indexAt(cells, skip);
  const lead = firstShown === 0 ? '' : '…';
  const room = columns - lead.length;
  const rest = cells.slice(firstShown);
  const isCut = widthOf(rest) > room;
  const shown = isCut ? rest.slice(0, indexAt(rest, room - 1)) : rest;
  const column = lead.length + widthOf(cells.slice(firstShown, marked.start));
  const visible = shown.slice(marked.start - firstShown, marked.end - firstShown);
  return {
    text: (lead + shown.map((cell) => cell.shown).join('') + (isCut ? '…' : '')).trimEnd(),
    column,
    carets: Math.max(1, widthOf(visible)),
  };
}

/** Index of the first cell that starts at or behind a column. */
function indexAt(cells: readonly Cell[], column: number): number {
  let width = 0;
  for (const [index, cell] of cells.entries()) {
    if (width >= column) return index;
    width += cell.width;
  }
  return cells.length;
}

function widthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, cell) => sum + cell.width, 0);
}
