import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  CancellationTokenSource,
  type Diagnostic,
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  FileChangeType,
  type PreviousResultId,
  UnregistrationRequest,
  WorkDoneProgressCreateRequest,
  type WorkspaceDiagnosticReport,
  WorkspaceDiagnosticRequest,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver/node';
import type { TestClient } from './harness';

/** A folder of files that a test writes as other programs would. */
export class TestFolder {
  readonly path = realpathSync(mkdtempSync(path.join(tmpdir(), 'kube-harden-')));

  uri(name = ''): string {
    return pathToFileURL(path.join(this.path, name)).href;
  }

  write(name: string, text: string): string {
    const file = path.join(this.path, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    return this.uri(name);
  }

  rename(from: string, to: string): void {
    renameSync(path.join(this.path, from), path.join(this.path, to));
  }

  remove(name = ''): string {
    rmSync(path.join(this.path, name), { recursive: true, force: true });
    return this.uri(name);
  }
}

/** What a client shows for each file of a workspace, however it gets it. */
export class Problems {
  /** Every report that has come, in order. */
  readonly reports: WorkspaceDocumentDiagnosticReport[] = [];
  /** How many reports came at once. */
  readonly chunks: number[] = [];
  readonly #shown = new Map<string, readonly Diagnostic[]>();
  readonly #ids = new Map<string, string>();
  #cancel = new CancellationTokenSource();
  #published = 0;

  constructor(readonly client: TestClient) {
    if (client.pulls) return;
    client.until(() => {
      for (const { uri, items } of client.published.slice(this.#published)) this.#shown.set(uri, items);
      this.#published = client.published.length;
      return false;
    });
  }

  /** Asks for everything, on one request for as long as the server does not answer it. */
  follow(): Promise<WorkspaceDiagnosticReport | undefined> {
    if (!this.client.pulls) return Promise.resolve(undefined);
    this.#cancel = new CancellationTokenSource();
    const { connection } = this.client;
    const token = randomUUID();
    const take = this.client.heard(({ items }: WorkspaceDiagnosticReport) => this.take(items));
    connection.onProgress(WorkspaceDiagnosticRequest.partialResult, token, take);
    const parameters = { previousResultIds: this.previous(), partialResultToken: token };
    return connection.sendRequest(WorkspaceDiagnosticRequest.type, parameters, this.#cancel.token);
  }

  /** Asks once, without partial results. */
  async ask(): Promise<WorkspaceDiagnosticReport> {
    const parameters = { previousResultIds: this.previous() };
    const report = await this.client.connection.sendRequest(WorkspaceDiagnosticRequest.type, parameters);
    this.take(report.items);
    return report;
  }

  cancel(): void {
    this.#cancel.cancel();
  }

  previous(): PreviousResultId[] {
    return [...this.#ids].map(([uri, value]) => ({ uri, value }));
  }

  take(items: readonly WorkspaceDocumentDiagnosticReport[]): void {
    this.chunks.push(items.length);
    for (const report of items) {
      this.reports.push(report);
      if (report.kind === 'full') this.#shown.set(report.uri, report.items);
      if (report.resultId === undefined) this.#ids.delete(report.uri);
      else this.#ids.set(report.uri, report.resultId);
    }
  }

  /** The rules that a file breaks, in order, as the client shows them. */
  of(uri: string): readonly string[] {
    return (this.#shown.get(uri) ?? []).map(({ code }) => String(code));
  }

  /** Where the problems of a file are and what they are, as the command line would say it of a manifest. */
  placesIn(uri: string): readonly string[] {
    const severities = ['', 'error', 'warning', 'info'];
    return (this.#shown.get(uri) ?? []).flatMap(({ range: { start }, severity = 1, code }) =>
      code === 'skipped' || code === 'config'
        ? []
        : [` ${start.line + 1}:${start.character + 1} ${severities[severity]} ${code}`],
    );
  }

  /** The files with problems. */
  files(): readonly string[] {
    return [...this.#shown]
      .filter(([, items]) => items.length > 0)
      .map(([uri]) => uri)
      .sort();
  }

  async untilFiles(files: readonly string[]): Promise<void> {
    const wanted = files.toSorted().join('\n');
    await this.client.until(() => this.files().join('\n') === wanted);
  }

  async untilBroken(uri: string, rule: string): Promise<void> {
    await this.client.until(() => this.of(uri).includes(rule));
  }

  async untilKept(uri: string, rule: string): Promise<void> {
    await this.client.until(() => !this.of(uri).includes(rule));
  }
}

/** Tells the server what has happened to files, as an editor that watches them does. */
export async function tell(client: TestClient, changes: Changes): Promise<void> {
  const all = (['created', 'changed', 'deleted'] as const).flatMap((kind) =>
    (changes[kind] ?? []).map((uri) => ({ uri, type: types[kind] })),
  );
  await client.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes: all });
}

export interface Changes {
  readonly created?: readonly string[];
  readonly changed?: readonly string[];
  readonly deleted?: readonly string[];
}

/** Opens and closes folders. */
export async function changeFolders(
  client: TestClient,
  added: readonly string[],
  removed: readonly string[],
) {
  const folder = (uri: string) => ({ uri, name: uri });
  await client.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, {
    event: { added: added.map(folder), removed: removed.map(folder) },
  });
}

/** Lets a client show progress; gives what it was asked to show. */
export function showProgress(client: TestClient): (string | number)[] {
  const tokens: (string | number)[] = [];
  client.connection.onRequest(
    WorkDoneProgressCreateRequest.type,
    client.heard(({ token }) => {
      tokens.push(token);
    }),
  );
  return tokens;
}

/** Lets the server take back what it has registered; gives what it took back. */
export function noteUnregistrations(client: TestClient): string[] {
  const methods: string[] = [];
  client.connection.onRequest(
    UnregistrationRequest.type,
    client.heard(({ unregisterations }) => {
      methods.push(...unregisterations.map(({ method }) => method));
    }),
  );
  return methods;
}

const types = {
  created: FileChangeType.Created,
  changed: FileChangeType.Changed,
  deleted: FileChangeType.Deleted,
} as const;
