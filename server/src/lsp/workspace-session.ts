import type { Connection, WorkspaceFoldersChangeEvent } from 'vscode-languageserver';
import type { TextResult } from '../../../rules/engine/part-result';
import type { LintOptions, LintResult } from '../../../rules/engine/problem';
import type { AnyRule } from '../../../rules/engine/rule';
import { plainUri } from '../../../rules/engine/uri';
import type { Source } from '../../../rules/yaml/source';
import type { ConfigFiles } from '../workspace/config-files';
import type { WorkspaceFiles } from '../workspace/files';
import { LooseTexts } from '../workspace/loose-texts';
import { foreignFolders } from '../workspace/manifest-file';
import { Workspace } from '../workspace/workspace';
import type { KeptScan, ScanOptions, WorkspaceHost } from '../workspace/workspace-host';
import type { ClientFeatures } from './client-features';
import type { Configuration } from './configuration';
import { Generations } from './generations';
import type { Log } from './log';
import type { Roots } from './roots';
import { withProgress } from './scan-progress';
import type { Settings } from './settings';
import { type FileChanges, WatchedFiles } from './watched-files';

/** How long after an open or a save the other files are looked at. */
const lookMilliseconds = 300;

/** What a workspace works with. */
export interface WorkspaceParts {
  readonly connection: Connection;
  readonly features: ClientFeatures;
  readonly log: Log;
  readonly rules: readonly AnyRule[];
  readonly configuration: Configuration;
  readonly files: WorkspaceFiles;
  readonly configs: ConfigFiles;
  readonly isOpen: (uri: string) => boolean;
  readonly roots: Roots;
  /** What is known of these folders from their last scan. */
  readonly keptScan: ((roots: readonly string[]) => KeptScan) | undefined;
}

/** The workspace of a client: kept up with its folders, files, documents and settings. */
export class WorkspaceSession {
  readonly #parts: WorkspaceParts;
  readonly #workspace: Workspace;
  /** Open documents that lie in none of the folders. */
  readonly #loose: LooseTexts;
  readonly #watched = new WatchedFiles((changes) =>
    this.#enqueue((options) => this.#refresh(changes, options)),
  );
  /** What the editor says about each folder, by plain URI. */
  readonly #editor = new Map<string, Settings>();
  /** The settings that open documents were linted with, by plain URI. */
  readonly #open = new Map<string, Settings>();
  /** The last text of each open document that the workspace knows, by plain URI. */
  readonly #texts = new Map<string, string>();
  readonly #scanned: Promise<void>;
  #markScanned: () => void = () => {};
  #last: Promise<void> = Promise.resolve();
  #abort = new AbortController();
  #isEnded = false;
  #look: ReturnType<typeof setTimeout> | undefined;
  /** One object for all files with the same options: what is made from them is kept by object. */
  readonly #options = new Generations<LintOptions>();
  readonly #sharedOptions = new WeakMap<LintOptions, LintOptions>();

  constructor(parts: WorkspaceParts) {
    this.#parts = parts;
    const { files, rules, log, configs, isOpen } = parts;
    const host: WorkspaceHost = {
      files,
      rules,
      optionsFor: (uri) => this.#optionsFor(uri),
      configure: (uri, text) => {
        // What is open counts as it stands there.
        if (!isOpen(uri)) configs.set(uri, text === undefined ? undefined : { uri, text });
      },
      reportFailures: log.reportRules,
    };
    this.#workspace = new Workspace(host);
    this.#loose = new LooseTexts(host);
    this.#scanned = new Promise((resolve) => {
      this.#markScanned = resolve;
    });
  }

  /** Whether files that are not open are shown. */
  get showsAll(): boolean {
    const [first] = this.#parts.roots.all;
    const settings = first === undefined ? undefined : this.#editor.get(plainUri(first));
    return settings?.diagnosticMode !== 'openFilesOnly';
  }

  /** What the client tells about files. */
  get told(): WatchedFiles['add'] {
    return this.#watched.add;
  }

  /** Calls a listener with the files whose findings have changed, are gone, or depend on something that has changed. */
  onChange(listener: (uris: ReadonlySet<string>) => void): void {
    this.#workspace.onChange(listener);
  }

  /** Resolves when every file has been looked at. */
  async settled(): Promise<void> {
    await this.#scanned;
  }

  /** Resolves when every file has been looked at as far as the client has told of changes. */
  async caughtUp(): Promise<void> {
    await this.#scanned;
    await this.#last;
    await this.#workspace.settled();
  }

  /** Every file that is known. */
  known = (): readonly string[] => this.#workspace.uris();

  /** What was found in a closed file, in short. */
  readonly digest: Workspace['digest'] = (uri) => this.#workspace.digest(uri);

  /** How many problems a file has, open or not. */
  readonly problemCount: Workspace['problemCount'] = (uri) => this.#workspace.problemCount(uri);

  /** What is known about a file. That of a closed one is read and linted anew where it was asked for before. */
  readonly findings: Workspace['findings'] = (uri) => this.#workspace.findings(uri);

  /** Keeps no findings of these files that nobody is going to ask for. */
  readonly drop: Workspace['drop'] = (uris) => this.#workspace.drop(uris);

  /** Whether a file lies in one of the folders. */
  has(uri: string): boolean {
    return this.#parts.roots.of(uri) !== undefined;
  }

  /** What is wrong in a text, with what is known of the other files. */
  readonly lint = (source: Source): TextResult =>
    this.has(source.uri) ? this.#workspace.lint(source) : this.#loose.lint(source);

  /** What would be wrong in a text that may never be saved, by other options where `change` says so. */
  readonly tryOut: Workspace['tryOut'] = (source, change, asked) =>
    this.#workspace.tryOut(source, change, asked);

  /** What a baseline would have to accept in a text. */
  readonly judge: Workspace['judge'] = (source, own) => this.#workspace.judge(source, own);

  /** What a baseline accepts and is found no more. */
  readonly staleIn: Workspace['staleIn'] = (baseline) => this.#workspace.staleIn(baseline);

  /** What would be wrong in another version of a document, which may never be saved. */
  readonly tryVersion = (source: Source): LintResult =>
    this.has(source.uri) ? this.#workspace.tryVersion(source) : this.#loose.tryVersion(source);

  /** Whether other files still say what they said when a text was tried. */
  readonly isStill: Workspace['isStill'] = (asked) => this.#workspace.isStill(asked);

  /** Whether a file is known to be a patch or another fragment. */
  readonly isPartial = (uri: string): boolean => this.#workspace.isPartial(uri);

  /** What lies around a file, where what its fixes add belongs into files of its own; else undefined. */
  readonly around: Workspace['around'] = async (source) =>
    this.has(source.uri) ? this.#workspace.around(source) : undefined;

  /** The texts of those files that are closed, as the disk has them now. */
  readonly closedSources = (uris: readonly string[]): Promise<readonly Source[]> =>
    this.#workspace.closedSources(uris);

  /** Takes the text of an open document in place of the disk's. */
  take(source: Source, settings: Settings): void {
    const name = plainUri(source.uri);
    this.#open.set(name, settings);
    if (!this.has(source.uri) || this.#texts.get(name) === source.text) return;
    this.#texts.set(name, source.text);
    this.#workspace.update(source.uri, source);
  }

  /** Gives the disk its say again about a document that was closed. Settles when it has said it. */
  async release(uri: string): Promise<void> {
    const name = plainUri(uri);
    this.#open.delete(name);
    if (this.#texts.delete(name)) this.#workspace.update(uri, undefined);
    this.#loose.forget(uri);
    await this.#workspace.settled();
  }

  /** Looks at all files. Where it is doing so already, it starts again. */
  scan(): Promise<void> {
    this.#abort.abort();
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    return this.#enqueue(async (options) => {
      await this.#readSettings();
      if (signal.aborted) return;
      const either = eitherOf(signal, options.signal);
      const roots = this.#parts.roots.all;
      const kept = this.#parts.keptScan?.(roots);
      await this.#workspace.scan(roots, { ...options, signal: either, memory: kept?.memory });
      if (signal.aborted) return;
      this.#markScanned();
      if (!either.aborted) kept?.save();
    });
  }

  /** Looks at all files before long, for clients that do not tell of changes. Calls that come meanwhile share one look. */
  lookSoon(): void {
    this.#look ??= setTimeout(() => {
      this.#look = undefined;
      const { roots } = this.#parts;
      this.#enqueue((options) => this.#workspace.refresh([...roots.all, ...this.known()], options));
    }, lookMilliseconds);
  }

  /** The folders of the workspace are others now. */
  changeFolders(event: WorkspaceFoldersChangeEvent): Promise<void> {
    this.#parts.roots.change(event);
    return this.scan();
  }

  /** The settings may say something else now, or a configuration file does. Settles when all files have been linted with it. */
  reconfigure(isChanged = false): Promise<void> {
    return this.#enqueue(async (options) => {
      if ((await this.#readSettings()) || isChanged) await this.#workspace.reconfigure(options);
    });
  }

  /** Ends all work. */
  end(): void {
    this.#isEnded = true;
    this.#abort.abort();
    clearTimeout(this.#look);
    this.#markScanned();
    this.#workspace.dispose();
  }

  async #refresh(changes: FileChanges, options: ScanOptions): Promise<void> {
    const { roots } = this.#parts;
    const uris = [...changes.changed, ...changes.deleted].filter((uri) => !isForeign(uri, roots));
    if (uris.length === 0) return;
    await this.#workspace.refresh(uris, options);
    if (await this.#reloadConfigs(uris)) await this.#workspace.reconfigure(options);
  }

  /** Reads the configuration files again that are among these or lie in them. Tells whether anything else holds now. */
  async #reloadConfigs(uris: readonly string[]): Promise<boolean> {
    const { configs } = this.#parts;
    const changed = uris.map(plainUri);
    const isChanged = (uri: string) => changed.some((one) => uri === one || uri.startsWith(`${one}/`));
    const reloaded = configs.all().filter(({ uri }) => isChanged(plainUri(uri)));
    return reloaded.length > 0 && (await configs.reload(reloaded.map(({ uri }) => uri)));
  }

  /** One piece of work after the other. */
  #enqueue(work: (options: ScanOptions) => Promise<void>): Promise<void> {
    const { connection, features, log } = this.#parts;
    const shown = { connection, isShown: features.showsProgress, report: log.report };
    const task = async () => {
      if (this.#isEnded) return;
      await withProgress(shown, 'Kube Harden', work).catch((error) => log.report('The workspace', error));
    };
    this.#last = this.#last.then(task);
    return this.#last;
  }

  /** Asks for the settings of each folder. Tells whether any are others than before. */
  async #readSettings(): Promise<boolean> {
    const { configuration, roots } = this.#parts;
    const read = await Promise.all(
      roots.all.map(async (root) => [plainUri(root), await configuration.editor(root)] as const),
    );
    const isChanged = read.some(([root, { key }]) => this.#editor.get(root)?.key !== key);
    for (const [root, settings] of read) this.#editor.set(root, settings);
    return isChanged;
  }

  #optionsFor(uri: string): LintOptions | undefined {
    const { roots, configuration } = this.#parts;
    const root = roots.of(uri);
    const ofRoot = root === undefined ? undefined : this.#editor.get(plainUri(root));
    const settings = this.#open.get(plainUri(uri)) ?? (ofRoot && configuration.under(ofRoot, uri));
    return settings?.isEnabled === true ? this.#shared(settings.options) : undefined;
  }

  #shared(options: LintOptions): LintOptions {
    const known = this.#sharedOptions.get(options);
    if (known !== undefined) return known;
    const key = JSON.stringify(options);
    const { revision } = this.#parts.configs;
    const shared = this.#options.get(key, revision) ?? options;
    this.#options.set(key, revision, shared);
    this.#sharedOptions.set(options, shared);
    return shared;
  }
}

/** Aborted when one of them is. */
function eitherOf(one: AbortSignal, other: AbortSignal | undefined): AbortSignal {
  const both = new AbortController();
  const abort = () => both.abort();
  if (one.aborted || other?.aborted === true) abort();
  one.addEventListener('abort', abort, { once: true });
  other?.addEventListener('abort', abort, { once: true });
  return both.signal;
}

/** Whether a file lies in a folder that nobody looks into, or outside the workspace. */
function isForeign(uri: string, roots: Roots): boolean {
  const root = roots.of(uri);
  if (root === undefined) return true;
  const inside = plainUri(uri).slice(plainUri(root).length);
  return inside.split('/').some((name) => foreignFolders.includes(name));
}
