/**
 * Where a block scalar ends: behind the line break of its last line. Blank lines behind its text count unless they are
 * short enough to be dropped; with `|+` and `>+` all count. `start` and `end` are those of its lines with all blank ones.
 * Undefined where a tab, or a text that ends with a space, makes it doubtful.
 */
export function endOfBlockScalar(
  text: string,
  start: number,
  end: number,
  keepsBlankLines: boolean,
): number | undefined {
  let behind = end;
  while (text.charCodeAt(behind) === 32) behind++;
  const isCut = behind === text.length && text.charCodeAt(behind - 1) === 32;
  if (isCut || text.charCodeAt(behind) === 9) return undefined;
  if (keepsBlankLines) return end;
  const indent = indentOfFirstLine(text, start);
  let last = end;
  for (;;) {
    const line = shortBlankLine(text, start, last, indent);
    if (line === undefined) return last;
    last = line;
  }
}

/** The number of spaces in front of the first text at or behind an offset. */
function indentOfFirstLine(text: string, start: number): number {
  let lineStart = start;
  for (let offset = start; ; offset++) {
    const code = text.charCodeAt(offset);
    if (code === 10) lineStart = offset + 1;
    else if (code !== 32 && code !== 13) return offset - lineStart;
  }
}

/** The start of the line that ends at `end`, if it has only spaces, and no more of them than the text is indented by. */
function shortBlankLine(text: string, start: number, end: number, indent: number): number | undefined {
  let offset = end - 1;
  if (text.charCodeAt(offset) === 10) offset--;
  if (text.charCodeAt(offset) === 13) offset--;
  const last = offset;
  while (text.charCodeAt(offset) === 32) offset--;
  const isDropped = text.charCodeAt(offset) === 10 && offset >= start && offset + 1 + indent > last;
  return isDropped ? offset + 1 : undefined;
}
