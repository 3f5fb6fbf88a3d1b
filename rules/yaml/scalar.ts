import type { ScalarNode } from './node';

/** What a scalar is once its text has been resolved. */
export type Scalar =
  | { readonly type: 'null' }
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'integer'; readonly value: number }
  | { readonly type: 'float'; readonly value: number }
  | { readonly type: 'string'; readonly value: string };

/**
 * The value a Kubernetes decoder reads. It takes YAML 1.1's booleans and octals, but neither its times nor its base 60.
 * Does not look at `isPlaceholder`: ask that first.
 */
export function readScalar(node: ScalarNode, language: 'yaml' | 'json'): Scalar {
  if (language === 'json') return node.style === 'plain' ? resolveJson(node.text) : stringOf(node.text);
  if (node.tag !== undefined) return resolveTagged(node.text, node.tag);
  return node.style === 'plain' ? resolvePlain(node.text) : stringOf(node.text);
}

const words: ReadonlyMap<string, Scalar> = new Map<string, Scalar>([
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, { type: 'null' }] as const),
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON', 'true', 'True', 'TRUE'].map(
    (word) => [word, { type: 'boolean', value: true }] as const,
  ),
  ...['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF', 'false', 'False', 'FALSE'].map(
    (word) => [word, { type: 'boolean', value: false }] as const,
  ),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word) => [word, floatOf(Infinity)] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, floatOf(-Infinity)] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, floatOf(Number.NaN)] as const),
]);

const LONGEST_WORD = Math.max(...[...words.keys()].map(({ length }) => length));

/** What one of the words or a number may start with, by the number of the character. */
const MAY_START = startsOf([...words.keys(), ...'0123456789+-.']);

const integerPattern = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+|0[0-7]*|[1-9][0-9]*)$/;
const floatPattern = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const jsonNumberPattern = /^-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$/;

function resolvePlain(text: string): Scalar {
  if (text !== '' && MAY_START[text.charCodeAt(0)] !== true) return stringOf(text);
  const word = text.length <= LONGEST_WORD ? words.get(text) : undefined;
  if (word !== undefined) return word;
  // Underscores may stand anywhere in a number, except in one that starts with its point.
  const digits = text.startsWith('.') || !text.includes('_') ? text : text.replaceAll('_', '');
  const integer = integerPattern.exec(digits);
  if (integer) return integerOf(integer[1] ?? '', integer[2] ?? '');
  return floatPattern.test(digits) ? floatOf(Number(digits)) : stringOf(text);
}

function startsOf(texts: readonly string[]): readonly boolean[] {
  const starts = new Array<boolean>(128).fill(false);
  for (const text of texts) if (text !== '') starts[text.charCodeAt(0)] = true;
  return starts;
}

function integerOf(sign: string, digits: string): Scalar {
  // A leading zero alone means octal, as in file modes.
  const magnitude = Number(/^0[0-9]/.test(digits) ? `0o${digits.slice(1)}` : digits);
  const value = sign === '-' && magnitude !== 0 ? -magnitude : magnitude;
  return Number.isSafeInteger(value) ? { type: 'integer', value } : floatOf(value);
}

function resolveTagged(text: string, tag: string): Scalar {
  const resolved = resolvePlain(text);
  switch (tag.replace(/^!<(.*)>$/, '$1').replace(/^tag:yaml\.org,2002:/, '!!')) {
    case '!!null':
      return resolved.type === 'null' ? resolved : stringOf(text);
    case '!!bool':
      return resolved.type === 'boolean' ? resolved : stringOf(text);
    case '!!int':
      return resolved.type === 'integer' ? resolved : stringOf(text);
    case '!!float':
      if (resolved.type === 'integer') return floatOf(resolved.value);
      return resolved.type === 'float' ? resolved : stringOf(text);
    default:
      return stringOf(text);
  }
}

function resolveJson(text: string): Scalar {
  if (text === 'null') return { type: 'null' };
  if (text === 'true' || text === 'false') return { type: 'boolean', value: text === 'true' };
  const number = jsonNumberPattern.exec(text);
  if (!number) return stringOf(text);
  const isInteger = number[1] === undefined && number[2] === undefined && Number.isSafeInteger(Number(text));
  return isInteger ? { type: 'integer', value: Number(text) || 0 } : floatOf(Number(text));
}

function floatOf(value: number): Scalar {
  return { type: 'float', value };
}

function stringOf(value: string): Scalar {
  return { type: 'string', value };
}
