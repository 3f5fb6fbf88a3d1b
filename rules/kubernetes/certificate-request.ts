/** Whom a certificate is asked for: user names and groups, as the API server reads them from a client's certificate. */
export interface Subject {
  readonly commonNames: readonly string[];
  readonly organizations: readonly string[];
}

/** The tags of DER that a request's subject is made of. */
const SEQUENCE = 0x30;
const SET = 0x31;
const OBJECT_IDENTIFIER = 0x06;

const COMMON_NAME = '85,4,3';
const ORGANIZATION = '85,4,10';

/** Strings of one byte or UTF-8: UTF8String, PrintableString, T61String, IA5String. */
const STRINGS = [0x0c, 0x13, 0x14, 0x16];

/** An element of DER: its tag and what stands in it. */
interface Element {
  readonly tag: number;
  readonly content: readonly number[];
}

/**
 * The subject of a PKCS#10 request, as the API has it: PEM, encoded once more as base64. Undefined for what is none, or
 * cannot be read for certain.
 */
export function subjectOf(request: string): Subject | undefined {
  const pem = latin1(decodeBase64(request) ?? []);
  const body = /-----BEGIN (?:NEW )?CERTIFICATE REQUEST-----([\s\S]*?)-----END/.exec(pem)?.[1];
  const bytes = body === undefined ? undefined : decodeBase64(body);
  // A request is its information, its algorithm and its signature; the information a version, a subject, a key …
  const [whole] = elementsOf(bytes) ?? [];
  const [information] = childrenOf(whole, SEQUENCE) ?? [];
  const [, subject] = childrenOf(information, SEQUENCE) ?? [];
  const names = childrenOf(subject, SEQUENCE);
  const attributes = names?.flatMap((name) => childrenOf(name, SET) ?? []);
  if (attributes === undefined) return undefined;
  const pairs = attributes.map((attribute) => childrenOf(attribute, SEQUENCE) ?? []);
  return { commonNames: textsOf(pairs, COMMON_NAME), organizations: textsOf(pairs, ORGANIZATION) };
}

function textsOf(pairs: readonly (readonly Element[])[], identifier: string): readonly string[] {
  return pairs.flatMap(([type, value]) => {
    if (type?.tag !== OBJECT_IDENTIFIER || type.content.join() !== identifier) return [];
    return value !== undefined && STRINGS.includes(value.tag) ? [textOf(value.content)] : [];
  });
}

/** UTF-8 as text; what is not valid, byte by byte. */
function textOf(bytes: readonly number[]): string {
  try {
    return decodeURIComponent(bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
  } catch {
    return latin1(bytes);
  }
}

function latin1(bytes: readonly number[]): string {
  return bytes.map((byte) => String.fromCharCode(byte)).join('');
}

function childrenOf(element: Element | undefined, tag: number): readonly Element[] | undefined {
  return element?.tag === tag ? elementsOf(element.content) : undefined;
}

/** The elements that stand one behind the other in DER; undefined where their lengths do not fit. */
function elementsOf(bytes: readonly number[] | undefined): readonly Element[] | undefined {
  if (bytes === undefined) return undefined;
  const elements: Element[] = [];
  let offset = 0;
  while (offset < bytes.length) {
    const tag = bytes[offset] ?? 0;
    const first = bytes[offset + 1] ?? 0;
    // Above 127 the length stands in as many bytes as the lower bits say.
    const lengthBytes = first > 0x80 ? first - 0x80 : 0;
    if (first === 0x80 || lengthBytes > 3) return undefined;
    const start = offset + 2 + lengthBytes;
    const long = bytes.slice(offset + 2, start).reduce((sum, byte) => sum * 256 + byte, 0);
    const end = start + (lengthBytes === 0 ? first : long);
    if (end > bytes.length) return undefined;
    elements.push({ tag, content: bytes.slice(start, end) });
    offset = end;
  }
  return elements;
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The bytes of base64, with line breaks in it or not; undefined for what is none. */
function decodeBase64(text: string): readonly number[] | undefined {
  const digits = text.replace(/\s+/g, '').replace(/={1,2}$/, '');
  if (!/^[A-Za-z0-9+/]*$/.test(digits) || digits.length % 4 === 1) return undefined;
  const bytes: number[] = [];
  let bits = 0;
  let count = 0;
  for (const digit of digits) {
    bits = ((bits << 6) | DIGITS.indexOf(digit)) & 0xffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes.push((bits >> count) & 0xff);
  }
  return bytes;
}
