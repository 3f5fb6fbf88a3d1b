import { credentialIn, formIn, isLiteral, mayHoldCredential } from '../../kubernetes/credentials';

/** A credential on a command line. */
export interface Leak {
  /** Which item of the command line it is in. */
  readonly index: number;
  /** What credential, as a noun with its article. */
  readonly credential: string;
  /** The option or variable it belongs to, where that is known. */
  readonly name?: string;
  /** The word or the line that holds it, as written. */
  readonly text: string;
}

/** A word of a command line. */
interface Word {
  readonly index: number;
  /** As written. */
  readonly raw: string;
  /** Without quotes. */
  readonly text: string;
  /** True where the item is a script of several words, not one argument. */
  readonly isScript: boolean;
}

const NAME = /^-{0,2}[A-Za-z][\w.-]{0,200}$/;
/** Options with such a name take no value. */
const SWITCH = /^-*(?:no|with|without|skip|disable|enable|use|require|allow|print|show|ask|prompt)[-A-Z]/;
const MYSQL = /(?:^|\/)(?:mysql|mariadb)(?:admin|check|dump|import|show|sh|slap|-[a-z]+)?$/;
const SEPARATOR = /^[;|&\n]$/;
const WORD = /(?:"(?:[^"\\]|\\.)*"|'[^']*'|\\.|[^\s"';|&])+|[;|&\n]/gs;
/** How many names may stand before a value, as in `--set=db.password=…`. */
const NAMES = 3;

/**
 * The credentials that stand on a command line, at most one for each item. An item may be a whole script; one that is not
 * known is undefined. What the shell fills in is none.
 */
export function credentialsOn(items: readonly (string | undefined)[]): readonly Leak[] {
  if (!items.some((item) => item !== undefined && mayLeak(item))) return [];
  const found = new Map<number, Leak>();
  const note = (leak: Leak | undefined) => {
    if (leak !== undefined && !found.has(leak.index)) found.set(leak.index, leak);
  };
  items.forEach((item, index) => {
    const form = item === undefined ? undefined : formIn(item);
    if (form !== undefined) note({ index, ...form });
  });
  let isOfMysql = false;
  let last: Word | undefined;
  for (const word of items.flatMap(wordsOf)) {
    note(joinedLeak(word, isOfMysql) ?? (last === undefined ? undefined : leakBehind(last, word)));
    isOfMysql = MYSQL.test(word.text) || (isOfMysql && !SEPARATOR.test(word.text));
    last = word;
  }
  return [...found.values()];
}

function mayLeak(item: string): boolean {
  return mayHoldCredential(item) || /mysql|mariadb/.test(item);
}

/** A credential in the same word as what names it. */
function joinedLeak({ index, text, raw }: Word, isOfMysql: boolean): Leak | undefined {
  const password = isOfMysql ? /^-p(.+)$/s.exec(text)?.[1] : undefined;
  if (password !== undefined && isLiteralHere(password)) {
    return { index, credential: 'a literal credential', name: '-p', text: raw };
  }
  const parts = text.split('=', NAMES + 1);
  let rest = text;
  for (const name of parts.slice(0, -1)) {
    rest = rest.slice(name.length + 1);
    const credential = credentialOf(name, rest);
    if (credential !== undefined) return { index, credential, name, text: raw };
  }
  return undefined;
}

/** The value of an option that stands in the word before it. */
function leakBehind(option: Word, { index, text, raw, isScript }: Word): Leak | undefined {
  const isNext = isScript ? option.index === index : option.index === index - 1 && !option.isScript;
  const isOption = option.text.startsWith('-') && !SWITCH.test(option.text);
  if (!isNext || !isOption || text.startsWith('-')) return undefined;
  const credential = credentialOf(option.text, text);
  return credential === undefined ? undefined : { index, credential, name: option.text, text: raw };
}

function credentialOf(name: string, value: string): string | undefined {
  const credential = NAME.test(name) ? credentialIn(name, value) : undefined;
  return credential !== undefined && isLiteralHere(value) ? credential : undefined;
}

/** Whether a value is literal, and the shell leaves it as it is. */
function isLiteralHere(value: string): boolean {
  return !/\$[\w({]|`/.test(value) && isLiteral(value);
}

function wordsOf(item: string | undefined, index: number): readonly Word[] {
  if (item === undefined) return [];
  if (!/\s/.test(item)) return [{ index, raw: item, text: unquoted(item), isScript: false }];
  const script = item.replaceAll(/(?<=^|\s)#.*$/gm, '').replaceAll(/\\\r?\n/g, ' ');
  return (script.match(WORD) ?? []).map((raw) => ({ index, raw, text: unquoted(raw), isScript: true }));
}

function unquoted(word: string): string {
  if (!/[\\"']/.test(word)) return word;
  const quoted = /\\(.)|"((?:[^"\\]|\\.)*)"|'([^']*)'/gs;
  return word.replaceAll(quoted, (_, ...parts: readonly (string | undefined)[]) => {
    return parts.slice(0, 3).find((part) => part !== undefined) ?? '';
  });
}
