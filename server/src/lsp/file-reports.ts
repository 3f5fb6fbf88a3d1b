import type { Diagnostic } from 'vscode-languageserver';
import type { FileFindings } from '../workspace/workspace';
import { type Analysis, type Ready, stateOf } from './analyses';
import type { DiagnosticWriter } from './diagnostics';
import type { FileReport } from './report-stream';
import { textHash } from './text-hash';

/** Makes what a client is to show for a file, open or not. */
export class FileReports {
  readonly #writer: DiagnosticWriter;
  readonly #notesOf: (uri: string) => readonly Diagnostic[];

  /** `notesOf` tells what is wrong in a configuration file as it was saved. */
  constructor(writer: DiagnosticWriter, notesOf: (uri: string) => readonly Diagnostic[]) {
    this.#writer = writer;
    this.#notesOf = notesOf;
  }

  /** What there is to show for an open document. */
  ofOpen(ready: Ready, analysis: Analysis): FileReport {
    const { uri, version } = ready.document;
    const items = this.#writer.all(analysis);
    return { uri, version, items, id: idOf(items, stateOf(ready)) };
  }

  /** What there is to show for a file as it was saved. Nothing where it is none of the workspace, or is gone. */
  ofSaved(uri: string, findings: FileFindings | undefined): FileReport {
    const items = findings === undefined ? [] : this.#writer.all({ ...findings, notes: this.#notesOf(uri) });
    return { uri, version: null, items, id: items.length === 0 ? '' : idOf(items, '') };
  }
}

/** What other files say about this one is in its diagnostics and nowhere else. */
function idOf(items: readonly Diagnostic[], state: string): string {
  return textHash(state + JSON.stringify(items));
}
