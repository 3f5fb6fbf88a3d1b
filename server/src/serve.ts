import {
  type Connection,
  DidChangeConfigurationNotification,
  type InitializeParams,
  type InitializeResult,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { AnyRule, RuleMeta } from '../../rules/engine/rule';
import type { Source } from '../../rules/yaml/source';
import { ActionEdits } from './lsp/action-edits';
import { Analyses } from './lsp/analyses';
import { Baselines } from './lsp/baselines';
import { capabilitiesFor } from './lsp/capabilities';
import { type ClientFeatures, clientFeaturesOf } from './lsp/client-features';
import { CodeActions } from './lsp/code-actions';
import { ConfigChanges } from './lsp/config-changes';
import { configDiagnostics } from './lsp/config-document';
import { answerConfig, readOpenFirst } from './lsp/config-session';
import { Configuration } from './lsp/configuration';
import { DiagnosticWriter } from './lsp/diagnostics';
import { FileReports } from './lsp/file-reports';
import { guardWith } from './lsp/guard';
import { answerHardening } from './lsp/hardening-session';
import { hoverAt } from './lsp/hover';
import { Log } from './lsp/log';
import { OpenDocuments } from './lsp/open-documents';
import { Overview } from './lsp/overview';
import { answerPulls } from './lsp/pull';
import { Pusher } from './lsp/push';
import { type Roots, rootsOf } from './lsp/roots';
import { readSettings, settingsSection } from './lsp/settings';
import { StaleNotes } from './lsp/stale-notes';
import { TurnOff } from './lsp/turn-off';
import { Watching } from './lsp/watched-files';
import { answerWorkspacePulls } from './lsp/workspace-pull';
import { pushWorkspace } from './lsp/workspace-push';
import { WorkspaceSession } from './lsp/workspace-session';
import { type BaselineParams, baselineRequest, rulesRequest } from './protocol';
import { ruleList } from './rule-list';
import { ConfigFiles } from './workspace/config-files';
import { isConfigFile } from './workspace/config-names';
import type { WorkspaceFiles } from './workspace/files';
import type { KeptScan } from './workspace/workspace-host';

/** What the server needs of the machine it runs on. */
export interface Host {
  readonly version: string;
  /** Whether there is a file of this address, as far as the host can see. */
  readonly exists: (uri: string) => Promise<boolean>;
  readonly files: WorkspaceFiles;
  /** What is known of these folders from their last scan, by their URIs; left out where nothing can be kept. */
  readonly keptScan?: (roots: readonly string[]) => KeptScan;
  /** A rule with the texts that explain it, which need not be in memory until somebody asks. */
  readonly withTexts: (meta: RuleMeta) => RuleMeta;
}

/** Serves the client at the other end of a connection that does not listen yet, with these rules. */
export function serve(connection: Connection, host: Host, rules: readonly AnyRule[]): void {
  connection.onInitialize((parameters) => start(connection, host, rules, parameters));
  connection.listen();
}

function start(
  connection: Connection,
  host: Host,
  rules: readonly AnyRule[],
  parameters: InitializeParams,
): InitializeResult {
  const features = clientFeaturesOf(parameters);
  const documents = new TextDocuments(TextDocument);
  const session = sessionOf({ connection, host, rules, features, documents, roots: rootsOf(parameters) });
  answerRequests(session);
  followDocuments(session);
  followClient(session);
  documents.listen(connection);
  return {
    serverInfo: { name: 'kube-harden', version: host.version },
    capabilities: capabilitiesFor(features),
  };
}

/** What is there from the start. */
interface Beginning {
  readonly connection: Connection;
  readonly host: Host;
  readonly rules: readonly AnyRule[];
  readonly features: ClientFeatures;
  readonly documents: TextDocuments<TextDocument>;
  readonly roots: Roots;
}

/** What lives as long as the connection. */
interface Session extends Beginning {
  readonly log: Log;
  readonly open: OpenDocuments;
  readonly configs: ConfigFiles;
  readonly configuration: Configuration;
  readonly workspace: WorkspaceSession;
  readonly stale: StaleNotes;
  readonly analyses: Analyses;
  readonly writer: DiagnosticWriter;
  readonly files: FileReports;
  readonly overview: Overview;
  /** What sends diagnostics to a client that does not ask for them. */
  readonly pusher: Pusher | undefined;
}

function sessionOf(beginning: Beginning): Session {
  const { connection, host, rules, features, documents, roots } = beginning;
  const log = new Log(connection.console);
  const open = new OpenDocuments(documents);
  const { exists, files: disk } = host;
  const configs = new ConfigFiles(rules, {
    exists: async (uri) => open.has(uri) || (await exists(uri)),
    readMany: (uris) => readOpenFirst(uris, open.get, disk),
    roots: () => roots.all,
    onProblems: (uri) => overview.reports.change([uri]),
  });
  const configuration = new Configuration(connection, {
    isAsked: features.configuration,
    told: features.options.settings,
    read: (given) => readSettings(given, rules, log.warn),
    configs,
  });
  const workspace = new WorkspaceSession({
    ...{ connection, features, log, rules, configuration, files: disk, configs, isOpen: open.has, roots },
    keptScan: host.keptScan,
  });
  const stale = new StaleNotes({ configs, workspace });
  const notesIn = (source: Source) =>
    isConfigFile(source.uri) ? [...configDiagnostics(source, rules), ...stale.in(source)] : [];
  const analyses = new Analyses({
    open: open.get,
    exists,
    configuration,
    take: (source, settings) => workspace.take(source, settings),
    lint: workspace.lint,
    notes: (source) => notesIn(source),
    reportFailures: log.reportRules,
  });
  const writer = new DiagnosticWriter(features, open.get);
  const files = new FileReports(writer, (uri) => {
    const config = configs.get(uri);
    return config === undefined ? [] : notesIn(config.source);
  });
  const pusher = features.pullsDiagnostics ? undefined : new Pusher(connection, analyses, writer, log.report);
  const overview = new Overview({ connection, features, log, open, analyses, files, workspace, pusher });
  return {
    ...beginning,
    log,
    open,
    configs,
    configuration,
    workspace,
    stale,
    analyses,
    writer,
    files,
    overview,
    pusher,
  };
}

/** Answers what the client asks. */
function answerRequests(session: Session): void {
  const { connection, host, features, log, rules, open, configs, workspace } = session;
  const { analyses, writer, files, overview, stale } = session;
  const guard = guardWith(log.report);
  const edits = new ActionEdits({
    features,
    open: open.get,
    tryVersion: workspace.tryVersion,
    report: log.report,
  });
  const turnOff = new TurnOff({ configs, features, rules, open: open.get });
  const harden = answerHardening(session, guard);
  const actions = new CodeActions({
    ...{ analyses, edits, harden, writer, features, turnOff, around: workspace.around },
  });
  if (features.pullsDiagnostics) {
    const { answered, ofSaved } = overview;
    const version = (uri: string) => open.get(uri)?.version;
    answerPulls(connection, { analyses, reports: files, version, ofSaved, answered }, guard);
    answerWorkspacePulls(connection, overview.reports);
  }
  answerConfig({ connection, features, rules, open: open.get, configs, stale, actions }, guard);
  connection.onCodeActionResolve(guard('codeAction/resolve', (action) => actions.resolve(action)));
  const hover = async (uri: string, position: Parameters<typeof hoverAt>[1]) => {
    const ready = await analyses.ready(uri);
    return ready && hoverAt(ready.document, position, rules, features.markdownHovers, host.withTexts);
  };
  connection.onHover(guard('textDocument/hover', (asked) => hover(asked.textDocument.uri, asked.position)));
  const list = guard(rulesRequest, async () => ruleList(rules));
  connection.onRequest(rulesRequest, list);
  const baselines = new Baselines({ ...session, exists: host.exists });
  const baseline = (asked: BaselineParams) => baselines.answer(asked);
  connection.onRequest(baselineRequest, guard(baselineRequest, baseline));
  connection.onShutdown(() => {
    overview.reports.close();
    workspace.end();
  });
}

/** Keeps up with the documents that are open. */
function followDocuments(session: Session): void {
  const { features, documents, configuration, workspace, analyses, overview, pusher } = session;
  const configChanges = new ConfigChanges(session);
  // Whoever is not told of changes looks when its user does something.
  const look = () => {
    if (!features.watchesFiles) workspace.lookSoon();
    configChanges.look();
  };
  documents.onDidOpen(({ document: { uri } }) => {
    analyses.forget(uri);
    look();
  });
  documents.onDidChangeContent(({ document }) => {
    const { uri } = document;
    configChanges.changed(document);
    pusher?.push(uri);
    overview.changed(uri);
  });
  documents.onDidSave(look);
  documents.onDidClose(({ document: { uri } }) => {
    analyses.forget(uri);
    configuration.forget(uri);
    configChanges.closed(uri);
    overview.closed(uri);
  });
}

/** Keeps up with settings, folders and files. */
function followClient(session: Session): void {
  const { connection, features, log, roots, open, configuration, workspace, overview, pusher } = session;
  const change = (settings: unknown) => {
    configuration.change(settings);
    for (const uri of open.all()) pusher?.push(uri);
    overview.refresh();
    workspace.reconfigure().then(() => overview.reports.changeAll());
  };
  const watching = new Watching(connection, features, log.report);
  connection.onDidChangeConfiguration(({ settings }) => change(settings));
  connection.onDidChangeWatchedFiles(workspace.told);
  connection.onInitialized(() => {
    workspace.scan();
    watching.watch(roots.all);
    if (pusher !== undefined) pushWorkspace(connection, overview.reports);
    if (features.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders((event) => {
        configuration.change(undefined);
        for (const uri of open.all()) pusher?.push(uri);
        workspace.changeFolders(event);
        watching.watch(roots.all);
        overview.refresh();
      });
    }
    if (!features.registersConfigurationChanges) return;
    const changed = DidChangeConfigurationNotification.type;
    const registered = connection.client.register(changed, { section: settingsSection });
    registered.catch((error) => log.report('client/registerCapability', error));
  });
}
