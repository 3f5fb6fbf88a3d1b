import { type ChildProcess, spawn } from 'node:child_process';
import {
  type ApplyWorkspaceEditParams,
  ApplyWorkspaceEditRequest,
  type ClientCapabilities,
  type CodeAction,
  type CodeActionContext,
  CodeActionRequest,
  CodeActionResolveRequest,
  type CodeLens,
  CodeLensRefreshRequest,
  CodeLensRequest,
  ConfigurationRequest,
  createProtocolConnection,
  type Diagnostic,
  DiagnosticRefreshRequest,
  DidChangeConfigurationNotification,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  type DocumentDiagnosticReport,
  DocumentDiagnosticRequest,
  ExecuteCommandRequest,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  type InitializeResult,
  LogMessageNotification,
  LSPErrorCodes,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type Range,
  type Registration,
  RegistrationRequest,
  ResponseError,
  ShowMessageNotification,
  ShutdownRequest,
  SnippetTextEdit,
  StreamMessageReader,
  StreamMessageWriter,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { TextDocument, type TextEdit } from 'vscode-languageserver-textdocument';
import { rangeOf } from './expected';

/** How a client differs from the next. */
export interface ClientKind {
  readonly capabilities: ClientCapabilities;
  readonly initializationOptions?: unknown;
  /** What the client answers when it is asked for settings. */
  readonly settings?: unknown;
  /** URIs of the folders that are open. */
  readonly folders?: readonly string[];
}

/** A client in front of a server in a process of its own. */
export class TestClient {
  readonly log: string[] = [];
  readonly registered: string[] = [];
  /** What the server asked to be told, with what it wants to know about it. */
  readonly registrations: Registration[] = [];
  /** How many messages have come from the server. */
  messages = 0;
  /** Every publication there was, in order. */
  readonly published: { readonly uri: string; readonly version?: number; readonly items: Diagnostic[] }[] =
    [];
  readonly exited: Promise<number | null>;
  refreshes = 0;
  lensRefreshes = 0;
  /** What the server told the user. */
  readonly told: string[] = [];
  /** The edits that the server asked for, in order. */
  readonly asked: ApplyWorkspaceEditParams[] = [];
  /** Whether the user agrees to an edit that the server asks for. */
  agrees: boolean | Promise<boolean> = true;
  initialized: InitializeResult = { capabilities: {} };
  settings: unknown;
  /** What answers about settings wait for: they are those of when they were asked for. */
  answering: Promise<void> | undefined;
  /** How often it was asked for settings. */
  settingsAsked = 0;
  readonly #documents = new Map<string, TextDocument>();
  readonly #waiting = new Set<() => void>();

  private constructor(
    readonly process: ChildProcess,
    readonly connection: ProtocolConnection,
    readonly kind: ClientKind,
  ) {
    this.settings = kind.settings;
    this.exited = new Promise((resolve) => process.once('exit', resolve));
  }

  /** Starts a server and introduces the client to it. */
  static async start(
    server: string,
    kind: ClientKind,
    parameters: readonly string[] = ['--stdio'],
    node: readonly string[] = [],
  ) {
    const process = spawn(globalThis.process.execPath, [...node, server, ...parameters], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const reader = new StreamMessageReader(process.stdout);
    const connection = createProtocolConnection(reader, new StreamMessageWriter(process.stdin));
    const client = new TestClient(process, connection, kind);
    client.#listen();
    process.stdout.on('data', (chunk: Buffer) => {
      client.messages += chunk.toString('latin1').split('Content-Length: ').length - 1;
    });
    client.initialized = await connection.sendRequest(InitializeRequest.type, {
      processId: globalThis.process.pid,
      rootUri: kind.folders?.[0] ?? null,
      workspaceFolders: kind.folders?.map((uri) => ({ uri, name: uri })) ?? null,
      capabilities: kind.capabilities,
      initializationOptions: kind.initializationOptions,
    });
    await connection.sendNotification(InitializedNotification.type, {});
    return client;
  }

  /** Ends the server as clients do; gives its exit code. */
  async stop(): Promise<number | null> {
    await this.connection.sendRequest(ShutdownRequest.type);
    await this.connection.sendNotification(ExitNotification.type);
    const code = await this.exited;
    this.connection.dispose();
    return code;
  }

  get pulls(): boolean {
    return this.kind.capabilities.textDocument?.diagnostic !== undefined;
  }

  text(uri: string): string {
    return this.#document(uri).getText();
  }

  async open(uri: string, text: string, languageId = 'yaml'): Promise<void> {
    const document = TextDocument.create(uri, languageId, 1, text);
    this.#documents.set(uri, document);
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  /** Changes what a person would type over, and nothing else. */
  async replace(uri: string, before: string, after: string): Promise<void> {
    await this.change(uri, [{ range: rangeOf(this.text(uri), before), text: after }]);
  }

  async change(uri: string, contentChanges: readonly { range: Range; text: string }[]): Promise<void> {
    const document = this.#document(uri);
    const version = document.version + 1;
    TextDocument.update(document, [...contentChanges], version);
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges: [...contentChanges],
    });
  }

  async close(uri: string): Promise<void> {
    this.#documents.delete(uri);
    await this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  }

  async closeAll(): Promise<void> {
    for (const uri of [...this.#documents.keys()]) await this.close(uri);
  }

  /** The diagnostics of a document as it stands, however this client gets them. */
  async diagnostics(uri: string): Promise<Diagnostic[]> {
    if (this.pulls) {
      const report = await this.pull(uri);
      return report.kind === 'full' ? report.items : [];
    }
    const { version } = this.#document(uri);
    const isCurrent = (one: { uri: string; version?: number }) => one.uri === uri && one.version === version;
    await this.until(() => this.published.some(isCurrent));
    return this.published.findLast(isCurrent)?.items ?? [];
  }

  /** Asks once more where the server says that it should. */
  async pull(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    for (;;) {
      try {
        return await this.connection.sendRequest(DocumentDiagnosticRequest.type, {
          textDocument: { uri },
          ...(previousResultId === undefined ? {} : { previousResultId }),
        });
      } catch (error) {
        if (!(error instanceof ResponseError) || error.code !== LSPErrorCodes.ServerCancelled) throw error;
      }
    }
  }

  /** The diagnostics of one rule. */
  async findings(uri: string, rule: string): Promise<Diagnostic[]> {
    return (await this.diagnostics(uri)).filter(({ code }) => code === rule);
  }

  /** Changes the settings as the user of this client would, and gives the server time to have heard of it. */
  async configure(settings: Readonly<Record<string, unknown>>): Promise<void> {
    const { refreshes, published } = this;
    const before = published.length;
    this.settings = settings;
    await this.connection.sendNotification(DidChangeConfigurationNotification.type, {
      settings: this.kind.capabilities.workspace?.configuration === true ? null : { kubeHarden: settings },
    });
    const isRefreshed = this.kind.capabilities.workspace?.diagnostics?.refreshSupport === true;
    if (!this.pulls) await this.until(() => published.length >= before + this.#documents.size);
    else if (isRefreshed) await this.until(() => this.refreshes > refreshes);
  }

  async actions(
    uri: string,
    at: Diagnostic | Range,
    context: Partial<CodeActionContext> = {},
  ): Promise<CodeAction[]> {
    const range = 'range' in at ? at.range : at;
    const diagnostics = 'range' in at ? [at] : [];
    const answer = await this.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range,
      context: { diagnostics, ...context },
    });
    return (answer ?? []).filter((action): action is CodeAction => typeof action.command !== 'string');
  }

  async resolve(action: CodeAction): Promise<CodeAction> {
    return this.connection.sendRequest(CodeActionResolveRequest.type, action);
  }

  /** What each lens says, and above which line it stands, from 0. */
  async lensTexts(uri: string): Promise<(readonly [number, string])[]> {
    const lenses = await this.lenses(uri);
    return lenses.map(({ range, command }) => [range.start.line, command?.title ?? '']);
  }

  async lenses(uri: string): Promise<CodeLens[]> {
    return (await this.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri } })) ?? [];
  }

  async execute(command: string, argument: unknown): Promise<unknown> {
    return this.connection.sendRequest(ExecuteCommandRequest.type, { command, arguments: [argument] });
  }

  /** The text of a file after an edit: one that is open as it is, another from this text, which a new one lacks. Changes nothing. */
  edited(uri: string, edit: WorkspaceEdit, closed = ''): string {
    return applied(edit, this.#documents.get(uri) ?? TextDocument.create(uri, 'yaml', closedVersion, closed));
  }

  /** The text of a document after an action. Changes nothing. */
  async after(uri: string, action: CodeAction): Promise<string> {
    const { edit } = action.edit === undefined ? await this.resolve(action) : action;
    if (edit === undefined) throw new Error(`“${action.title}” has no edit`);
    return applied(edit, this.#document(uri));
  }

  /** Makes an action's edit in the editor. */
  async apply(uri: string, action: CodeAction): Promise<void> {
    const before = this.text(uri);
    const text = await this.after(uri, action);
    await this.change(uri, [{ range: rangeOf(before, before), text }]);
  }

  /** Settles as soon as a message has made the condition true. */
  until(condition: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = () => {
        if (!condition()) return;
        this.#waiting.delete(check);
        resolve();
      };
      this.#waiting.add(check);
      check();
    });
  }

  #document(uri: string): TextDocument {
    const document = this.#documents.get(uri);
    if (document === undefined) throw new Error(`${uri} is not open`);
    return document;
  }

  #listen(): void {
    const { connection } = this;
    connection.onNotification(
      PublishDiagnosticsNotification.type,
      this.heard(({ uri, version, diagnostics }) => {
        this.published.push({ uri, items: diagnostics, ...(version === undefined ? {} : { version }) });
      }),
    );
    connection.onNotification(
      LogMessageNotification.type,
      this.heard(({ message }) => {
        this.log.push(message);
      }),
    );
    connection.onRequest(
      ConfigurationRequest.type,
      this.heard(async ({ items }) => {
        const { settings, answering } = this;
        this.settingsAsked += 1;
        await answering;
        return items.map(() => settings ?? null);
      }),
    );
    connection.onRequest(
      RegistrationRequest.type,
      this.heard(({ registrations }) => {
        this.registered.push(...registrations.map(({ method }) => method));
        this.registrations.push(...registrations);
      }),
    );
    const refresh = this.heard(() => {
      this.refreshes += 1;
    });
    const refreshLenses = this.heard(() => {
      this.lensRefreshes += 1;
    });
    connection.onRequest(CodeLensRefreshRequest.type, () => refreshLenses(undefined));
    const ask = this.heard((asked: ApplyWorkspaceEditParams) => {
      this.asked.push(asked);
    });
    connection.onRequest(ApplyWorkspaceEditRequest.type, async (asked) => {
      ask(asked);
      return { applied: await this.agrees };
    });
    connection.onNotification(
      ShowMessageNotification.type,
      this.heard(({ message }) => {
        this.told.push(message);
      }),
    );
    connection.onRequest(DiagnosticRefreshRequest.type, () => refresh(undefined));
    connection.listen();
  }

  /** A handler that lets those that wait look again. */
  heard<Message, Answer>(note: (message: Message) => Answer): (message: Message) => Answer {
    return (message) => {
      const answer = note(message);
      for (const check of this.#waiting) check();
      return answer;
    };
  }
}

/** The version of a document that is not open. */
const closedVersion = -1;

function applied({ changes, documentChanges = [] }: WorkspaceEdit, document: TextDocument): string {
  const { uri } = document;
  const edits: TextEdit[] = [...(changes?.[uri] ?? [])];
  for (const change of documentChanges) {
    if (!('textDocument' in change) || change.textDocument.uri !== uri) continue;
    if (change.textDocument.version !== (document.version === closedVersion ? null : document.version))
      throw new Error('the edit is for another version');
    for (const one of change.edits) {
      edits.push(SnippetTextEdit.is(one) ? { range: one.range, newText: one.snippet.value } : one);
    }
  }
  return TextDocument.applyEdits(document, edits);
}
