import {
  type CancellationToken,
  type Connection,
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  type PreviousResultId,
  ResponseError,
  type ResultProgressReporter,
  type WorkspaceDiagnosticParams,
  type WorkspaceDiagnosticReport,
  type WorkspaceDiagnosticReportPartialResult,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { plainUri } from '../../../rules/engine/uri';
import { ReportStream, type Told } from './report-stream';
import type { WorkspaceReports } from './workspace-reports';

type Partial = ResultProgressReporter<WorkspaceDiagnosticReportPartialResult> | undefined;

/**
 * Answers clients that ask for the diagnostics of the whole workspace. A request is parked while there is nothing new: clients
 * ask again after each answer, forever. Those that take partial results get all news on one request.
 */
export function answerWorkspacePulls(connection: Connection, reports: WorkspaceReports): void {
  const pull = async (
    { previousResultIds }: WorkspaceDiagnosticParams,
    token: CancellationToken,
    _progress: unknown,
    partial: Partial,
  ): Promise<WorkspaceDiagnosticReport> => {
    const told = toldIn(previousResultIds);
    const stream = new ReportStream(reports, told);
    const cancelled = new Promise<void>((resolve) => {
      token.onCancellationRequested(() => {
        stream.close();
        resolve();
      });
    });
    const leave = reports.join(stream);
    try {
      // Before the first scan is over, what the client has would look as if it had vanished.
      const known = reports.settled().then(() => stream.mark(told.keys()));
      if (partial === undefined) await Promise.race([known, cancelled]);
      const items = partial === undefined ? await once(stream) : await forever(stream, partial);
      if (!token.isCancellationRequested) return { items };
    } finally {
      leave();
    }
    throw new ResponseError(LSPErrorCodes.RequestCancelled, 'The client has cancelled the request');
  };
  connection.languages.diagnostics.onWorkspace(pull);
}

async function once(stream: ReportStream): Promise<WorkspaceDocumentDiagnosticReport[]> {
  const told: Told[] = [];
  // That all is as it was is no news: whoever were told so would ask again at once, and forever.
  while (!stream.isClosed && told.every(({ isUnchanged }) => isUnchanged))
    told.push(...(await stream.next()));
  return [...told, ...(await stream.rest())].map(reportOf);
}

async function forever(
  stream: ReportStream,
  partial: NonNullable<Partial>,
): Promise<WorkspaceDocumentDiagnosticReport[]> {
  while (!stream.isClosed) {
    const chunk = await stream.next();
    if (chunk.length > 0) partial.report({ items: chunk.map(reportOf) });
  }
  return [];
}

function reportOf({ report, isUnchanged }: Told): WorkspaceDocumentDiagnosticReport {
  const { uri, version, items, id } = report;
  if (isUnchanged) return { kind: DocumentDiagnosticReportKind.Unchanged, uri, version, resultId: id };
  // Nothing to show needs no name: clients send all names back with each question.
  return {
    kind: DocumentDiagnosticReportKind.Full,
    uri,
    version,
    items,
    ...(id === '' ? {} : { resultId: id }),
  };
}

function toldIn(previous: readonly PreviousResultId[]): ReadonlyMap<string, string> {
  return new Map(previous.map(({ uri, value }) => [plainUri(uri), value]));
}
