import type { Connection } from 'vscode-languageserver';
import { ReportStream } from './report-stream';
import type { WorkspaceReports } from './workspace-reports';

/** Sends the diagnostics of files that are not open to a client that does not ask for them. Never rejects. */
export async function pushWorkspace(connection: Connection, reports: WorkspaceReports): Promise<void> {
  const stream = new ReportStream(reports, new Map());
  const leave = reports.join(stream);
  while (!stream.isClosed) {
    for (const { report } of await stream.next()) {
      const { uri, items: diagnostics } = report;
      // A connection that is gone is the end of the process, and not for us to report.
      await connection.sendDiagnostics({ uri, diagnostics }).catch(stream.close);
    }
  }
  leave();
}
