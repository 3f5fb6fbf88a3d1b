/** How many bytes a text has in UTF-8. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    const isHalf = code >= 0xd800 && code <= 0xdfff;
    // A character beyond the first plane is a pair of halves, and four bytes.
    if (code > 0x7f) bytes += code > 0x7ff && !isHalf ? 2 : 1;
  }
  return bytes;
}

/** Whether a text has more bytes than this in UTF-8. Most texts are far from any limit, which their length tells. */
export function isLongerInUtf8(text: string, limit: number): boolean {
  return text.length * 3 > limit && utf8Length(text) > limit;
}
