import type { Connection } from 'vscode-languageserver';
import { isRecord } from './client-features';
import { type Settings, settingsSection } from './settings';

/** Where settings come from: asked of the client for each document, else as the client last told them. */
export class Configuration {
  readonly #connection: Connection;
  readonly #isAsked: boolean;
  readonly #read: (given: unknown) => Settings;
  readonly #byDocument = new Map<string, Promise<Settings>>();
  #told: unknown;

  /** `told` is what the client sent when it started the server. */
  constructor(
    connection: Connection,
    { isAsked, told, read }: { isAsked: boolean; told: unknown; read: (given: unknown) => Settings },
  ) {
    this.#connection = connection;
    this.#isAsked = isAsked;
    this.#told = ownPart(told);
    this.#read = read;
  }

  /** The settings that hold for a document. Never rejects: what the client cannot tell has its default. */
  of(uri: string): Promise<Settings> {
    const known = this.#byDocument.get(uri);
    if (known !== undefined) return known;
    const settings = this.#ask(uri).then(this.#read);
    this.#byDocument.set(uri, settings);
    return settings;
  }

  /** Forgets the settings of all documents; `told` is what the client sends with the news, if anything. */
  change(told: unknown): void {
    if (isRecord(told)) this.#told = ownPart(told);
    this.#byDocument.clear();
  }

  /** Forgets the settings of a document that was closed. */
  forget(uri: string): void {
    this.#byDocument.delete(uri);
  }

  async #ask(uri: string): Promise<unknown> {
    if (!this.#isAsked) return this.#told;
    try {
      const item = { scopeUri: uri, section: settingsSection };
      const answer: unknown = await this.#connection.workspace.getConfiguration(item);
      return answer ?? this.#told;
    } catch (error) {
      this.#connection.console.warn(`The client did not tell the settings of ${uri}: ${String(error)}`);
      return this.#told;
    }
  }
}

/** Clients send our section alone or among others. */
function ownPart(told: unknown): unknown {
  return isRecord(told) && settingsSection in told ? told[settingsSection] : told;
}
