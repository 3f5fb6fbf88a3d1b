import type { Connection } from 'vscode-languageserver';
import { type Analyses, quickMilliseconds } from './analyses';
import type { DiagnosticWriter } from './diagnostics';
import { pause, type Report } from './guard';

const longestWait = 400;

/** Sends diagnostics to a client that does not ask for them. */
export class Pusher {
  readonly #connection: Connection;
  readonly #analyses: Analyses;
  readonly #writer: DiagnosticWriter;
  readonly #report: Report;
  /** The last request for each document; an earlier one gives way to it. */
  readonly #turns = new Map<string, symbol>();

  constructor(connection: Connection, analyses: Analyses, writer: DiagnosticWriter, report: Report) {
    this.#connection = connection;
    this.#analyses = analyses;
    this.#writer = writer;
    this.#report = report;
  }

  /** Sends the diagnostics of a document, later where it takes long and its user may still be typing. Never rejects. */
  async push(uri: string): Promise<void> {
    const turn = Symbol(uri);
    this.#turns.set(uri, turn);
    try {
      const last = this.#analyses.millisecondsOf(uri);
      if (last > quickMilliseconds) await pause(Math.min(last, longestWait));
      const ready = this.#turns.get(uri) === turn ? await this.#analyses.ready(uri) : undefined;
      if (ready === undefined || this.#turns.get(uri) !== turn) return;
      const { version } = ready.document;
      const pieces = this.#writer.pieces(this.#analyses.lint(ready));
      const diagnostics = pieces.flatMap(({ items }) => items);
      await this.#connection.sendDiagnostics({ uri, version, diagnostics });
    } catch (error) {
      this.#report('textDocument/publishDiagnostics', error);
    }
  }

  /** Sends nothing more of what is under way for a document. */
  forget(uri: string): void {
    this.#turns.delete(uri);
  }

  /** Takes the diagnostics of a closed document away. Never rejects. */
  async clear(uri: string): Promise<void> {
    this.forget(uri);
    try {
      await this.#connection.sendDiagnostics({ uri, diagnostics: [] });
    } catch (error) {
      this.#report('textDocument/publishDiagnostics', error);
    }
  }
}
