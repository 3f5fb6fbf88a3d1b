import { type ExtensionContext, Uri } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { type Api, clientId, clientName, type Started, start } from './start';

let started: Started | undefined;

/** VS Code calls this when the first manifest is opened. */
export async function activate(context: ExtensionContext): Promise<Api> {
  const module = Uri.joinPath(context.extensionUri, 'dist', 'server.js').fsPath;
  const server = { module, transport: TransportKind.ipc };
  started = await start(context, (options) => new LanguageClient(clientId, clientName, server, options));
  return started.api;
}

/** VS Code waits for this before it ends the extension's process. */
export function deactivate(): Promise<void> | undefined {
  return started?.stop();
}
