import { Buffer } from 'node:buffer';

/** What is known of a file. Strings are for looking it up; the rest is bytes of JSON until somebody needs it. */
export interface KeptFile {
  /** Of the text and the options that the facts are from. */
  readonly key: string;
  /** What whoever read the text calls it. */
  readonly hash: string;
  /** Of the file that had the text; empty where nobody can say. */
  readonly stamp: string;
  /** Of the text and the options that were linted; empty where it was not. */
  readonly foundKey: string;
  /** What all questions that were asked about other files were answered, in short. */
  readonly answers: string;
  /** The world in which that is what linting finds; empty where nobody has looked since. */
  readonly world: string;
  readonly json: Uint8Array;
}

/** JSON of what a file says to others, of the questions that were asked while it was linted, and of what that found. */
export interface KeptJson {
  readonly facts: string;
  readonly questions: string;
  readonly found: string;
}

const TAB = '\t';

const NEWLINE = 10;

/** What is known of a file as `json`: JSON has no tabs and no line breaks between its parts. */
export function bytesOf({ facts, questions, found }: KeptJson): Uint8Array {
  return bytesIn(`${facts}${TAB}${questions}${TAB}${found}\n`);
}

/** One of the texts that `bytesOf` was given. */
export function jsonIn(bytes: Uint8Array, part: keyof KeptJson): string {
  const buffer = bufferOf(bytes);
  const [first, last] = [buffer.indexOf(TAB), buffer.lastIndexOf(TAB)];
  if (part === 'facts') return buffer.toString('utf8', 0, first);
  return part === 'questions'
    ? buffer.toString('utf8', first + 1, last)
    : buffer.toString('utf8', last + 1, buffer.length - 1);
}

/** Files by their plain URIs as `filesIn` reads them, piece by piece: all together take as much memory again. */
export function* piecesOf(files: Iterable<readonly [string, KeptFile]>): Generator<Uint8Array> {
  for (const [uri, { key, hash, stamp, foundKey, answers, world, json }] of files) {
    const names = [JSON.stringify(uri), key, hash, stamp, foundKey === key ? SAME : foundKey, answers, world];
    yield bytesIn(`${names.join(TAB)}\n`);
    yield json;
  }
}

/** The files that `piecesOf` gave, one piece behind the other, by their plain URIs. They hold on to the bytes. */
export function* filesIn(bytes: Uint8Array): Generator<readonly [string, KeptFile]> {
  const buffer = bufferOf(bytes);
  for (let start = 0; start < buffer.length; ) {
    const middle = buffer.indexOf(NEWLINE, start);
    const end = buffer.indexOf(NEWLINE, middle + 1) + 1;
    if (middle < 0 || end === 0) return;
    const names = buffer.toString('utf8', start, middle).split(TAB);
    const [uri = '""', key = '', hash = '', stamp = '', foundKey = '', answers = '', world = ''] = names;
    const json = bytes.subarray(middle + 1, end);
    const file = { key, hash, stamp, foundKey: foundKey === SAME ? key : foundKey, answers, world, json };
    yield [String(JSON.parse(uri)), file];
    start = end;
  }
}

/** Stands for a key that is the one before. */
const SAME = '=';

/** Many short ones share their memory. */
function bytesIn(text: string): Uint8Array {
  const { buffer, byteOffset, length } = Buffer.from(text);
  return new Uint8Array(buffer, byteOffset, length);
}

function bufferOf({ buffer, byteOffset, length }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, length);
}
