import type { Range } from 'vscode-languageserver';

/** Whether two ranges are the same. */
export function isSameRange(a: Range, b: Range): boolean {
  return distance(a, b, 'start', 'start') === 0 && distance(a, b, 'end', 'end') === 0;
}

/** Ranges touch where one starts where the other ends, too: there the cursor is at both. */
export function touches(a: Range, b: Range): boolean {
  return distance(a, b, 'start', 'end') <= 0 && distance(b, a, 'start', 'end') <= 0;
}

/** Whether two ranges have a line in common. */
export function sharesLine(a: Range, b: Range): boolean {
  return a.start.line <= b.end.line && b.start.line <= a.end.line;
}

function distance(a: Range, b: Range, edgeOfA: 'start' | 'end', edgeOfB: 'start' | 'end'): number {
  return a[edgeOfA].line - b[edgeOfB].line || a[edgeOfA].character - b[edgeOfB].character;
}
