import { EventEmitter, type LogOutputChannel } from 'vscode';
import {
  type BaseLanguageClient,
  CloseAction,
  ErrorAction,
  type ErrorHandler,
  State,
} from 'vscode-languageclient';

/** What the server is doing; `failed` says why in words for the user. */
export type SessionState =
  | { readonly kind: 'starting' | 'running' | 'stopped' }
  | { readonly kind: 'failed'; readonly reason: string };

/** Makes a client that has not been started; what happens to its connection goes to `errorHandler`. */
export type CreateClient = (errorHandler: ErrorHandler) => BaseLanguageClient;

const startTimeout = 15_000;
const stopTimeout = 2000;
const crashWindow = 3 * 60_000;
const maximumCrashes = 5;

/** The one server of this window. Starts and stops wait for each other, so no two servers ever run at once. */
export class Session {
  readonly #createClient: CreateClient;
  readonly #log: LogOutputChannel;
  readonly #changed = new EventEmitter<SessionState>();
  #state: SessionState = { kind: 'stopped' };
  #client: BaseLanguageClient | undefined;
  #lastTask: Promise<void> = Promise.resolve();
  #pendingRestart: Promise<void> | undefined;

  constructor(createClient: CreateClient, log: LogOutputChannel) {
    this.#createClient = createClient;
    this.#log = log;
  }

  /** Fires after every change of `state`. */
  readonly onDidChangeState = this.#changed.event;

  /** What the server is doing now. */
  get state(): SessionState {
    return this.#state;
  }

  /** Starts the server. Never rejects: a failure is a state. */
  start(): Promise<void> {
    return this.#enqueue(() => this.#start());
  }

  /** Stops the server, if there is one, and starts a new one. Calls that wait for their turn share one restart. */
  restart(): Promise<void> {
    this.#pendingRestart ??= this.#enqueue(async () => {
      this.#pendingRestart = undefined;
      await this.#stop();
      await this.#start();
    });
    return this.#pendingRestart;
  }

  /** Stops the server for good. */
  async stop(): Promise<void> {
    await this.#enqueue(() => this.#stop());
    this.#changed.dispose();
  }

  /** Asks the server. Rejects where it is not running. */
  request<Result>(method: string, parameters: object): Promise<Result> {
    if (this.#client === undefined || this.#state.kind !== 'running') {
      return Promise.reject(new Error('The server is not running'));
    }
    return this.#client.sendRequest<Result>(method, parameters);
  }

  /** Has the server run one of its commands. Rejects where it is not running. */
  async execute(command: string, argument: object): Promise<void> {
    await this.request('workspace/executeCommand', { command, arguments: [argument] });
  }

  #enqueue(task: () => Promise<void>): Promise<void> {
    this.#lastTask = this.#lastTask.then(task);
    return this.#lastTask;
  }

  async #start(): Promise<void> {
    const crashes = new CrashGuard(this.#log, (reason) => this.#become({ kind: 'failed', reason }));
    const client = this.#createClient(crashes);
    this.#client = client;
    client.onDidChangeState(({ newState }) => {
      if (this.#client !== client) return;
      if (newState === State.Starting) this.#become({ kind: 'starting' });
      if (newState === State.Running) this.#become({ kind: 'running' });
    });
    try {
      await within(startTimeout, client.start());
    } catch (error) {
      this.#log.error('The server did not start.', error instanceof Error ? error : String(error));
      crashes.retire();
      await this.#discard(client);
      this.#become({ kind: 'failed', reason: 'The server did not start' });
    }
  }

  async #stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    if (client !== undefined) await this.#discard(client);
    this.#become({ kind: 'stopped' });
  }

  async #discard(client: BaseLanguageClient): Promise<void> {
    try {
      await client.dispose(stopTimeout);
    } catch (error) {
      // The client ends the process by force when it does not stop by itself, also where this rejects.
      this.#log.debug(
        'The server did not stop by itself.',
        error instanceof Error ? error.message : String(error),
      );
    }
  }

  #become(state: SessionState): void {
    this.#state = state;
    this.#changed.fire(state);
  }
}

/** Restarts a server that ends unexpectedly, quietly, until it does so again and again. */
class CrashGuard implements ErrorHandler {
  readonly #log: LogOutputChannel;
  readonly #giveUp: (reason: string) => void;
  #crashes: readonly number[] = [];
  #retired = false;

  constructor(log: LogOutputChannel, giveUp: (reason: string) => void) {
    this.#log = log;
    this.#giveUp = giveUp;
  }

  retire(): void {
    this.#retired = true;
  }

  error(error: Error, _message: unknown, count: number | undefined) {
    this.#log.error('The connection to the server failed.', error);
    const action = count !== undefined && count <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown;
    return { action, handled: true };
  }

  closed() {
    if (this.#retired) return { action: CloseAction.DoNotRestart, handled: true };
    const now = Date.now();
    this.#crashes = [...this.#crashes.filter((time) => now - time < crashWindow), now];
    if (this.#crashes.length < maximumCrashes) {
      this.#log.warn('The server ended unexpectedly. Starting it again.');
      return { action: CloseAction.Restart, handled: true };
    }
    const reason = `The server ended ${maximumCrashes} times within ${crashWindow / 60_000} minutes`;
    this.#giveUp(reason);
    return { action: CloseAction.DoNotRestart, message: `Kube Harden has stopped. ${reason}.` };
  }
}

/** Rejects when `work` takes longer than so many milliseconds. */
function within(milliseconds: number, work: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`It did not answer within ${milliseconds / 1000} s`)),
      milliseconds,
    );
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
