/** Whether the character ends a line, as far as YAML is concerned. */
export function isLineBreak(code: number): boolean {
  return code === 10 || code === 13;
}

/** The offset of the next line break, or of the end of the text. Nothing behind `limit` is looked at. */
export function endOfLine(text: string, offset: number, limit = text.length): number {
  let end = offset;
  while (end < limit && !isLineBreak(text.charCodeAt(end))) end++;
  return end;
}

/** The start of the next line, or the end of the text. */
export function lineAfter(text: string, offset: number): number {
  const end = endOfLine(text, offset);
  return text.startsWith('\r\n', end) ? end + 2 : Math.min(end + 1, text.length);
}

/** Whether a line, or the text, ends at the offset. */
export function isLineEnd(text: string, offset: number): boolean {
  return offset >= text.length || isLineBreak(text.charCodeAt(offset));
}

/** Whether white space or the end of the text is at the offset. */
export function isSpaceOrEnd(text: string, offset: number): boolean {
  const code = text.charCodeAt(offset);
  return code === 32 || code === 9 || isLineEnd(text, offset);
}

/** The first offset that holds neither a space nor a tab. */
export function skipBlanks(text: string, from: number): number {
  let offset = from;
  while (text.charCodeAt(offset) === 32 || text.charCodeAt(offset) === 9) offset++;
  return offset;
}

/** The first offset that holds neither a space, a tab nor a line break. */
export function skipWhiteSpace(text: string, from: number): number {
  let offset = from;
  while (offset < text.length && isSpaceOrEnd(text, offset)) offset++;
  return offset;
}

/** The first offset that holds a character with a meaning in any YAML scalar, or a line break. */
export function skipOrdinary(text: string, from: number): number {
  let offset = from;
  while (offset < text.length && !isSpecial(text.charCodeAt(offset))) offset++;
  return offset;
}

function isSpecial(code: number): boolean {
  switch (code) {
    case 0x0a: // line feed
    case 0x0d: // carriage return
    case 0x22: // "
    case 0x23: // #
    case 0x24: // $
    case 0x27: // '
    case 0x2c: // ,
    case 0x3a: // :
    case 0x5b: // [
    case 0x5c: // \
    case 0x5d: // ]
    case 0x7b: // {
    case 0x7d: // }
      return true;
    default:
      return false;
  }
}

/** Where the text starts behind a byte order mark. */
export function startOfText(text: string): number {
  return text.charCodeAt(0) === 0xfeff ? 1 : 0;
}

/** The start of the last line that starts in the span, or undefined where it has no line break. */
export function lastLineStart(text: string, start: number, end: number): number | undefined {
  for (let offset = end - 1; offset >= start; offset--) {
    if (isLineBreak(text.charCodeAt(offset))) return offset + 1;
  }
  return undefined;
}

/** Whether `---` or `...` stands at the offset as a marker would. Ask at the start of a line. */
export function isMarker(text: string, offset: number): boolean {
  return (text.startsWith('---', offset) || text.startsWith('...', offset)) && isSpaceOrEnd(text, offset + 3);
}
