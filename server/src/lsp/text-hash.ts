const encoder = new TextEncoder();
const words = new Uint32Array(16 * 1024);
const bytes = new Uint8Array(words.buffer);

/**
 * A short name for a text: equal for equal texts, and in practice different for others. It is made of the text's bytes, four
 * at once: characters take several times as long.
 */
export function textHash(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; ) {
    const { read, written } = encoder.encodeInto(at === 0 ? text : text.slice(at), bytes);
    const count = (written + 3) >> 2;
    bytes.fill(0, written, count * 4);
    for (let index = 0; index < count; index++) {
      const word = words[index] ?? 0;
      high = Math.imul(high ^ word, 2654435761);
      high ^= high >>> 15;
      low = Math.imul(low ^ word, 1597334677);
      low ^= low >>> 13;
    }
    high ^= written;
    at += read;
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  // 53 bits, of which one text is made: of two put together, three would be kept.
  return ((high >>> 0) * 0x20_0000 + (low & 0x1f_ffff)).toString(36);
}
