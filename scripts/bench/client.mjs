import { spawn } from 'node:child_process';

const capabilities = {
  workspace: { configuration: true, workspaceFolders: true, diagnostics: { refreshSupport: true } },
  textDocument: { diagnostic: {}, publishDiagnostics: {} },
};

/** The least that a language client is: it takes next to no time of its own. */
export class Client {
  #pending = new Map();
  /** What was last answered about a document, by URI: who says so gets no answer twice. */
  #last = new Map();
  #listeners = new Set();
  #buffer = Buffer.alloc(0);
  #id = 0;

  /** @param {readonly string[]} args What Node is started with. */
  constructor(args) {
    this.process = spawn(process.execPath, [...args], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.exited = new Promise((resolve) => this.process.once('close', resolve));
    this.process.stdout.on('data', (chunk) => this.#take(chunk));
  }

  /**
   * Introduces itself. Without a folder there is no workspace.
   * @param {string} [folder] URI.
   */
  async initialize(folder) {
    const workspaceFolders = folder === undefined ? null : [{ uri: folder, name: 'bench' }];
    const rootUri = folder ?? null;
    await this.request('initialize', { processId: process.pid, rootUri, workspaceFolders, capabilities });
    this.notify('initialized', {});
  }

  /**
   * @param {string} uri
   * @param {string} text
   */
  open(uri, text) {
    this.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } });
  }

  /**
   * The diagnostics of an open document, asked for as editors do, until the server has them.
   * @param {string} uri
   */
  async diagnostics(uri) {
    for (;;) {
      const last = this.#last.get(uri);
      const { result, error } = await this.#ask('textDocument/diagnostic', {
        textDocument: { uri },
        previousResultId: last?.resultId,
      });
      if (error === undefined) {
        if (result.kind !== 'unchanged') this.#last.set(uri, result);
        return this.#last.get(uri);
      }
      if (error.code !== serverCancelled) throw new Error(error.message);
    }
  }

  /**
   * @param {string} method
   * @param {unknown} [params]
   */
  async request(method, params) {
    const { result, error } = await this.#ask(method, params);
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result;
  }

  /**
   * @param {string} method
   * @param {unknown} [params]
   */
  notify(method, params) {
    this.#send({ method, params });
  }

  /**
   * What the next notification of a kind says.
   * @param {string} method
   */
  next(method) {
    return new Promise((resolve) => {
      const listen = (message) => {
        if (message.method !== method) return;
        this.#listeners.delete(listen);
        resolve(message.params);
      };
      this.#listeners.add(listen);
    });
  }

  async stop() {
    await this.request('shutdown');
    this.notify('exit');
    await this.exited;
  }

  #ask(method, params) {
    const id = ++this.#id;
    const answer = new Promise((resolve) => this.#pending.set(id, resolve));
    this.#send({ id, method, params });
    return answer;
  }

  #send(message) {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.process.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  #take(chunk) {
    this.#buffer = this.#buffer.length === 0 ? chunk : Buffer.concat([this.#buffer, chunk]);
    for (;;) {
      const head = this.#buffer.indexOf('\r\n\r\n');
      if (head < 0) return;
      const start = head + 4;
      const end =
        start + Number(/Content-Length: (\d+)/i.exec(this.#buffer.toString('latin1', 0, head))?.[1]);
      if (this.#buffer.length < end) return;
      const message = JSON.parse(this.#buffer.toString('utf8', start, end));
      this.#buffer = this.#buffer.subarray(end);
      this.#hear(message);
    }
  }

  #hear(message) {
    if (message.method === undefined) {
      this.#pending.get(message.id)?.(message);
      this.#pending.delete(message.id);
      return;
    }
    if (message.id === undefined) for (const listen of this.#listeners) listen(message);
    else this.#send({ id: message.id, result: message.params?.items?.map(() => null) ?? null });
  }
}

/** The code of a server that wants to be asked again. */
const serverCancelled = -32_802;
