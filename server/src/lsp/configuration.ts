import type { Connection } from 'vscode-languageserver';
import type { ConfigFiles } from '../workspace/config-files';
import { isRecord } from './client-features';
import { settingsUnder } from './file-settings';
import { Generations } from './generations';
import { type Settings, settingsSection } from './settings';

/** What the editor's settings are, together with the configuration files as they are. */
interface Known {
  readonly of: Settings;
  readonly revision: number;
  readonly settings: Settings;
}

/** Of so many files at most it is kept what holds for them: they are asked about several times, one soon after the other. */
const MOST_KNOWN = 256;

/**
 * Where settings come from: asked of the client for each document, else as the client last told them; and what the
 * configuration files that hold for the document say about the same.
 */
export class Configuration {
  readonly #connection: Connection;
  readonly #isAsked: boolean;
  readonly #read: (given: unknown) => Settings;
  readonly #configs: ConfigFiles;
  readonly #byDocument = new Map<string, Promise<Settings>>();
  readonly #known = new Map<string, Known>();
  /** One of each kind, so that files with the same settings share them. */
  readonly #byKey = new Generations<Known>();
  /** Of the configuration files that the known settings are by. */
  #revision = 0;
  #told: unknown;

  /** `told` is what the client sent when it started the server. */
  constructor(
    connection: Connection,
    {
      isAsked,
      told,
      read,
      configs,
    }: {
      isAsked: boolean;
      told: unknown;
      read: (given: unknown) => Settings;
      configs: ConfigFiles;
    },
  ) {
    this.#connection = connection;
    this.#isAsked = isAsked;
    this.#told = ownPart(told);
    this.#read = read;
    this.#configs = configs;
  }

  /** The settings that hold for a document. Never rejects: what the client cannot tell has its default. */
  async of(uri: string): Promise<Settings> {
    const [editor] = await Promise.all([this.editor(uri), this.#configs.load(uri)]);
    return this.under(editor, uri);
  }

  /** What the configuration files that are known by now make of the editor's settings for a file. */
  under(editor: Settings, uri: string): Settings {
    const { revision } = this.#configs;
    // What held before would keep all that was made for it.
    if (revision !== this.#revision) this.#known.clear();
    this.#revision = revision;
    const known = this.#known.get(uri);
    if (known?.of === editor && known.revision === revision) return known.settings;
    const made = settingsUnder(editor, uri, this.#configs.holding(uri), this.#configs.baselinesOf(uri));
    const key = kindOf(made);
    const shared = this.#byKey.get(key, revision);
    const isShared = shared?.of === editor && shared.revision === revision;
    const now = isShared ? shared : { of: editor, revision, settings: shared?.settings ?? made };
    this.#byKey.set(key, revision, now);
    if (this.#known.size === MOST_KNOWN) this.#known.clear();
    this.#known.set(uri, now);
    return now.settings;
  }

  /** What the editor alone says about a document. Never rejects: what the client cannot tell has its default. */
  editor(uri: string): Promise<Settings> {
    const known = this.#byDocument.get(uri);
    if (known !== undefined) return known;
    const settings = this.#ask(uri).then(this.#read);
    this.#byDocument.set(uri, settings);
    return settings;
  }

  /** Forgets the settings of all documents; `told` is what the client sends with the news, if anything. */
  change(told: unknown): void {
    // Clients without settings of ours say so, too; that must not undo what they said at the start.
    if (isRecord(told) && Object.keys(told).length > 0) this.#told = ownPart(told);
    this.#byDocument.clear();
    this.#known.clear();
    this.#byKey.clear();
  }

  /** Forgets the settings of a document that was closed. */
  forget(uri: string): void {
    this.#byDocument.delete(uri);
    this.#known.delete(uri);
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

/** Equal for settings that say the same in everything: an answer to what was asked before a change may come behind it. */
function kindOf({ key, hasCodeLenses, diagnosticMode, preference }: Settings): string {
  return JSON.stringify([key, hasCodeLenses, diagnosticMode, preference]);
}

/** Clients send our section alone or among others. */
function ownPart(told: unknown): unknown {
  return isRecord(told) && settingsSection in told ? told[settingsSection] : told;
}
