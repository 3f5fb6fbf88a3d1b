import { createHash } from 'node:crypto';
import type { Fact } from '../../../rules/engine/facts';
import type { LintOptions } from '../../../rules/engine/problem';
import { answerText } from '../../../rules/engine/query';
import type { Asked } from '../../../rules/engine/questions';
import { plainUri } from '../../../rules/engine/uri';
import type { Source } from '../../../rules/yaml/source';
import type { Span } from '../../../rules/yaml/span';
import { bytesOf, filesIn, jsonIn, type KeptFile, piecesOf } from './kept-file';
import type { Answers, FileMemory, FileName, Recalled } from './workspace-host';

/** Fewer files are read and linted as fast as it is looked up what became of them. */
const FEWEST = 200;

/** Nobody waits for more than this, in bytes. */
const MOST = 100_000_000;

/**
 * What is known of files from an earlier run, for those that have the same texts and are linted with the same options. What
 * was found in a file counts as long as all that was asked about others is answered as it was.
 */
export class ScanMemory implements FileMemory {
  private before: ReadonlyMap<string, KeptFile> = new Map();
  private readonly now = new Map<string, KeptFile>();
  private readonly hidden = new Set<string>();
  private readonly options = new WeakMap<LintOptions, string>();
  /** The last text and its hash: each is asked about several times. */
  private last = { text: '', hash: hashOf('') };
  /** By answer, how it is called in short. Many files are answered the same. */
  private readonly answers = new WeakMap<object, string>();
  /** Of all files there are. */
  private world = '';
  private isNews = false;
  /** What was recalled last: a file is often asked about twice in a row. */
  private recalled: { readonly json: Uint8Array; readonly result: unknown } | undefined;

  /** `earlier` gives what `pieces` gave in an earlier run of the same program, if that was kept. */
  constructor(private readonly earlier: () => Uint8Array | undefined) {}

  begin(files: number): boolean {
    if (files < FEWEST) return false;
    const earlier = this.earlier();
    if (earlier !== undefined) this.before = new Map(filesIn(earlier));
    return true;
  }

  unread({ uri, isTemplate }: FileName, options: LintOptions, stamp: string) {
    const file = plainUri(uri);
    const known = this.before.get(file);
    if (known?.stamp !== stamp || !known.key.endsWith(this.how(options, isTemplate))) return undefined;
    this.now.set(file, known);
    return { hash: known.hash, facts: factsLater(known) };
  }

  facts(
    source: Source,
    options: LintOptions,
    { stamp = '', hash }: { readonly stamp: string | undefined; readonly hash: string },
    read: () => readonly Fact[],
  ): () => readonly Fact[] {
    const key = this.keyOf(source, options);
    const uri = plainUri(source.uri);
    const before = this.before.get(uri);
    const isSame = before?.key === key;
    const known = { ...(isSame ? before : { ...UNKNOWN, key, json: factsOnly(read()) }), hash, stamp };
    // A new file is no news before something was found in it, or nothing.
    if (before !== undefined && (!isSame || before.stamp !== stamp)) this.isNews = true;
    this.now.set(uri, known);
    return factsLater(known);
  }

  /** Takes the plain URIs of all files there are, when the facts of all of them have been read. */
  settle(uris: readonly string[]): void {
    this.world = this.digest(uris);
  }

  /** What was kept of linting a source, if that would find the same now. */
  found(source: Source, options: LintOptions, answers: Answers): Recalled | undefined {
    const known = this.now.get(plainUri(source.uri));
    return known?.foundKey === this.keyOf(source, options) ? this.still(known, answers) : undefined;
  }

  foundIn({ uri, isTemplate }: FileName, answers: Answers, hash?: string): Recalled | undefined {
    const known = this.now.get(plainUri(uri));
    if (known === undefined || known.foundKey !== known.key) return undefined;
    const isSame = known.key.endsWith(` ${isTemplate}`) && (hash ?? known.hash) === known.hash;
    return isSame ? this.still(known, answers) : undefined;
  }

  keep(source: Source, options: LintOptions, asked: readonly Asked[], result: unknown): void {
    const uri = plainUri(source.uri);
    const known = this.now.get(uri);
    if (known === undefined) return;
    this.now.set(uri, {
      ...known,
      foundKey: this.keyOf(source, options),
      json: bytesOf({
        facts: jsonIn(known.json, 'facts'),
        questions: JSON.stringify(asked.map(({ question }) => question.text)),
        found: JSON.stringify(result),
      }),
      answers: hashOf(...asked.map((one) => this.short(one))),
      world: this.world,
    });
    this.isNews = true;
  }

  hide({ uri, text }: Source, parts: readonly Span[]): void {
    const key = plainUri(uri);
    const { json } = this.now.get(key) ?? UNKNOWN;
    const kept = [jsonIn(json, 'facts'), jsonIn(json, 'questions'), jsonIn(json, 'found')];
    const isRepeated = parts.some(({ start, end }) => {
      const part = text.slice(start, end).replace(/^["']|["']$/g, '');
      // What is escaped in one of them may not be in the other.
      return /["'\\]/.test(part) || kept.some((text) => text.includes(part));
    });
    if (!isRepeated) return;
    this.hidden.add(key);
    if (this.before.has(key)) this.isNews = true;
  }

  /** What somebody is answered, in short. */
  short({ question, result }: Asked): string {
    const known = isObject(result) ? this.answers.get(result) : undefined;
    const short = known ?? hashOf(answerText(result, question.query));
    if (isObject(result)) this.answers.set(result, short);
    return short;
  }

  /** Notes that what was kept of a file is what linting would find now. */
  confirm(uri: string): void {
    const key = plainUri(uri);
    const known = this.now.get(key);
    if (known === undefined || known.world === this.world) return;
    this.now.set(key, { ...known, world: this.world });
    this.isNews = true;
  }

  /** Equal for the same files, by their plain URIs, with the same texts. Those without facts count by their names alone. */
  digest(uris: readonly string[]): string {
    // In one piece: each one that is hashed by itself costs as much as a kilobyte.
    return hashOf(uris.map((uri) => `${uri}\n${this.now.get(uri)?.key ?? ''}\n`).join(''));
  }

  /** All that is known now, piece by piece for a later run; undefined where it is what was known before, or not worth it. */
  pieces(): Iterable<Uint8Array> | undefined {
    if (!this.isNews || this.now.size < FEWEST) return undefined;
    // Of what nobody has looked into it is not known what it holds.
    const linted = [...this.now].filter(([uri, { foundKey }]) => foundKey !== '' && !this.hidden.has(uri));
    const length = linted.reduce((sum, [, { json }]) => sum + json.length, 0);
    return length > MOST ? undefined : piecesOf(linted);
  }

  private still({ json, answers: before, world }: KeptFile, answers: Answers): Recalled | undefined {
    const isSure = world !== '' && world === this.world;
    if (isSure && this.recalled?.json === json) return { result: this.recalled.result, isSure };
    if (!isSure) {
      const now = answers(JSON.parse(jsonIn(json, 'questions')) as readonly string[]);
      const isSame = now.every((answer) => answer !== undefined);
      if (!isSame || hashOf(...now.flatMap((one) => one ?? [])) !== before) return undefined;
    }
    this.recalled = { json, result: JSON.parse(jsonIn(json, 'found')) as unknown };
    return { result: this.recalled.result, isSure };
  }

  private keyOf({ text, isTemplate }: Source, options: LintOptions): string {
    if (this.last.text !== text) this.last = { text, hash: hashOf(text) };
    return this.last.hash + this.how(options, isTemplate);
  }

  /** The part of a key that is not of the text. */
  private how(options: LintOptions, isTemplate: boolean): string {
    const hash = this.options.get(options) ?? hashOf(JSON.stringify(options));
    this.options.set(options, hash);
    return ` ${hash} ${isTemplate}`;
  }
}

const UNKNOWN: KeptFile = {
  key: '',
  hash: '',
  stamp: '',
  foundKey: '',
  answers: '',
  world: '',
  json: bytesOf({ facts: '', questions: '', found: '' }),
};

function factsOnly(facts: readonly Fact[]): Uint8Array {
  return bytesOf({ facts: JSON.stringify(facts), questions: '', found: '' });
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** From JSON they hold on to no text. It was made of facts here or in an earlier run. */
function factsLater({ json }: KeptFile): () => readonly Fact[] {
  return () => JSON.parse(jsonIn(json, 'facts')) as readonly Fact[];
}

/** Nobody can make another text of the same name, to have it passed over. */
export function hashOf(...texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text);
  return hash.digest('base64');
}
