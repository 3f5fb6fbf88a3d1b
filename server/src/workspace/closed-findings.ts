import { plainUri } from '../../../rules/engine/uri';
import { BATCH, type FactReader, WORK_MS } from './fact-reader';
import { type FileFindings, type FindingsDigest, noDigest, noFindings } from './file-findings';
import type { FileLinter } from './file-linter';
import type { FileStates } from './file-states';
import { Pause } from './pause';
import type { FileMemory, ScanOptions } from './workspace-host';

/** What closed files are linted with, and who wants to know. */
export interface ClosedFindingsParts {
  readonly files: FileStates;
  readonly reader: FactReader;
  readonly linter: FileLinter;
  /** Told of files whose findings are not what they were. */
  readonly emit: (uris: ReadonlySet<string>) => void;
  /** Told of what threw: nobody waits for this work. */
  readonly fail: (error: unknown) => void;
}

/**
 * What is wrong in closed files. Those that are stale are linted when there is time, and what is found in a file is kept until
 * somebody has taken it: then only a digest of it is, and whoever asks again has the file linted anew. Keys are plain URIs.
 */
export class ClosedFindings {
  private readonly stale = new Set<string>();
  private isOn = false;
  private isDisposed = false;
  private linting: Promise<void> | undefined;
  private onLinted: (() => void) | undefined;
  /** What an earlier scan has found, as long as this one goes on. */
  private memory: FileMemory | undefined;

  constructor(private readonly parts: ClosedFindingsParts) {}

  /** From now on, files that become stale are linted. */
  start(): void {
    this.isOn = true;
  }

  /** Lints nothing any more. */
  stop(): void {
    this.isOn = false;
    this.stale.clear();
  }

  /** Forgets all that was found. */
  forgetAll(): void {
    const linted = this.parts.files
      .all()
      .filter(({ open, digest }) => open === undefined && digest !== undefined);
    for (const state of linted) {
      state.findings = undefined;
      state.digest = undefined;
    }
    this.parts.emit(new Set(linted.map(({ uri }) => uri)));
  }

  /** Lints a closed file again when there is time. */
  invalidate(key: string): void {
    if (!this.isOn || this.isDisposed) return;
    this.stale.add(key);
    this.linting ??= this.lintStale();
  }

  /** Does not lint a file after all: it is open, or gone. */
  leave(key: string): void {
    this.stale.delete(key);
  }

  /** What goes on; undefined where nothing does. */
  get work(): Promise<void> | undefined {
    return this.linting;
  }

  /** Tells how far the work is, as long as that takes, beginning with all that is stale now. */
  async follow({ signal, onProgress, memory }: ScanOptions, settled: () => Promise<void>): Promise<void> {
    this.memory = memory;
    const stop = () => this.stale.clear();
    if (signal?.aborted === true) stop();
    signal?.addEventListener('abort', stop, { once: true });
    const total = this.stale.size;
    this.onLinted = () => onProgress?.({ done: total - Math.min(this.stale.size, total), total });
    await settled();
    this.onLinted = undefined;
    this.memory = undefined;
    signal?.removeEventListener('abort', stop);
  }

  /** What was found in short; undefined where the file is not linted yet. The same object as long as nothing is linted. */
  digest(uri: string): FindingsDigest | undefined {
    return this.parts.files.get(plainUri(uri))?.digest;
  }

  /** What was found, which then is not kept any more; undefined where the file is not linted yet, or gone meanwhile. */
  async take(key: string): Promise<FileFindings | undefined> {
    const state = this.parts.files.get(key);
    if (state?.digest === undefined) return undefined;
    if (state.digest === noDigest) return noFindings;
    if (state.findings === undefined) await this.lintAgain(key);
    const { findings } = state;
    state.findings = undefined;
    return findings;
  }

  /** Keeps no findings of these files that nobody is going to ask for. */
  drop(uris: Iterable<string>): void {
    for (const uri of uris) {
      const state = this.parts.files.get(plainUri(uri));
      if (state !== undefined) state.findings = undefined;
    }
  }

  /** Ends all work. */
  dispose(): void {
    this.isDisposed = true;
    this.stale.clear();
  }

  private async lintStale(): Promise<void> {
    const pause = new Pause(WORK_MS);
    try {
      // Whoever has made files stale may make more so in this turn.
      for (await pause.take(); this.stale.size > 0; ) await this.lintBatch(pause);
    } catch (error) {
      this.parts.fail(error);
    }
    this.linting = undefined;
  }

  private async lintBatch(pause: Pause): Promise<void> {
    const { files, reader, linter, emit } = this.parts;
    const batch = [...this.stale].slice(0, BATCH);
    for (const key of batch) this.stale.delete(key);
    const changed = new Set<string>();
    const others: string[] = [];
    for (const key of batch) {
      if (pause.isDue()) await pause.take();
      if (this.isDisposed) return;
      const isNews = this.memory === undefined ? undefined : linter.recall(key, files, this.memory);
      if (isNews === undefined) others.push(key);
      else if (isNews) changed.add(files.get(key)?.uri ?? key);
    }
    for (const closed of await reader.texts(others)) {
      const { key, state } = closed;
      if (pause.isDue()) await pause.take();
      if (this.isDisposed) return;
      if (files.get(key) === state && linter.keep(closed, files, this.memory)) changed.add(state.uri);
    }
    emit(changed);
    this.onLinted?.();
  }

  private async lintAgain(key: string): Promise<void> {
    const { files, reader, linter, emit } = this.parts;
    const [closed] = await reader.texts([key]);
    if (closed === undefined || this.isDisposed || files.get(key) !== closed.state) return;
    if (linter.keep(closed, files)) emit(new Set([closed.state.uri]));
  }
}
