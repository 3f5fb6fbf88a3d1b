import type { ObjectIdentity } from '../kubernetes/manifest';
import type { Path } from '../yaml/field';

/** Names findings about one object: by sixteen hexadecimal digits that stay as long as rule, object and path do. */
export type Fingerprints = (rule: string, path: Path) => string;

/** The fingerprints of findings about an object. */
export function fingerprintsOf({
  apiVersion,
  kind,
  namespace = '',
  name = '',
}: ObjectIdentity): Fingerprints {
  const object = `\n${[apiVersion, kind, namespace, name].map(quoted).join('\n')}`;
  return (rule, path) => {
    let text = quoted(rule) + object;
    for (const part of path) text += typeof part === 'number' ? `\n${part}` : `\n${quoted(part)}`;
    return hash(text);
  };
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
