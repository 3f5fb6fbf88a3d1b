import type { Baseline } from '../../../rules/engine/baseline';
import type { BaselineEntry, JudgedFile } from '../../../rules/engine/baseline-update';
import type { TextResult } from '../../../rules/engine/part-result';
import type { LintResult } from '../../../rules/engine/problem';
import type { Asked } from '../../../rules/engine/questions';
import type { Surroundings } from '../../../rules/engine/surroundings';
import { plainUri } from '../../../rules/engine/uri';
import { WorkspaceIndex } from '../../../rules/engine/workspace-index';
import type { Source } from '../../../rules/yaml/source';
import { BaselineJudge } from './baseline-judge';
import { FactReader } from './fact-reader';
import type { FileFindings, FindingsDigest } from './file-findings';
import { FileLinter, type NotedResult, type OptionsChange } from './file-linter';
import { FileStates } from './file-states';
import type { ListedFile } from './files';
import { FolderReader } from './folder-reader';
import { Linters } from './linters';
import { Neighbours } from './neighbours';
import { StaleEntries } from './stale-entries';
import { WorkspaceFindings } from './workspace-findings';
import { type ScanOptions, type WorkspaceHost, withoutConfigFiles } from './workspace-host';

/**
 * All files of one or more index roots, what they tell each other, and what is wrong in them. Keeps facts and findings,
 * never trees, and texts only of open files. Gives way to other work every 10 ms.
 */
export class Workspace {
  private readonly index = new WorkspaceIndex();
  private readonly files = new FileStates();
  private readonly reader: FactReader;
  private readonly linter: FileLinter;
  private readonly neighbours: Neighbours;
  private readonly found: WorkspaceFindings;
  private readonly folders: FolderReader;
  private readonly baselines: BaselineJudge;
  private readonly stale: StaleEntries;

  constructor(given: WorkspaceHost) {
    const host = withoutConfigFiles(given);
    const linters = new Linters(host.rules);
    const { index, files } = this;
    // Work that nobody waits for must not end the host by a bug in it.
    const fail = (error: unknown) => host.reportFailures?.('', [{ rule: 'workspace', document: 0, error }]);
    this.reader = new FactReader(host, files, linters);
    this.stale = new StaleEntries((uri) => this.found.tell(uri));
    this.linter = new FileLinter(host, index, linters, this.stale);
    this.baselines = new BaselineJudge(host, this.linter);
    this.neighbours = new Neighbours(files, this.reader, index);
    const { reader, linter, neighbours } = this;
    this.found = new WorkspaceFindings({ files, reader, linter, stale: this.stale, fail });
    this.folders = new FolderReader({ host, files, reader, index, neighbours, found: this.found, fail });
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
    this.found.closed.stop();
    await this.folders.read(roots, options, others);
    this.found.closed.forgetAll();
  }

  /** Reads the facts of every file under the roots, then lints every file. A later scan replaces the roots. */
  async scan(roots: readonly string[], options: ScanOptions = {}): Promise<void> {
    this.found.closed.start();
    const { signal, memory } = options;
    await this.folders.read(roots, { ...(signal && { signal }), memory }, []);
    await this.found.lintAll(options, () => this.settled());
  }

  /** Reads and lints everything anew, because `optionsFor` now answers otherwise. */
  async reconfigure(options: ScanOptions = {}): Promise<void> {
    await this.folders.readAgain(options);
    await this.found.lintAll(options, () => this.settled());
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
    this.found.closed.leave(key);
    const affected = new Set(this.index.update(key, this.reader.nextFactsIn(source)));
    affected.delete(key);
    this.found.invalidate(affected);
  }

  /** Looks at files and folders on the disk again that were created, changed or deleted: any number at once. */
  async refresh(uris: readonly string[], options: ScanOptions = {}): Promise<void> {
    await this.folders.refresh(uris.map(plainUri), options);
    await this.settled();
  }

  /**
   * Lints a text with what is known of the other files now. Keeps nothing of it but what it has asked, and not even that of a
   * text which is not the file's. Empty where left out.
   */
  lint(source: Source): TextResult {
    if (this.files.get(plainUri(source.uri))?.open?.text === source.text) return this.linter.lintNext(source);
    if (this.files.isAsRead(source)) return this.linter.lint(source);
    return this.linter.try(source, this.reader.factsIn(source));
  }

  /** The same for a file as it was when its facts were read, with all that is asked about others; else undefined. */
  lintNoted(source: Source): NotedResult | undefined {
    return this.files.isAsRead(source) ? this.linter.lintNoted(source) : undefined;
  }

  /** What a question about other files that was written down is answered now; undefined where nobody can ask it. */
  answerTo(question: string): string | undefined {
    return this.index.answerTo(question);
  }

  /** Forgets what files have asked of others, for hosts that lint no file again when those change. */
  forgetQuestions(): void {
    this.index.forgetQuestions();
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
    if (this.files.isAsRead(source)) return this.linter.tryOut(source);
    return this.linter.tryVersion(source, this.reader.factsIn(source));
  }

  /** What a baseline would have to accept in a text, beside others: `own` is what is written in it now. */
  judge(source: Source, own: Baseline | undefined): JudgedFile | undefined {
    return this.baselines.judge(source, own);
  }

  /** What a baseline accepts and is found no more, in the files that have been looked at. */
  staleIn(baseline: Baseline): readonly BaselineEntry[] {
    return this.stale.of(baseline);
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
    return this.found.closed.digest(uri);
  }

  /** How many problems a file has, open or not. */
  problemCount(uri: string): number {
    return this.found.count(uri);
  }

  /**
   * What is known about a file, open or not; undefined where it is no file of the workspace, or not linted yet. What was
   * found in a closed file is kept until it has been asked for once: then the file is read and linted anew.
   */
  findings(uri: string): Promise<FileFindings | undefined> {
    return this.found.of(uri);
  }

  /** Keeps no findings of these files that nobody is going to ask for. */
  drop(uris: Iterable<string>): void {
    this.found.closed.drop(uris);
  }

  /** Every open file, and every closed one that has been linted, without problems or not; sorted. */
  uris(): readonly string[] {
    return this.found.uris();
  }

  /**
   * Calls a listener with the files whose findings have changed or are gone: closed ones when they have been linted again,
   * open ones when they should be. Gives what ends it.
   */
  onChange(listener: (uris: ReadonlySet<string>) => void): () => void {
    return this.found.onChange(listener);
  }

  /** Resolves when all that is known to be stale has been linted again. */
  async settled(): Promise<void> {
    for (;;) {
      const { work } = this.folders;
      await work;
      await this.found.closed.work;
      if (this.folders.work === work && this.found.closed.work === undefined) return;
    }
  }

  /** Ends all work. */
  dispose(): void {
    this.folders.dispose();
    this.found.dispose();
  }

  private close(key: string): void {
    const state = this.files.get(key);
    if (state?.open === undefined) return;
    this.linter.forget(key);
    this.reader.forget(key);
    this.folders.close(key, state);
  }
}
