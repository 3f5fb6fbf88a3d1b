import { CodeLensRefreshRequest, type Connection } from 'vscode-languageserver';
import { plainUri } from '../../../rules/engine/uri';
import { isConfigFile } from '../workspace/config-names';
import { noDigest, noFindings } from '../workspace/file-findings';
import { type Analyses, quickMilliseconds } from './analyses';
import type { ClientFeatures } from './client-features';
import type { FileReports } from './file-reports';
import type { Log } from './log';
import type { OpenDocuments } from './open-documents';
import type { Answer } from './pull';
import type { Pusher } from './push';
import type { FileReport } from './report-stream';
import { WorkspaceReports } from './workspace-reports';
import type { WorkspaceSession } from './workspace-session';

/** What an overview brings together. */
export interface OverviewParts {
  readonly connection: Connection;
  readonly features: ClientFeatures;
  readonly log: Log;
  readonly open: OpenDocuments;
  readonly analyses: Analyses;
  readonly files: FileReports;
  readonly workspace: WorkspaceSession;
  readonly pusher: Pusher | undefined;
}

/** How long changes of what other files say about open documents wait for more. */
const gatherMilliseconds = 50;
/** Longest that other files wait for what is being typed. */
const longestWait = 400;

/** Knows what the client shows of each file, and sees to it that this is what there is to show. */
export class Overview {
  readonly reports: WorkspaceReports;
  readonly #parts: OverviewParts;
  /** What the client has of each open document, by plain URI. */
  readonly #answers = new Map<string, Answer>();
  /** Documents whose text other files have not seen yet. */
  readonly #unseen = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #outdated = new Set<string>();
  #check: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: OverviewParts) {
    this.#parts = parts;
    const { open, workspace, log } = parts;
    this.reports = new WorkspaceReports({
      isOpen: open.has,
      ofOpen: (uri) => this.#ofOpen(uri),
      ofSaved: this.ofSaved,
      unasked: workspace.drop,
      known: workspace.known,
      settled: () => workspace.settled(),
      report: log.report,
    });
    workspace.onChange((uris) => this.#changedByOthers(uris));
  }

  /** What there is to show for a file as it was saved, without the diagnostics where `has` is the id of that. */
  readonly ofSaved = async (uri: string, has?: string): Promise<FileReport> => {
    const { files, workspace } = this.#parts;
    if (!workspace.showsAll) {
      workspace.drop([uri]);
      return files.ofSaved(uri, undefined);
    }
    // What is wrong in a configuration file is known before anything is linted by it.
    const isConfig = isConfigFile(uri);
    const id = files.idOfSaved(uri, workspace.digest(uri) ?? (isConfig ? noDigest : undefined));
    if (id === has) {
      workspace.drop([uri]);
      return { uri, version: null, items: [], id };
    }
    return files.ofSaved(uri, (await workspace.findings(uri)) ?? (isConfig ? noFindings : undefined));
  };

  /** The client has asked for the diagnostics of a document, and is about to get this. */
  readonly answered = (uri: string, { version, id }: FileReport): void => {
    if (this.#parts.open.has(uri)) this.#answers.set(plainUri(uri), { version, id });
    // Who asks about a document while it is closing drops the answer, and waits for news about the workspace.
    else if (!isUnsaved(uri)) setTimeout(() => this.reports.owe(uri), gatherMilliseconds);
  };

  /** A document is open, and has another text than before. */
  changed(uri: string): void {
    const { analyses, pusher } = this.#parts;
    clearTimeout(this.#unseen.get(uri));
    const last = analyses.millisecondsOf(uri);
    const see = async () => {
      this.#unseen.delete(uri);
      await analyses.of(uri);
      if (pusher === undefined) this.reports.change([uri]);
    };
    const wait = last > quickMilliseconds ? Math.min(last * 2, longestWait) : gatherMilliseconds;
    this.#unseen.set(
      uri,
      setTimeout(() => this.#try(see, 'The document', uri), wait),
    );
  }

  /** A document was closed: what the disk says counts again. */
  closed(uri: string): void {
    const { workspace, pusher } = this.#parts;
    clearTimeout(this.#unseen.get(uri));
    this.#unseen.delete(uri);
    this.#answers.delete(plainUri(uri));
    if (pusher !== undefined && !workspace.has(uri)) pusher.clear(uri);
    else pusher?.forget(uri);
    const release = async () => {
      await workspace.release(uri);
      if (!isUnsaved(uri) && (pusher === undefined || workspace.has(uri))) this.reports.owe(uri);
    };
    this.#try(release, 'The closing', uri);
  }

  /** Asks a client for what is open again: for its code lenses, and, where it pulls, for its diagnostics. */
  refresh(): void {
    const { connection, features, log, pusher } = this.#parts;
    this.#refreshLenses();
    if (pusher !== undefined || !features.refreshesDiagnostics) return;
    const refreshed = connection.languages.diagnostics.refresh();
    refreshed.catch((error) => log.report('workspace/diagnostic/refresh', error));
  }

  #refreshLenses(): void {
    const { connection, features, log } = this.#parts;
    if (!features.refreshesCodeLenses) return;
    const refreshed = connection.sendRequest(CodeLensRefreshRequest.type);
    refreshed.catch((error) => log.report('workspace/codeLens/refresh', error));
  }

  #changedByOthers(uris: ReadonlySet<string>): void {
    const { open, analyses } = this.#parts;
    for (const uri of uris) {
      const document = open.get(uri);
      if (document === undefined) continue;
      analyses.outdate(document.uri);
      this.#outdated.add(document.uri);
    }
    this.reports.change(uris);
    if (this.#outdated.size === 0) return;
    this.#check ??= setTimeout(() => this.#try(() => this.#checkOpen(), 'The check', ''), gatherMilliseconds);
  }

  /** Open documents are asked for again where something else is to be shown than the client has. */
  async #checkOpen(): Promise<void> {
    this.#check = undefined;
    const outdated = [...this.#outdated];
    this.#outdated.clear();
    const { pusher } = this.#parts;
    // A file may be a patch now, of which nobody knows what becomes, and have the same findings.
    this.#refreshLenses();
    if (pusher !== undefined) {
      for (const uri of outdated) pusher.push(uri);
      return;
    }
    for (const uri of outdated) {
      const report = await this.#reportOf(uri);
      const answer = this.#answers.get(plainUri(uri));
      if (report === undefined || answer === undefined) continue;
      if (answer.version === report.version && answer.id !== report.id) return this.refresh();
    }
  }

  async #ofOpen(uri: string): Promise<FileReport | undefined> {
    return this.#parts.pusher === undefined ? await this.#reportOf(uri) : undefined;
  }

  async #reportOf(uri: string): Promise<FileReport | undefined> {
    const { analyses, files } = this.#parts;
    const ready = await analyses.ready(uri);
    return ready === undefined ? undefined : files.ofOpen(ready, analyses.lint(ready));
  }

  #try(work: () => Promise<void>, what: string, uri: string): void {
    work().catch((error) => this.#parts.log.report(`${what} ${uri}`, error));
  }
}

/** Clients take away by themselves what they show for a document that never had a file. */
function isUnsaved(uri: string): boolean {
  return uri.startsWith('untitled:');
}
