/** A piece of text as a terminal shows it. */
export interface Cell {
  /** Offset of the piece in the text. */
  readonly offset: number;
  readonly shown: string;
  /** How many columns it takes. */
  readonly width: number;
}

const TAB_WIDTH = 4;

/**
 * A line cut into what a terminal shows in its columns. Tabs become spaces, and what would move the cursor, change colours
 * or turn the reading direction becomes a visible sign: a manifest must not be able to play tricks on its reader.
 */
export function cellsOf(line: string): readonly Cell[] {
  const cells: Cell[] = [];
  let column = 0;
  for (const [offset, piece] of piecesOf(line)) {
    const cell = cellOf(piece, offset, column);
    column += cell.width;
    cells.push(cell);
  }
  return cells;
}

/** A text on one line that a terminal shows as it is written. */
export function plain(text: string): string {
  // The common case, and a fast one.
  if (isShownAsWritten(text)) return text;
  return cellsOf(text)
    .map((cell) => cell.shown)
    .join('');
}

/** Whether a terminal shows each character of a text as it is written, in one column. */
export function isShownAsWritten(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}

function* piecesOf(line: string): Iterable<readonly [number, string]> {
  if (!/[^\t\x20-\x7e]/.test(line)) {
    for (let offset = 0; offset < line.length; offset++) yield [offset, line.charAt(offset)];
    return;
  }
  const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  for (const { index, segment } of graphemes.segment(line)) yield [index, segment];
}

function cellOf(piece: string, offset: number, column: number): Cell {
  if (piece === '\t') {
    const width = TAB_WIDTH - (column % TAB_WIDTH);
    return { offset, shown: ' '.repeat(width), width };
  }
  if (/^[\x20-\x7e]$/.test(piece)) return { offset, shown: piece, width: 1 };
  const shown = piece.replace(/\p{Cc}|[\p{Bidi_Control}\u2028\u2029\ufeff]|\p{Cs}/gu, '\ufffd');
  return { offset, shown, width: widthOf(shown) };
}

function widthOf(grapheme: string): number {
  if (/\p{Emoji_Presentation}|\ufe0f|\p{Regional_Indicator}{2}/u.test(grapheme)) return 2;
  const code = grapheme.codePointAt(0) ?? 0;
  if (wideRanges.some(([first, last]) => code >= first && code <= last)) return 2;
  return /^[\p{Mn}\p{Me}\p{Cf}]+$/u.test(grapheme) ? 0 : 1;
}

/** The blocks of Unicode whose characters take two columns (UAX #11, W and F), without the emoji. */
const wideRanges: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x17000, 0x18aff],
  [0x1b000, 0x1b2ff],
  [0x20000, 0x3fffd],
];
