import type { Connection, WorkDoneProgressServerReporter } from 'vscode-languageserver';
import type { ScanOptions, ScanProgress } from '../workspace/workspace-host';
import type { Report } from './guard';

/** Work that nobody waits for long needs no progress. */
const patienceMilliseconds = 1000;
const stepMilliseconds = 100;

/** Does long work, and shows how far it is if it takes more than a second. The user can end it early. */
export async function withProgress(
  { connection, isShown, report }: { connection: Connection; isShown: boolean; report: Report },
  title: string,
  work: (options: ScanOptions & { readonly signal: AbortSignal }) => Promise<void>,
): Promise<void> {
  const abort = new AbortController();
  let reporter: WorkDoneProgressServerReporter | undefined;
  let isOver = false;
  let last = 0;
  const show = async () => {
    const created = await connection.window.createWorkDoneProgress();
    if (isOver) return;
    reporter = created;
    created.token.onCancellationRequested(() => abort.abort());
    created.begin(title, 0, undefined, true);
  };
  const tryToShow = () => show().catch((error) => report('window/workDoneProgress/create', error));
  const timer = isShown ? setTimeout(tryToShow, patienceMilliseconds) : undefined;
  const onProgress = ({ done, total }: ScanProgress) => {
    const now = performance.now();
    if (reporter === undefined || now - last < stepMilliseconds) return;
    last = now;
    reporter.report(Math.floor((100 * done) / Math.max(total, 1)), `${done} of ${total} files`);
  };
  try {
    await work({ signal: abort.signal, onProgress });
  } finally {
    isOver = true;
    clearTimeout(timer);
    reporter?.done();
  }
}
