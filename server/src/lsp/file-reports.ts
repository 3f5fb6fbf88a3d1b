import type { Diagnostic } from 'vscode-languageserver';
import type { FileFindings, FindingsDigest } from '../workspace/file-findings';
import { digestOf } from '../workspace/file-findings';
import { type Ready, stateOf } from './analyses';
import type { Analysis } from './analysis';
import type { DiagnosticWriter, Written } from './diagnostics';
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
    const pieces = this.#writer.pieces(analysis);
    return { uri, version, items: pieces.flatMap(({ items }) => items), id: idOf(pieces, stateOf(ready)) };
  }

  /** What there is to show for a file as it was saved. Nothing where it is none of the workspace, or is gone. */
  ofSaved(uri: string, findings: FileFindings | undefined): FileReport {
    const items = findings === undefined ? [] : this.#writer.all({ ...findings, notes: this.#notesOf(uri) });
    return { uri, version: null, items, id: this.idOfSaved(uri, findings && digestOf(findings)) };
  }

  /** The id of that. It takes no findings to know it. */
  idOfSaved(uri: string, digest: FindingsDigest | undefined): string {
    if (digest === undefined) return '';
    const notes = this.#notesOf(uri);
    return digest.isShown || notes.length > 0 ? textHash(digest.hash + JSON.stringify(notes)) : '';
  }
}

/** What other files say about this one is in its diagnostics and nowhere else. */
function idOf(pieces: readonly Written[], state: string): string {
  return textHash(state + pieces.map(({ hash }) => hash).join(' '));
}
