export type Quote = '"' | "'";

/** Where a scalar is to stand, as far as its spelling depends on it. */
export interface ScalarPlace {
  /** Inside `{}` or `[]`, where commas and brackets mean something. */
  readonly isFlow: boolean;
  /** Strings are always in double quotes. */
  readonly isJson: boolean;
  /** For strings that need quotes. */
  readonly quote: Quote;
  /** For strings that need none, where those have some, too. */
  readonly always: Quote | undefined;
}

/** How a string is written so that every reader, of YAML 1.1 or 1.2, gets this string. */
export function writeString(text: string, place: ScalarPlace): string {
  if (place.isJson) return quoted(text, '"');
  const isBare = place.always === undefined && isPlain(text, place.isFlow) && !isResolved(text);
  return isBare ? text : quoted(text, place.always ?? place.quote);
}

/** Whether the text needs no quotes to be a string, wherever it stands. */
export function isPlainString(text: string): boolean {
  return isPlain(text, true) && !isResolved(text);
}

/** Whether the text is one plain scalar, of whatever type: nothing in it is syntax. */
export function isPlain(text: string, isFlow: boolean): boolean {
  if (!PLAIN.test(text) || /: |:$| #|^---|^\.\.\./.test(text)) return false;
  return !isFlow || !/[,[\]{}]/.test(text);
}

/** The text in quotes of this kind, or in double quotes where it needs escapes. */
export function quoted(text: string, quote: Quote): string {
  if (quote === "'" && !UNPRINTABLE.test(text)) return `'${text.replaceAll("'", "''")}'`;
  return JSON.stringify(text).replace(UNPRINTABLE_ALL, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** Whether the text is a JSON number, boolean or null. */
export function isJsonLiteral(text: string): boolean {
  return /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)$/.test(text);
}

/** Control characters, line breaks and the byte order mark: never written as they are. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
export const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/;
const UNPRINTABLE_ALL = /[\u007f-\u009f\u2028\u2029\ufeff]/g;

/** No white space at the ends, no control characters, and no indicator in front (`-` only before a word). */
const PLAIN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /^(?:[^\s\-?:,[\]{}#&*!|>'"%@`\u0000-\u001f]|-(?=[^\s,[\]{}]))(?:[^\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]*[^\s])?$/;

const WORDS = /^(?:y|n|yes|no|on|off|true|false|null|~|=|<<|[-+]?\.inf|\.nan|)$/i;
const INTEGER = /^[-+]?(?:0b[01_]+|0o?[0-7_]+|0x[\da-f_]+|\d[\d_]*)$/i;
const FLOAT = /^[-+]?(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:e[-+]?\d+)?$/i;
const SEXAGESIMAL = /^[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?$/;
const DATE = /^\d{4}-\d\d?-\d\d?(?:[Tt\s].*)?$/;

/** Whether a reader of YAML 1.1 or 1.2 takes the plain text for something other than a string. */
function isResolved(text: string): boolean {
  return [WORDS, INTEGER, FLOAT, SEXAGESIMAL, DATE].some((pattern) => pattern.test(text));
}
