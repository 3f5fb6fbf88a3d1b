import {
  type CancellationToken,
  type Connection,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver';
import { type Analyses, quickMilliseconds } from './analyses';
import type { FileReports } from './file-reports';
import { type Guard, pause } from './guard';
import type { FileReport } from './report-stream';

/** What the client was last told about an open document. */
export interface Answer {
  readonly version: number | null;
  readonly id: string;
}

/** What answers about documents are made of. */
export interface PullHost {
  readonly analyses: Analyses;
  readonly reports: FileReports;
  readonly version: (uri: string) => number | undefined;
  /** What there is to show for a file that is not open, without the diagnostics where `has` is the id of that. */
  readonly ofSaved: (uri: string, has: string | undefined) => Promise<FileReport>;
  /** Takes note of an answer. */
  readonly answered: (uri: string, report: FileReport) => void;
}

/** Answers clients that ask for the diagnostics of a document. */
export function answerPulls(connection: Connection, host: PullHost, guard: Guard): void {
  const { analyses, reports, version } = host;
  const pull = async (parameters: DocumentDiagnosticParams, token: CancellationToken) => {
    const { uri } = parameters.textDocument;
    const asked = version(uri);
    // Whoever types on would wait for an answer that nobody wants any more.
    if (analyses.millisecondsOf(uri) > quickMilliseconds) await pause(0);
    const ready = await analyses.ready(uri);
    if (token.isCancellationRequested) {
      throw new ResponseError(LSPErrorCodes.RequestCancelled, 'The client has cancelled the request');
    }
    if (version(uri) !== asked) {
      const retry = { retriggerRequest: true };
      throw new ResponseError(LSPErrorCodes.ServerCancelled, 'The document has changed', retry);
    }
    if (ready === undefined && asked !== undefined) return full([]);
    const report =
      ready === undefined
        ? await host.ofSaved(uri, parameters.previousResultId)
        : reports.ofOpen(ready, analyses.lint(ready));
    host.answered(uri, report);
    if (report.id !== '' && report.id === parameters.previousResultId) return unchanged(report.id);
    return full(report.items, report.id);
  };
  connection.languages.diagnostics.on(guard('textDocument/diagnostic', pull));
}

function full(items: FileReport['items'], id = ''): DocumentDiagnosticReport {
  return { kind: DocumentDiagnosticReportKind.Full, items, ...(id === '' ? {} : { resultId: id }) };
}

function unchanged(resultId: string): DocumentDiagnosticReport {
  return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
}
