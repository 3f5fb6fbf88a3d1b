import { createHash, randomUUID } from 'node:crypto';
import type { Fact } from '../../../rules/engine/facts';
import type { LintOptions } from '../../../rules/engine/problem';
import type { Asked } from '../../../rules/engine/questions';
import { plainUri } from '../../../rules/engine/uri';
import type { Source } from '../../../rules/yaml/source';
import type { FactMemory } from './workspace-host';

/** Says what a question is answered now; undefined where nobody can ask it any more. */
export type AnswerTo = (question: string) => string | undefined;

/** What is known of a file. What was read of an earlier run stays JSON until somebody needs it. */
interface Known {
  /** Of the text and the options that the facts are from. */
  readonly key: string;
  /** Of the file that had the text; empty where nobody can say. */
  readonly stamp: string;
  readonly facts: string;
  /** Of the text and the options that were linted; empty where it was not. */
  readonly foundKey: string;
  readonly found: string;
  /** The world in which that is what linting finds; empty where nobody has looked since. */
  readonly world: string;
}

/** What was kept of linting a file. */
export interface Recalled {
  readonly result: unknown;
  /** True where no file whatsoever is another one than when it was found, or has been added or taken away. */
  readonly isSure: boolean;
}

/** What came of linting a file, and what that hangs on besides its text. */
interface Found {
  readonly questions: readonly string[];
  /** Of what they were answered. */
  readonly answers: string;
  readonly result: unknown;
}

/** Fewer files are read and linted as fast as it is looked up what became of them. */
const FEWEST = 200;

/** Nobody waits for more than this, in characters. */
const MOST = 100_000_000;

/** What stands between the parts of a line. JSON has none in it. */
const TAB = '\t';

/**
 * What is known of files from an earlier run, for those that have the same texts and are linted with the same options. What
 * was found in a file counts as long as all that was asked about others is answered as it was. Ask as long as no facts change.
 */
export class ScanMemory implements FactMemory {
  private before: ReadonlyMap<string, Known> = new Map();
  private readonly now = new Map<string, Known>();
  private readonly dropped = new Set<string>();
  private readonly options = new WeakMap<LintOptions, string>();
  /** By question, what it is answered now. */
  private readonly answers = new Map<string, string>();
  private last = { text: '', hash: hashOf('') };
  /** Of all files there are. */
  private world = '';
  private isNews = false;

  /** `earlier` gives what `text` gave in an earlier run of the same program, if that was kept. */
  constructor(private readonly earlier: () => string | undefined) {}

  begin(files: number): boolean {
    if (files < FEWEST) return false;
    this.before = new Map((this.earlier() ?? '').split('\n').flatMap(lineIn));
    return true;
  }

  /** A name for a text. It is remembered for the next call, since each text is asked about several times. */
  readonly hashOf = (text: string): string => {
    if (this.last.text !== text) this.last = { text, hash: hashOf(text) };
    return this.last.hash;
  };

  unread({ uri, isTemplate }: Pick<Source, 'uri' | 'isTemplate'>, options: LintOptions, stamp: string) {
    const file = plainUri(uri);
    const known = this.before.get(file);
    if (known?.stamp !== stamp || !known.key.endsWith(this.how(options, isTemplate))) return undefined;
    this.now.set(file, known);
    return { hash: known.key.slice(0, known.key.indexOf(' ')), facts: () => factsIn(known) };
  }

  facts(
    source: Source,
    options: LintOptions,
    stamp = '',
    read: () => readonly Fact[],
  ): () => readonly Fact[] {
    const key = this.keyOf(source, options);
    const uri = plainUri(source.uri);
    const before = this.before.get(uri);
    const isSame = before?.key === key;
    const known = isSame ? { ...before, stamp } : { ...UNKNOWN, key, stamp, facts: JSON.stringify(read()) };
    // A new file is no news before something was found in it, or nothing.
    if (before !== undefined && (!isSame || before.stamp !== stamp)) this.isNews = true;
    this.now.set(uri, known);
    return () => factsIn(known);
  }

  /** Takes the plain URIs of all files there are, when the facts of all of them have been read. */
  settle(uris: readonly string[]): void {
    this.world = this.digest(uris);
  }

  /** What was kept of linting a source, if all that was asked about other files is answered as it was. */
  found(source: Source, options: LintOptions, answerTo: AnswerTo): Recalled | undefined {
    const known = this.now.get(plainUri(source.uri));
    return known?.foundKey === this.keyOf(source, options) ? this.still(known, answerTo) : undefined;
  }

  /** The same for a file whose text nobody has read since its facts were: as a template or not. */
  foundIn(uri: string, isTemplate: boolean, answerTo: AnswerTo): Recalled | undefined {
    const known = this.now.get(plainUri(uri));
    const isSame = known?.foundKey === known?.key && known?.key.endsWith(` ${isTemplate}`);
    return known !== undefined && isSame === true ? this.still(known, answerTo) : undefined;
  }

  /** Keeps plain data that came of linting a source. `asked` is all that was asked about other files. */
  keep(
    source: Source,
    options: LintOptions,
    asked: readonly Asked[],
    answerTo: AnswerTo,
    result: unknown,
  ): void {
    const uri = plainUri(source.uri);
    const known = this.now.get(uri);
    if (known === undefined) return;
    const questions = asked.map(({ question }) => question.text);
    const found: Found = { questions, answers: this.digestOf(questions, answerTo), result };
    const foundKey = this.keyOf(source, options);
    this.now.set(uri, { ...known, foundKey, found: JSON.stringify(found), world: this.world });
    this.isNews = true;
  }

  /** Whether what is known of a source may say what stands in a part of it. */
  mayRepeat({ uri, text }: Source, start: number, end: number): boolean {
    const { facts, found } = this.now.get(plainUri(uri)) ?? UNKNOWN;
    const part = text.slice(start, end).replace(/^["']|["']$/g, '');
    // What is escaped in one of them may not be in the other.
    return /["'\\]/.test(part) || facts.includes(part) || found.includes(part);
  }

  /** Keeps nothing of a file. */
  drop(uri: string): void {
    const key = plainUri(uri);
    this.dropped.add(key);
    if (this.before.has(key)) this.isNews = true;
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
    return hashOf(...uris.map((uri) => `${uri}\n${this.now.get(uri)?.key ?? ''}\n`));
  }

  /** All that is known now, for a later run; undefined where it is what was known before, or not worth it. */
  text(): string | undefined {
    if (!this.isNews || this.now.size < FEWEST) return undefined;
    // Of what nobody has looked into it is not known what it holds.
    const linted = [...this.now].filter(([uri, { foundKey }]) => foundKey !== '' && !this.dropped.has(uri));
    const lines = linted.map(([uri, { key, stamp, facts, foundKey, found, world }]) =>
      [JSON.stringify(uri), key, stamp, facts, foundKey, found, world].join(TAB),
    );
    const length = lines.reduce((sum, line) => sum + line.length + 1, 0);
    return length > MOST ? undefined : lines.join('\n');
  }

  private still({ found, world }: Known, answerTo: AnswerTo): Recalled | undefined {
    const { questions, answers, result } = JSON.parse(found) as Found;
    if (world !== '' && world === this.world) return { result, isSure: true };
    return this.digestOf(questions, answerTo) === answers ? { result, isSure: false } : undefined;
  }

  private keyOf({ text, isTemplate }: Source, options: LintOptions): string {
    return this.hashOf(text) + this.how(options, isTemplate);
  }

  /** The part of a key that is not of the text. */
  private how(options: LintOptions, isTemplate: boolean): string {
    const hash = this.options.get(options) ?? hashOf(JSON.stringify(options));
    this.options.set(options, hash);
    return ` ${hash} ${isTemplate}`;
  }

  private digestOf(questions: readonly string[], answerTo: AnswerTo): string {
    return hashOf(...questions.map((question) => this.answer(question, answerTo)));
  }

  /** What a question is answered, in short. Of a question that nobody can ask it is another one each time. */
  private answer(question: string, answerTo: AnswerTo): string {
    const known = this.answers.get(question);
    if (known !== undefined) return known;
    const answer = answerTo(question);
    const short = answer === undefined ? randomUUID() : hashOf(answer);
    this.answers.set(question, short);
    return short;
  }
}

const UNKNOWN: Known = { key: '', stamp: '', facts: '', foundKey: '', found: '', world: '' };

function lineIn(line: string): readonly (readonly [string, Known])[] {
  const [uri, key = '', stamp = '', facts = '', foundKey = '', found = '', world] = line.split(TAB);
  if (uri === undefined || world === undefined) return [];
  return [[String(JSON.parse(uri)), { key, stamp, facts, foundKey, found, world }]];
}

/** From JSON they hold on to no text. It was made of facts here or in an earlier run. */
function factsIn({ facts }: Known): readonly Fact[] {
  return JSON.parse(facts) as readonly Fact[];
}

/** Of a program that could be made to say less than it should, people may ask that nobody can find an equal text. */
function hashOf(...texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text);
  return hash.digest('base64');
}
