import { commands, type ExtensionContext, window } from 'vscode';
import {
  type BaseLanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
} from 'vscode-languageclient';
import { type InitializationOptions, type RuleSummary, rulesRequest } from '../../server/src/protocol';
import { writeBaselines } from './baselines';
import { documentSelector, manifestsOnly, showRuleCommand } from './documents';
import { fixFile, fixWorkspace } from './fix-all';
import { hardenWorkload } from './harden';
import { openConfig } from './open-config';
import { showRule } from './rule-pages';
import { Session, type SessionState } from './session';
import { showStatus } from './status';
import { serveFiles } from './workspace-files';

/** Names the client, its settings, its commands and its diagnostics. */
export const clientId = 'kubeHarden';

/** How the product calls itself. */
export const clientName = 'Kube Harden';

/** What the extension tells other extensions. */
export interface Api {
  /** What the server is doing. */
  readonly state: SessionState;
  /** Every rule. Rejects while the server is not running. */
  rules(): Promise<readonly RuleSummary[]>;
}

/** A running extension. */
export interface Started {
  readonly api: Api;
  /** Settles when the server has ended. */
  stop(): Promise<void>;
}

/** Starts the extension in any host; `createClient` knows how this host reaches the server. */
export async function start(
  context: ExtensionContext,
  createClient: (options: LanguageClientOptions) => BaseLanguageClient,
): Promise<Started> {
  const output = window.createOutputChannel(clientName, { log: true });
  const trace = window.createOutputChannel(`${clientName} (Trace)`, { log: true });
  const session = new Session((errorHandler) => {
    const client = createClient({
      documentSelector,
      errorHandler,
      outputChannel: output,
      traceOutputChannel: trace,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      middleware: manifestsOnly,
      // Without these the library asks for diagnostics when a document is opened, and never again.
      diagnosticPullOptions: {
        onChange: true,
        onSave: true,
        onTabs: true,
        // What is only a tab yet would count as asked for, and news about it as a file would be dropped.
        match: () => false,
      },
      initializationOptions: { showRuleCommand } satisfies InitializationOptions,
      initializationFailedHandler: () => false,
      markdown: { isTrusted: { enabledCommands: [showRuleCommand] } },
    });
    serveFiles(client);
    return client;
  }, output);
  const rules = () => session.request<readonly RuleSummary[]>(rulesRequest, {});

  // Before the server: they must be there, most of all when it does not start.
  context.subscriptions.push(
    output,
    trace,
    showStatus(session, rules),
    commands.registerCommand('kubeHarden.restartServer', () => session.restart()),
    commands.registerCommand('kubeHarden.showOutput', () => output.show()),
    commands.registerCommand('kubeHarden.openConfig', () => openConfig(session)),
    commands.registerCommand('kubeHarden.hardenWorkload', () => hardenWorkload(session)),
    commands.registerCommand('kubeHarden.fixAllInFile', fixFile),
    commands.registerCommand('kubeHarden.fixAllSafeInWorkspace', () => fixWorkspace(session, 'safe')),
    commands.registerCommand('kubeHarden.fixAllInWorkspace', () => fixWorkspace(session, 'any')),
    commands.registerCommand('kubeHarden.createBaseline', () => writeBaselines(session, false)),
    commands.registerCommand('kubeHarden.pruneBaseline', () => writeBaselines(session, true)),
    commands.registerCommand(showRuleCommand, (id: unknown) => showRule(context.extensionUri, rules, id)),
  );
  await session.start();
  return {
    api: {
      get state() {
        return session.state;
      },
      rules,
    },
    stop: () => session.stop(),
  };
}
