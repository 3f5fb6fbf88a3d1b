import { plainUri } from '../../../rules/engine/uri';
import { ClosedFindings } from './closed-findings';
import type { FactReader } from './fact-reader';
import type { FileFindings } from './file-findings';
import type { FileLinter } from './file-linter';
import type { FileStates } from './file-states';
import type { StaleEntries } from './stale-entries';
import type { ScanOptions } from './workspace-host';

/** What files are linted with. */
export interface WorkspaceFindingsParts {
  readonly files: FileStates;
  readonly reader: FactReader;
  readonly linter: FileLinter;
  readonly stale: StaleEntries;
  /** Told of what threw in work that nobody waits for. */
  readonly fail: (error: unknown) => void;
}

/** What is wrong in the files of a workspace, open or not, and who wants to know when that changes. */
export class WorkspaceFindings {
  /** What is wrong in closed files. */
  readonly closed: ClosedFindings;
  private readonly listeners = new Set<(uris: ReadonlySet<string>) => void>();

  constructor(private readonly parts: WorkspaceFindingsParts) {
    this.closed = new ClosedFindings({ ...parts, emit: (uris) => this.emit(uris) });
  }

  /** How many problems a file has. */
  count(uri: string): number {
    const open = this.parts.files.get(plainUri(uri))?.open;
    return open === undefined
      ? (this.closed.digest(uri)?.problems ?? 0)
      : this.parts.linter.foundNext(open).problems.length;
  }

  /** What is known about a file. What was found in a closed one is not kept any more then. */
  async of(uri: string): Promise<FileFindings | undefined> {
    const key = plainUri(uri);
    const open = this.parts.files.get(key)?.open;
    return open === undefined ? this.closed.take(key) : this.parts.linter.foundNext(open);
  }

  /** Every open file, and every closed one that has been linted; sorted. */
  uris(): readonly string[] {
    const known = this.parts.files.all().filter(({ open, digest }) => (open ?? digest) !== undefined);
    return known.map(({ uri }) => uri).sort();
  }

  /** Calls a listener with the files whose findings have changed, may have, or are gone. Gives what ends it. */
  onChange(listener: (uris: ReadonlySet<string>) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Lints all files: the open ones first, by telling that they should be. Settles when all has `settled`. */
  async lintAll(options: ScanOptions, settled: () => Promise<void>): Promise<void> {
    if (options.signal?.aborted === true) return;
    this.invalidate(this.parts.files.keys());
    await this.closed.follow(options, settled);
  }

  /** Other things may be found in these files now. Keys are plain URIs. */
  invalidate(keys: Iterable<string>): void {
    const open = new Set<string>();
    for (const key of keys) {
      const state = this.parts.files.get(key);
      if (state?.open !== undefined) open.add(state.uri);
      else if (state !== undefined) this.closed.invalidate(key);
    }
    this.emit(open);
  }

  /** Forgets files that are gone, by their plain URIs and as the host names them. */
  leave(keys: readonly string[], uris: ReadonlySet<string>): void {
    for (const key of keys) {
      this.closed.leave(key);
      this.parts.stale.forget(key);
    }
    this.emit(uris);
  }

  /** Something else is to be said about a file that is none with manifests. */
  tell(uri: string): void {
    this.emit(new Set([uri]));
  }

  /** Ends all work. */
  dispose(): void {
    this.closed.dispose();
    this.listeners.clear();
  }

  private emit(uris: ReadonlySet<string>): void {
    if (uris.size === 0) return;
    for (const listener of [...this.listeners]) listener(uris);
  }
}
