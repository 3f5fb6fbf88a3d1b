import type { Diagnostic } from 'vscode-languageserver';
import { pause } from './guard';

/** What a client is to show for one file. */
export interface FileReport {
  /** As its client or the disk spells it. */
  readonly uri: string;
  /** The version of the open document; null for a file as it was saved. */
  readonly version: number | null;
  readonly items: Diagnostic[];
  /** Equal for reports that say the same; empty where there is nothing to show. */
  readonly id: string;
}

/** A report, or the news that there is none. */
export type Told = { readonly report: FileReport; readonly isUnchanged: boolean };

/** Where a stream gets its reports. */
export interface ReportSource {
  /**
   * What there is to show for a file now; undefined where somebody else shows it. Without the diagnostics where `has` is the id
   * of that. Never rejects.
   */
  readonly reportOf: (uri: string, has: string | undefined) => Promise<FileReport | undefined>;
  /** Files that must be told about even where nothing has changed. A file is taken out when it has been told about. */
  readonly overdue: Set<string>;
}

/** Most files in a chunk, and the longest it may take to make one: clients convert each chunk in one go. */
const chunkFiles = 50;
const chunkMilliseconds = 50;
/** How long news wait for more of the same. */
const gatherMilliseconds = 20;

/** The news about the files of a workspace for one client, in chunks. Files go by their plain URIs. Nothing happens in it while nothing changes. */
export class ReportStream {
  readonly #source: ReportSource;
  readonly #told: Map<string, string>;
  /** What the client said it has, until it has been answered. */
  readonly #claimed: Set<string>;
  readonly #changed = new Set<string>();
  #wake: () => void = () => {};
  #isClosed = false;

  /** `told` are the ids of what the client shows. It is told where that still holds, once these files have been marked. */
  constructor(source: ReportSource, told: ReadonlyMap<string, string>) {
    this.#source = source;
    this.#told = new Map(told);
    this.#claimed = new Set(told.keys());
  }

  /** Files whose reports may have changed. */
  readonly mark = (uris: Iterable<string>): void => {
    for (const uri of uris) this.#changed.add(uri);
    if (this.#changed.size > 0) this.#wake();
  };

  /** Ends the stream. */
  readonly close = (): void => {
    this.#isClosed = true;
    this.#wake();
  };

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** The next news; waits for them. Empty when the stream has been closed. */
  async next(): Promise<readonly Told[]> {
    while (!this.#isClosed) {
      if (this.#changed.size === 0) await this.#marked();
      const chunk = await this.#chunk();
      if (chunk.length > 0) return chunk;
    }
    return [];
  }

  /** All news there are now, without waiting. */
  async rest(): Promise<readonly Told[]> {
    const all: Told[] = [];
    while (this.#changed.size > 0 && !this.#isClosed) all.push(...(await this.#chunk()));
    return all;
  }

  #marked(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = () => {
        this.#wake = () => {};
        setTimeout(resolve, gatherMilliseconds);
      };
      if (this.#isClosed) resolve();
    });
  }

  async #chunk(): Promise<readonly Told[]> {
    const start = performance.now();
    const chunk: Told[] = [];
    for (const uri of this.#changed) {
      this.#changed.delete(uri);
      const told = await this.#tell(uri);
      if (told !== undefined) chunk.push(told);
      if (chunk.length >= chunkFiles || performance.now() - start > chunkMilliseconds) break;
    }
    // Reports are made without waiting for anything; others must have their turn.
    await pause(0);
    return chunk;
  }

  async #tell(uri: string): Promise<Told | undefined> {
    const isOverdue = this.#source.overdue.has(uri);
    const told = this.#told.get(uri) ?? '';
    const report = await this.#source.reportOf(uri, isOverdue ? undefined : told);
    if (report === undefined) return undefined;
    if (isOverdue) this.#source.overdue.delete(uri);
    const isClaimed = this.#claimed.delete(uri);
    const isSame = told === report.id;
    if (report.id === '') this.#told.delete(uri);
    else this.#told.set(uri, report.id);
    if (!isSame || isOverdue) return { report, isUnchanged: false };
    return isClaimed ? { report, isUnchanged: true } : undefined;
  }
}
