import { isLineBreak, isSpaceOrEnd } from './text-line';

/** Levels of nesting that are read. How many a stack holds differs from host to host; all hold many more than these. */
export const DEPTH_LIMIT = 1000;

/**
 * Whether a text may be nested deeper than that, well-formed or not. Never says no where it is. It may say yes where it is
 * not: brackets in strings count too.
 */
export function mayBeTooDeep(text: string): boolean {
  /** Where the keys, dashes and values start that this one may stand in, on its line or above. */
  const columns: number[] = [];
  let brackets = 0;
  let lineStart = 0;
  let isStart = true;
  for (let offset = 0; offset < text.length; offset++) {
    const code = text.charCodeAt(offset);
    if (isLineBreak(code)) {
      lineStart = offset + 1;
      isStart = true;
    } else if (code > 32) {
      if (isStart) enter(columns, offset - lineStart);
      isStart = (code === DASH || code === COLON || code === QUESTION) && isSpaceOrEnd(text, offset + 1);
      if (code === OPEN_LIST || code === OPEN_MAP) brackets++;
      else if (code === CLOSE_LIST || code === CLOSE_MAP) brackets = Math.max(0, brackets - 1);
      // A list may start in the column of the key it belongs to.
      if (2 * columns.length + brackets > DEPTH_LIMIT) return true;
    }
  }
  return false;
}

function enter(columns: number[], column: number): void {
  while ((columns.at(-1) ?? -1) >= column) columns.pop();
  columns.push(column);
}

const DASH = 0x2d;
const COLON = 0x3a;
const QUESTION = 0x3f;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_MAP = 0x7b;
const CLOSE_MAP = 0x7d;
