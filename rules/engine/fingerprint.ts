import type { Problem } from './problem';

/** Names a problem by sixteen hexadecimal digits that stay as long as rule, object and path do: over edits elsewhere in the file. */
export function fingerprintOf({ rule, object, place }: Pick<Problem, 'rule' | 'object' | 'place'>): string {
  const { apiVersion, kind, namespace = '', name = '' } = object;
  let text = `${quoted(rule)}\n${quoted(apiVersion)}\n${quoted(kind)}\n${quoted(namespace)}\n${quoted(name)}`;
  for (const part of place.path) text += typeof part === 'number' ? `\n${part}` : `\n${quoted(part)}`;
  return hash(text);
}

/** A text as JSON writes it: what JSON would escape is rare. */
function quoted(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
}

const PLAIN = /^[\w./:@ -]*$/;

/** Twice FNV-1a over UTF-16 units: enough to tell findings apart, and the same in every host. */
function hash(text: string): string {
  let one = 0x811c9dc5;
  let other = 0x01000193;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    one = Math.imul(one ^ code, 0x01000193);
    one ^= one >>> 15;
    other = Math.imul(other ^ code, 0x01000193);
    other ^= other >>> 15;
  }
  return digits(one) + digits(other);
}

function digits(value: number): string {
  return byte(value >>> 24) + byte(value >>> 16) + byte(value >>> 8) + byte(value);
}

/** The last eight bits of a number, as two digits. A table of them takes a fraction of the time of `toString`. */
function byte(value: number): string {
  return BYTES[value & 0xff] ?? '';
}

const BYTES = Array.from({ length: 256 }, (_, value) => value.toString(16).padStart(2, '0'));
