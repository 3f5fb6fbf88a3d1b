import type { TextResult } from '../../../rules/engine/part-result';
import type { LintResult } from '../../../rules/engine/problem';
import type { Asked } from '../../../rules/engine/questions';
import type { Surroundings } from '../../../rules/engine/surroundings';
import { plainUri } from '../../../rules/engine/uri';
import { WorkspaceIndex } from '../../../rules/engine/workspace-index';
import type { Source } from '../../../rules/yaml/source';
import { textHash } from '../lsp/text-hash';
import { ClosedFindings } from './closed-findings';
import { isConfigFile } from './config-files';
import { FactReader } from './fact-reader';
import type { FileFindings, FindingsDigest } from './file-findings';
import { FileLinter, type NotedResult, type OptionsChange } from './file-linter';
import { FileStates } from './file-states';
import type { ListedFile } from './files';
import { Linters } from './linters';
import { LooseTexts } from './loose-texts';
import { Neighbours } from './neighbours';
import { mayBringFiles } from './relevant-files';
import type { ScanOptions, WorkspaceHost } from './workspace-host';

export type { FileFindings, FindingsDigest, FoundProblem } from './file-findings';
export type { OptionsChange } from './file-linter';
export type { ScanOptions, ScanProgress, WorkspaceHost } from './workspace-host';

/**
 * All files of one or more index roots, what they tell each other, and what is wrong in them. Keeps facts and findings,
 * never trees, and texts only of open files. Gives way to other work every 10 ms.
 */
export class Workspace {
  private readonly index = new WorkspaceIndex();
  private readonly host: WorkspaceHost;
  private readonly files = new FileStates();
  private readonly reader: FactReader;
  private readonly linter: FileLinter;
  private readonly loose: LooseTexts;
  private readonly neighbours: Neighbours;
  private readonly closed: ClosedFindings;
  private readonly listeners = new Set<(uris: ReadonlySet<string>) => void>();
  private roots: readonly string[] = [];
  private others: readonly ListedFile[] = [];
  /** Files are read in turn, and linted meanwhile. */
  private reading: Promise<void> = Promise.resolve();
  private isDisposed = false;

  constructor(host: WorkspaceHost) {
    // A configuration file holds no manifest, whatever it says.
    const optionsFor = (uri: string) => (isConfigFile(uri) ? undefined : host.optionsFor(uri));
    this.host = { ...host, optionsFor };
    const linters = new Linters(host.rules);
    this.reader = new FactReader(this.host, this.files, linters);
    this.linter = new FileLinter(this.host, this.index, linters);
    this.loose = new LooseTexts(this.host, linters);
    this.neighbours = new Neighbours(this.files, this.reader, this.index);
    const { files, reader, linter } = this;
    this.closed = new ClosedFindings({
      files,
      reader,
      linter,
      emit: (uris) => this.emit(uris),
      fail: this.fail,
    });
  }

  /**
   * Reads the facts of every file under the roots and keeps no findings of closed files: for hosts that lint what they want
   * themselves. `others` are files that are to be known although they are ignored, or lie elsewhere.
   */
  async readFacts(
    roots: readonly string[],
    options: ScanOptions = {},
    others: readonly ListedFile[] = [],
  ): Promise<void> {
    this.closed.stop();
    await this.readRoots(roots, options, others);
    this.closed.forgetAll();
  }

  /** Reads the facts of every file under the roots, then lints every file. A later scan replaces the roots. */
  async scan(roots: readonly string[], options: ScanOptions = {}): Promise<void> {
    this.closed.start();
    const { signal, memory } = options;
    await this.readRoots(roots, { ...(signal && { signal }), memory }, []);
    await this.lintAll(options);
  }

  /** Reads and lints everything anew, because `optionsFor` now answers otherwise. */
  async reconfigure(options: ScanOptions = {}): Promise<void> {
    await this.inTurn(() => this.readAll(options));
    await this.lintAll(options);
  }

  /**
   * Takes the text of an open document; undefined closes it, and the disk counts again. At once: `lint` knows the new facts
   * when this returns. What depends on them follows by `onChange`.
   */
  update(uri: string, source: Source | undefined): void {
    const key = plainUri(uri);
    if (source === undefined) {
      this.close(key);
      return;
    }
    if (this.files.get(key)?.isListed !== true) this.neighbours.forgetAll();
    this.files.open(key, uri, source);
    this.closed.leave(key);
    const affected = new Set(this.index.update(key, this.reader.nextFactsIn(source)));
    affected.delete(key);
    this.invalidate(affected);
  }

  /** Looks at files and folders on the disk again that were created, changed or deleted: any number at once. */
  async refresh(uris: readonly string[], options: ScanOptions = {}): Promise<void> {
    await this.inTurn(async () => {
      const given = uris.map(plainUri);
      const isListOld = given.some(
        (key) => this.files.get(key)?.isListed !== true && (mayBringFiles(key) || this.files.hasBelow(key)),
      );
      const { fresh, gone } = isListOld ? await this.list() : { fresh: [], gone: [] };
      const changed = [...new Set([...given, ...fresh, ...gone])];
      if (changed.some(isConfigFile)) {
        await this.configure(changed);
        await this.readAll(options);
        this.invalidate(this.files.keys());
      } else {
        await this.readChanged(changed);
      }
    });
    await this.settled();
  }

  /**
   * Lints a text with what is known of the other files now. Keeps nothing of it but what it has asked, and not even that of a
   * text which is not the file's. Empty where left out.
   */
  lint(source: Source): TextResult {
    if (this.files.get(plainUri(source.uri))?.open?.text === source.text) return this.linter.lintNext(source);
    if (this.hasFactsOf(source)) return this.linter.lint(source);
    return this.linter.try(source, this.reader.factsIn(source));
  }

  /** The same for a file as it was when its facts were read, with all that is asked about others; else undefined. */
  lintNoted(source: Source): NotedResult | undefined {
    return this.hasFactsOf(source) ? this.linter.lintNoted(source) : undefined;
  }

  /** What a question about other files that was written down is answered now; undefined where nobody can ask it. */
  answerTo(question: string): string | undefined {
    return this.index.answerTo(question);
  }

  /** Forgets what files have asked of others, for hosts that lint no file again when those change. */
  forgetQuestions(): void {
    this.index.forgetQuestions();
  }

  /** What is wrong in the next version of an open document that lies in no root. It sees itself alone. */
  lintLoose(source: Source): TextResult {
    return this.loose.lint(source);
  }

  /** What would be wrong in another version of a document that lies in no root. */
  tryLooseVersion(source: Source): LintResult {
    return this.loose.tryVersion(source);
  }

  /** Forgets a document that lies in no root. */
  forgetLoose(uri: string): void {
    this.loose.forget(uri);
  }

  /**
   * What `lint` would say of a text that may never be saved, by other options where `change` says so. What is asked about
   * other files goes into `asked` and nowhere else.
   */
  tryOut(source: Source, change?: OptionsChange, asked?: Map<string, Asked>): LintResult {
    return this.linter.tryOut(source, change, asked);
  }

  /**
   * What would be wrong in another version of a file, which may never be saved: what it says to others counts for itself.
   * Keeps nothing of it.
   */
  tryVersion(source: Source): LintResult {
    if (this.hasFactsOf(source)) return this.linter.tryOut(source);
    return this.linter.tryVersion(source, this.reader.factsIn(source));
  }

  /** Whether other files still say what they said when a text was tried. */
  isStill(asked: Iterable<Asked>): boolean {
    return this.index.isStill(asked);
  }

  /** Whether a file is known to be a patch or another fragment. */
  isPartial(uri: string): boolean {
    return this.linter.isPartial(uri);
  }

  /** The texts of those files that are closed, as the disk has them now; of what can be read and holds manifests. */
  closedSources(uris: readonly string[]): Promise<readonly Source[]> {
    return this.reader.sources(uris.map(plainUri));
  }

  /** What lies around a file, where what its fixes add belongs into files of its own; else undefined. */
  around(source: Source): Promise<Surroundings | undefined> {
    return this.neighbours.around(source);
  }

  /** The plain URIs of all files there are. */
  names(): readonly string[] {
    return this.files.keys();
  }

  /** The plain URIs of the files that hold what lies around a file. */
  near(uri: string): readonly string[] {
    return this.neighbours.near(plainUri(uri));
  }

  /**
   * What was found in a closed file, in short; undefined where it is no file of the workspace, or not linted yet. The same
   * object as long as nothing is linted.
   */
  digest(uri: string): FindingsDigest | undefined {
    return this.closed.digest(uri);
  }

  /** How many problems a file has, open or not. */
  problemCount(uri: string): number {
    const open = this.files.get(plainUri(uri))?.open;
    return open === undefined
      ? (this.digest(uri)?.problems ?? 0)
      : this.linter.foundNext(open).problems.length;
  }

  /**
   * What is known about a file, open or not; undefined where it is no file of the workspace, or not linted yet. What was
   * found in a closed file is kept until it has been asked for once: then the file is read and linted anew.
   */
  async findings(uri: string): Promise<FileFindings | undefined> {
    const key = plainUri(uri);
    const open = this.files.get(key)?.open;
    return open === undefined ? this.closed.take(key) : this.linter.foundNext(open);
  }

  /** Keeps no findings of these files that nobody is going to ask for. */
  drop(uris: Iterable<string>): void {
    this.closed.drop(uris);
  }

  /** Every open file, and every closed one that has been linted, without problems or not; sorted. */
  uris(): readonly string[] {
    const known = this.files.all().filter(({ open, digest }) => (open ?? digest) !== undefined);
    return known.map(({ uri }) => uri).sort();
  }

  /**
   * Calls a listener with the files whose findings have changed or are gone: closed ones when they have been linted again,
   * open ones when they should be. Gives what ends it.
   */
  onChange(listener: (uris: ReadonlySet<string>) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Resolves when all that is known to be stale has been linted again. */
  async settled(): Promise<void> {
    for (;;) {
      const { reading } = this;
      await reading;
      await this.closed.work;
      if (this.reading === reading && this.closed.work === undefined) return;
    }
  }

  /** Ends all work. */
  dispose(): void {
    this.isDisposed = true;
    this.closed.dispose();
    this.listeners.clear();
  }

  private async readRoots(
    roots: readonly string[],
    options: ScanOptions,
    others: readonly ListedFile[],
  ): Promise<void> {
    await this.inTurn(async () => {
      this.roots = roots;
      this.others = others;
      await this.list();
      await this.configure(this.files.keys());
      await this.readAll(options);
    });
  }

  private close(key: string): void {
    const state = this.files.get(key);
    if (state?.open === undefined) return;
    this.linter.forget(key);
    this.reader.forget(key);
    if (this.files.close(key, state)) this.inTurn(() => this.readChanged([key])).catch(this.fail);
    else this.forget([key]);
  }

  /** Work that nobody waits for must not end the host by a bug in it. */
  private readonly fail = (error: unknown): void => {
    this.host.reportFailures?.('', [{ rule: 'workspace', document: 0, error }]);
  };

  private async inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.reading.then(() => (this.isDisposed ? undefined : work()));
    this.reading = turn.catch(() => undefined);
    await turn;
  }

  /** Asks which files there are now, and forgets those that are gone. */
  private async list() {
    const lists = await Promise.all(this.roots.map((root) => this.host.files.list(root)));
    this.neighbours.forgetAll();
    const change = this.files.take([...lists.flatMap(({ files }) => files), ...this.others]);
    this.forget(change.gone.filter((key) => this.files.get(key)?.open === undefined));
    this.invalidate([...change.gone, ...change.fresh].flatMap((key) => this.files.templatesOf(key)));
    return change;
  }

  private forget(keys: readonly string[]): void {
    if (keys.length === 0) return;
    const uris = new Set(keys.map((key) => this.files.get(key)?.uri ?? key));
    this.neighbours.forgetAll();
    for (const key of keys) {
      this.files.delete(key);
      this.closed.leave(key);
    }
    const affected = this.index.updateAll(keys.map((uri) => ({ uri, facts: undefined })));
    this.emit(uris);
    this.invalidate(affected);
  }

  /** Hands the host the configuration files among these. */
  private async configure(keys: readonly string[]): Promise<void> {
    const { configure, files } = this.host;
    const uris = keys.filter(isConfigFile).map((key) => this.files.get(key)?.uri ?? key);
    if (configure === undefined || uris.length === 0) return;
    for (const read of await files.readMany(uris)) {
      configure(read.uri, 'text' in read ? read.text : undefined);
    }
  }

  /** Reads the facts of all files, the open ones' from what is open. */
  private async readAll(options: ScanOptions): Promise<void> {
    const changes = await this.reader.factsOf(this.files.keys(), options);
    const open = this.files.keys().flatMap((uri) => {
      const source = this.files.get(uri)?.open;
      return source === undefined ? [] : [{ uri, facts: this.reader.nextFactsIn(source) }];
    });
    this.invalidate(this.index.updateAll([...changes.filter(({ uri }) => this.isClosed(uri)), ...open]));
  }

  /** Reads closed files again that may have another text, or none. */
  private async readChanged(keys: readonly string[]): Promise<void> {
    this.neighbours.forget(keys);
    const changes = (await this.reader.newFactsOf(keys)).filter(({ uri }) => this.isClosed(uri));
    const affected = this.index.updateAll(changes);
    this.invalidate([...affected, ...changes.map(({ uri }) => uri)]);
    if (!changes.some(({ isUnreadable }) => isUnreadable)) return;
    const { fresh } = await this.list();
    if (fresh.length > 0) await this.readChanged(fresh);
  }

  /** Whether what is known about a file is what this text says. While its fixes are tried, it is not. */
  private hasFactsOf({ uri, text }: Source): boolean {
    const state = this.files.get(plainUri(uri));
    return state?.open === undefined ? state?.factsHash === textHash(text) : state.open.text === text;
  }

  private isClosed(key: string): boolean {
    const state = this.files.get(key);
    return state !== undefined && state.open === undefined;
  }

  /** Lints all files, the open ones first by telling that they should be. */
  private async lintAll(options: ScanOptions): Promise<void> {
    if (options.signal?.aborted === true) return;
    this.invalidate(this.files.keys());
    await this.closed.follow(options, () => this.settled());
  }

  private invalidate(keys: Iterable<string>): void {
    const open = new Set<string>();
    for (const key of keys) {
      const state = this.files.get(key);
      if (state?.open !== undefined) open.add(state.uri);
      else if (state !== undefined) this.closed.invalidate(key);
    }
    this.emit(open);
  }

  private emit(uris: ReadonlySet<string>): void {
    if (uris.size === 0) return;
    for (const listener of [...this.listeners]) listener(uris);
  }
}
