import {
  type CancellationToken,
  type Connection,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver';
import { type Analyses, quickMilliseconds, resultIdOf } from './analyses';
import type { DiagnosticWriter } from './diagnostics';
import { type Guard, pause } from './guard';

/** Answers clients that ask for the diagnostics of a document. */
export function answerPulls(
  connection: Connection,
  analyses: Analyses,
  writer: DiagnosticWriter,
  version: (uri: string) => number | undefined,
  guard: Guard,
): void {
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
    if (ready === undefined) return report([]);
    const resultId = resultIdOf(ready);
    if (resultId === parameters.previousResultId) return unchanged(resultId);
    return report(writer.all(analyses.lint(ready)), resultId);
  };
  connection.languages.diagnostics.on(guard('textDocument/diagnostic', pull));
}

function report(items: ReturnType<DiagnosticWriter['all']>, resultId?: string): DocumentDiagnosticReport {
  return {
    kind: DocumentDiagnosticReportKind.Full,
    items,
    ...(resultId === undefined ? {} : { resultId }),
  };
}

function unchanged(resultId: string): DocumentDiagnosticReport {
  return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
}
