import {
  type Connection,
  DidChangeConfigurationNotification,
  type InitializeParams,
  type InitializeResult,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { AnyRule } from '../../rules/engine/rule';
import { ActionEdits } from './lsp/action-edits';
import { Analyses } from './lsp/analyses';
import { capabilitiesFor } from './lsp/capabilities';
import { type ClientFeatures, clientFeaturesOf } from './lsp/client-features';
import { CodeActions } from './lsp/code-actions';
import { Configuration } from './lsp/configuration';
import { DiagnosticWriter } from './lsp/diagnostics';
import { guardWith } from './lsp/guard';
import { hoverAt } from './lsp/hover';
import { Log } from './lsp/log';
import { answerPulls } from './lsp/pull';
import { Pusher } from './lsp/push';
import { readSettings, settingsSection } from './lsp/settings';
import { rulesRequest } from './protocol';
import { ruleList } from './rule-list';

/** What the server needs of the machine it runs on. */
export interface Host {
  readonly version: string;
  /** Whether there is a file of this address, as far as the host can see. */
  readonly exists: (uri: string) => Promise<boolean>;
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
  const log = new Log(connection.console);
  const documents = new TextDocuments(TextDocument);
  const configuration = new Configuration(connection, {
    isAsked: features.configuration,
    told: features.options.settings,
    read: (given) => readSettings(given, rules, log.warn),
  });
  const open = (uri: string) => documents.get(uri);
  const { exists } = host;
  const analyses = new Analyses({ open, exists, configuration, rules, reportFailures: log.reportRules });
  const session: Session = { connection, features, log, rules, documents, configuration, analyses };
  followChanges(session, answerRequests(session));
  documents.listen(connection);
  return {
    serverInfo: { name: 'kube-harden', version: host.version },
    capabilities: capabilitiesFor(features),
  };
}

/** What lives as long as the connection. */
interface Session {
  readonly connection: Connection;
  readonly features: ClientFeatures;
  readonly log: Log;
  readonly rules: readonly AnyRule[];
  readonly documents: TextDocuments<TextDocument>;
  readonly configuration: Configuration;
  readonly analyses: Analyses;
}

/** Answers what the client asks. Gives what sends diagnostics to a client that does not ask for them. */
function answerRequests({
  connection,
  features,
  log,
  rules,
  documents,
  analyses,
}: Session): Pusher | undefined {
  const guard = guardWith(log.report);
  const open = (uri: string) => documents.get(uri);
  const writer = new DiagnosticWriter(features, open);
  const edits = new ActionEdits(features, open, rules, log.report);
  const actions = new CodeActions(analyses, edits, writer, features);
  answerPulls(connection, analyses, writer, (uri) => open(uri)?.version, guard);
  connection.onCodeAction(guard('textDocument/codeAction', (asked) => actions.at(asked)));
  connection.onCodeActionResolve(guard('codeAction/resolve', (action) => actions.resolve(action)));
  const hover = async (uri: string, position: Parameters<typeof hoverAt>[1]) => {
    const ready = await analyses.ready(uri);
    return ready && hoverAt(ready.document, position, rules, features.markdownHovers);
  };
  connection.onHover(guard('textDocument/hover', (asked) => hover(asked.textDocument.uri, asked.position)));
  const list = guard(rulesRequest, async () => ruleList(rules));
  connection.onRequest(rulesRequest, list);
  return features.pullsDiagnostics ? undefined : new Pusher(connection, analyses, writer, log.report);
}

/** Keeps up with documents and settings. */
function followChanges(session: Session, pusher: Pusher | undefined): void {
  const { connection, features, log, documents, configuration, analyses } = session;
  documents.onDidOpen(({ document }) => analyses.forget(document.uri));
  documents.onDidChangeContent(({ document }) => pusher?.push(document.uri));
  documents.onDidClose(({ document: { uri } }) => {
    analyses.forget(uri);
    configuration.forget(uri);
    pusher?.clear(uri);
  });

  const change = (settings: unknown) => {
    configuration.change(settings);
    for (const uri of documents.keys()) pusher?.push(uri);
    if (pusher !== undefined || !features.refreshesDiagnostics) return;
    const refreshed = connection.languages.diagnostics.refresh();
    refreshed.catch((error) => log.report('workspace/diagnostic/refresh', error));
  };
  connection.onDidChangeConfiguration(({ settings }) => change(settings));
  connection.onInitialized(() => {
    if (features.workspaceFolders) connection.workspace.onDidChangeWorkspaceFolders(() => change(undefined));
    if (!features.registersConfigurationChanges) return;
    const changed = DidChangeConfigurationNotification.type;
    const registered = connection.client.register(changed, { section: settingsSection });
    registered.catch((error) => log.report('client/registerCapability', error));
  });
}
