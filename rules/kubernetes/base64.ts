const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES: ReadonlyMap<string, number> = new Map([...ALPHABET].map((letter, value) => [letter, value]));

/** What base64 text stands for, one character a byte; undefined for what is no base64. Line breaks in it do not count. */
export function decodeBase64(encoded: string): string | undefined {
  const text = encoded.replace(/[\r\n]/g, '');
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  const bytes: string[] = [];
  for (let start = 0; start < text.length; start += 4) {
    const letters = text.slice(start, start + 4).replace(/=+$/, '');
    let bits = 0;
    for (const letter of letters) bits = (bits << 6) | (VALUES.get(letter) ?? 0);
    bits <<= 6 * (4 - letters.length);
    bytes.push(String.fromCharCode(bits >> 16, (bits >> 8) & 255, bits & 255).slice(0, letters.length - 1));
  }
  return bytes.join('');
}
