import { type ExtensionContext, Uri } from 'vscode';
import type { LanguageClientOptions } from 'vscode-languageclient';
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient } from 'vscode-languageclient/browser';
import { type Api, clientId, clientName, type Started, start } from './start';

// What is needed of the browser. Its own types would let the rest of the client use the browser, too.
declare class Worker {
  constructor(address: string);
  terminate(): void;
}

let started: Started | undefined;

/** VS Code for the Web calls this when the first manifest is opened. */
export async function activate(context: ExtensionContext): Promise<Api> {
  const server = Uri.joinPath(context.extensionUri, 'dist', 'web', 'server.js').toString(true);
  started = await start(context, (options) => new WorkerClient(server, options));
  return started.api;
}

/** VS Code waits for this before it ends the extension's worker. */
export function deactivate(): Promise<void> | undefined {
  return started?.stop();
}

/** A client whose server is a worker of its own, which ends with it. */
class WorkerClient extends LanguageClient {
  readonly #end: () => void;

  constructor(server: string, options: LanguageClientOptions) {
    let worker: Worker | undefined;
    const end = () => {
      worker?.terminate();
      worker = undefined;
    };
    const connect = async () => {
      end();
      worker = new Worker(server);
      return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
    };
    super(clientId, clientName, connect, options);
    this.#end = end;
  }

  /** Ends the worker by force when it has said goodbye, or has not in time. */
  override async dispose(timeout?: number): Promise<void> {
    try {
      await super.dispose(timeout);
    } finally {
      this.#end();
    }
  }
}
