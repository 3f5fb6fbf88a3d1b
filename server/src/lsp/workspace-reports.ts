import { plainUri } from '../../../rules/engine/uri';
import type { FileReport, ReportSource, ReportStream } from './report-stream';

/** Where the reports about the workspace come from. */
export interface ReportsHost {
  readonly isOpen: (uri: string) => boolean;
  /** What there is to show for an open document; undefined where it is sent by itself. */
  readonly ofOpen: (uri: string) => Promise<FileReport | undefined>;
  /** What there is to show for a file as it was saved, without the diagnostics where `has` is the id of that. */
  readonly ofSaved: (uri: string, has: string | undefined) => Promise<FileReport>;
  /** Told of saved files that have changed and that nobody follows. */
  readonly unasked: (uris: readonly string[]) => void;
  /** Every file that there may be something to show for. */
  readonly known: () => readonly string[];
  /** Resolves when there is something to say about every file. */
  readonly settled: () => Promise<void>;
  readonly report: (what: string, error: unknown) => void;
}

/** Clients ask for open documents by themselves, as long as somebody sees them. How long after a change they are told too. */
const openMilliseconds = 1000;

/** The reports about all files of the workspace, for whoever follows them. */
export class WorkspaceReports implements ReportSource {
  readonly #host: ReportsHost;
  readonly #streams = new Set<ReportStream>();
  /** How a file is called, by its plain URI, where that is something else. */
  readonly #names = new Map<string, string>();
  readonly #waiting = new Map<string, ReturnType<typeof setTimeout>>();
  readonly overdue = new Set<string>();

  constructor(host: ReportsHost) {
    this.#host = host;
  }

  /** Tells a stream about all files, and then about all changes. Gives what ends that. */
  join(stream: ReportStream): () => void {
    this.#streams.add(stream);
    stream.mark(this.overdue);
    this.change(this.#host.known());
    return () => this.#streams.delete(stream);
  }

  /** Files whose reports may have changed. */
  change(uris: Iterable<string>): void {
    const saved: string[] = [];
    for (const uri of uris) {
      if (this.#host.isOpen(uri)) this.#changeOpen(uri);
      else saved.push(this.#name(uri));
    }
    for (const stream of this.#streams) stream.mark(saved);
    if (this.#streams.size === 0) this.#host.unasked(saved);
  }

  /** Everything may have changed. */
  changeAll(): void {
    this.change(this.#host.known());
  }

  /** A file whose report must be sent even where nothing has changed: its client has forgotten it. */
  owe(uri: string): void {
    const name = this.#name(uri);
    this.overdue.add(name);
    for (const stream of this.#streams) stream.mark([name]);
  }

  readonly reportOf = async (name: string, has: string | undefined): Promise<FileReport | undefined> => {
    const uri = this.#names.get(name) ?? name;
    try {
      if (!this.#host.isOpen(uri)) {
        const report = await this.#host.ofSaved(uri, has);
        return this.#host.isOpen(uri) ? undefined : report;
      }
      return this.#waiting.has(name) ? undefined : await this.#host.ofOpen(uri);
    } catch (error) {
      // Clients give up for good after a few failures.
      this.#host.report(`The report about ${uri}`, error);
      return undefined;
    }
  };

  settled(): Promise<void> {
    return this.#host.settled();
  }

  /** Ends all streams. */
  close(): void {
    for (const stream of this.#streams) stream.close();
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
  }

  #changeOpen(uri: string): void {
    const name = this.#name(uri);
    clearTimeout(this.#waiting.get(name));
    const tell = () => {
      this.#waiting.delete(name);
      // Clients drop the answer about a document whose tab closes meanwhile, and may keep it open without one.
      this.overdue.add(name);
      for (const stream of this.#streams) stream.mark([name]);
    };
    this.#waiting.set(name, setTimeout(tell, openMilliseconds));
  }

  #name(uri: string): string {
    const name = plainUri(uri);
    if (name === uri) this.#names.delete(name);
    else this.#names.set(name, uri);
    return name;
  }
}
