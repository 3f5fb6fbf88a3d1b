import { WrittenBaseline } from '../../../rules/engine/baseline';
import { readBaseline } from '../../../rules/engine/baseline-file';
import { type ConfigResult, readConfig } from '../../../rules/engine/config';
import { type FileOptions, optionsFor, type PlacedConfig } from '../../../rules/engine/config-options';
import type { ConfigProblem } from '../../../rules/engine/config-reading';
import type { LintOptions } from '../../../rules/engine/problem';
import type { AnyRule } from '../../../rules/engine/rule';
import { folderOf, plainUri } from '../../../rules/engine/uri';
import { type Source, sourceOf } from '../../../rules/yaml/source';
import { textHash } from '../lsp/text-hash';
import { baselineName, configNames, isBaselineFile, newConfigIn } from './config-names';
import type { FileText, WorkspaceFiles } from './files';

/** What is wrong in a configuration file or a baseline. */
export function problemsIn(source: Source, rules: readonly AnyRule[]): readonly ConfigProblem[] {
  return (isBaselineFile(source.uri) ? readBaseline(source, rules) : readConfig(source, rules)).problems;
}

/** A configuration file as it was read. */
export interface ConfigFile extends PlacedConfig, ConfigResult {
  readonly uri: string;
  readonly source: Source;
  /** Why it has no text, where it has none. */
  readonly unread?: string;
  /** What it accepts, where it is a baseline. */
  readonly baseline?: WrittenBaseline;
}

/** Where configuration files are read. */
export interface ConfigHost extends Pick<WorkspaceFiles, 'readMany'> {
  readonly exists: (uri: string) => Promise<boolean>;
  /** URIs of the folders above which nothing is looked for. */
  readonly roots: () => readonly string[];
  /** Told when something else is wrong in a file than before. */
  readonly onProblems?: (uri: string) => void;
}

/** Finds the configuration files that hold for a file, and keeps them until it is told that they have changed. */
export class ConfigFiles {
  readonly #rules: readonly AnyRule[];
  readonly #host: ConfigHost;
  readonly #files = new Map<string, ConfigFile>();
  /** Folders that have been looked into, or are being. */
  readonly #looked = new Map<string, Promise<void>>();
  /** Folders outside the roots above which nothing is looked for: those of repositories. */
  readonly #tops = new Set<string>();
  #revision = 0;

  constructor(rules: readonly AnyRule[], host: ConfigHost) {
    this.#rules = rules;
    this.#host = host;
  }

  /** Another number whenever a configuration says something else. */
  get revision(): number {
    return this.#revision;
  }

  /** Every configuration file that was read, sorted. */
  all(): readonly ConfigFile[] {
    return [...this.#files.values()].sort((a, b) => (a.uri < b.uri ? -1 : 1));
  }

  /** Looks for the configuration files above a file that have not been looked for yet. `holding` knows them then. */
  async load(uri: string): Promise<void> {
    if (isRead(uri)) {
      for (const folder of this.#foldersAbove(uri)) {
        await this.#look(folder);
        if (this.#tops.has(plainUri(folder))) return;
      }
    }
  }

  /** The configuration files that hold for a file, as far as they have been loaded, the outermost first. */
  holding(uri: string): readonly ConfigFile[] {
    const found: ConfigFile[] = [];
    if (this.#files.size === 0) return found;
    for (const folder of this.#foldersAbove(uri)) {
      const file = this.in(folder);
      if (file !== undefined) found.unshift(file);
      if (file?.config.root === true || this.#tops.has(plainUri(folder))) break;
    }
    return found;
  }

  /** The configuration file that counts in a folder. */
  in(folder: string): ConfigFile | undefined {
    const names = configNames.map((name) => this.#files.get(plainUri(`${folder}/${name}`)));
    return names.find((file) => file !== undefined);
  }

  /** A configuration file that has been read. */
  get(uri: string): ConfigFile | undefined {
    return this.#files.get(plainUri(uri));
  }

  /** The folder that a configuration for everything around a file belongs in. */
  topOf(uri: string): string {
    const folders = this.#foldersAbove(uri);
    const top = this.#rootOf(uri) === undefined ? folders[0] : folders.at(-1);
    return top ?? folderOf(uri);
  }

  /** What the files that hold for a file say about it. */
  optionsFor(uri: string, base: LintOptions): FileOptions {
    const { options, isIncluded } = optionsFor(uri, this.holding(uri), base);
    return { options: withBaselines(options, this.baselinesOf(uri)), isIncluded };
  }

  /** The baselines above a file, as far as they have been loaded, the outermost first. */
  baselinesOf(uri: string): readonly ConfigFile[] {
    const found: ConfigFile[] = [];
    if (this.#files.size === 0) return found;
    for (const folder of this.#foldersAbove(uri)) {
      const file = this.#files.get(plainUri(`${folder}/${baselineName}`));
      if (file !== undefined) found.unshift(file);
      if (this.#tops.has(plainUri(folder))) break;
    }
    return found;
  }

  /** Takes the text of a configuration file; undefined where it is gone. Answers whether anything holds that did not before. */
  set(uri: string, text: FileText | undefined): boolean {
    const key = plainUri(uri);
    const before = this.#files.get(key);
    const after = text === undefined ? undefined : this.#read(text);
    if (before !== undefined && isSameText(before, after)) return false;
    if (after === undefined) this.#files.delete(key);
    else this.#files.set(key, after);
    const isChanged = JSON.stringify(meaningOf(before)) !== JSON.stringify(meaningOf(after));
    if (isChanged) this.#revision += 1;
    if (JSON.stringify(before?.problems) !== JSON.stringify(after?.problems)) this.#host.onProblems?.(uri);
    return isChanged;
  }

  /** Lets one file hold for everything in a folder, wherever it lies itself, and above all others. */
  hold(folder: string, text: FileText): void {
    const file = this.#read(text);
    this.#files.set(plainUri(newConfigIn(folder)), { ...file, folder: plainUri(folder) });
    this.#revision += 1;
  }

  /** Reads configuration files again. Answers whether anything holds that did not before. */
  async reload(uris: readonly string[]): Promise<boolean> {
    const read = await this.#texts(uris);
    return uris.map((uri, index) => this.set(uri, read[index])).includes(true);
  }

  /** Reads all that was found before again, and forgets what was not, for hosts that are not told of changes. */
  async reloadAll(): Promise<boolean> {
    this.#looked.clear();
    this.#tops.clear();
    return await this.reload(this.all().map(({ uri }) => uri));
  }

  #look(folder: string): Promise<void> {
    const key = plainUri(folder);
    const known = this.#looked.get(key);
    if (known !== undefined) return known;
    const look = this.#lookInto(folder);
    this.#looked.set(key, look);
    return look;
  }

  async #lookInto(folder: string): Promise<void> {
    const uris = [...configNames, baselineName].map((name) => `${folder}/${name}`);
    const isOutside = this.#rootOf(folder) === undefined;
    const [isTop, read] = await Promise.all([
      isOutside ? this.#host.exists(`${folder}/.git`) : false,
      this.#texts(uris),
    ]);
    if (isTop) this.#tops.add(plainUri(folder));
    for (const [index, uri] of uris.entries()) this.set(uri, read[index]);
  }

  /** The texts of those that are there. */
  async #texts(uris: readonly string[]): Promise<readonly (FileText | undefined)[]> {
    const areThere = await Promise.all(uris.map((uri) => this.#host.exists(uri)));
    const there = uris.filter((_, index) => areThere[index]);
    if (there.length === 0) return [];
    const texts = await this.#host.readMany(there);
    return uris.map((uri) => texts[there.indexOf(uri)]);
  }

  #read(file: FileText): ConfigFile {
    const folder = folderOf(plainUri(file.uri));
    const source = sourceOf(file.uri, 'text' in file ? file.text : '');
    const place = { uri: file.uri, folder, source };
    if ('code' in file) return { ...place, config: {}, problems: [], unread: file.message };
    if (isBaselineFile(file.uri)) {
      const { entries, problems } = readBaseline(source, this.#rules);
      const baseline = new WrittenBaseline(file.uri, entries, textHash(file.text));
      return { ...place, config: {}, problems, baseline };
    }
    return { ...place, ...readConfig(source, this.#rules) };
  }

  /** The folders around a file up to the root it lies in, the nearest first. */
  #foldersAbove(uri: string): readonly string[] {
    const root = this.#rootOf(uri);
    const folders: string[] = [];
    for (let folder = folderOf(uri); /^[\w+.-]+:\/\/./.test(folder); folder = folderOf(folder)) {
      folders.push(folder);
      if (root !== undefined && plainUri(folder).length <= root.length) break;
    }
    return folders;
  }

  /** The outermost root that a file or folder lies in. */
  #rootOf(uri: string): string | undefined {
    const inside = `${plainUri(uri)}/`;
    const roots = this.#host.roots().map((root) => plainUri(root).replace(/\/$/, ''));
    return roots.filter((root) => inside.startsWith(`${root}/`)).sort((a, b) => a.length - b.length)[0];
  }
}

/** Options by which what baselines accept is not told. */
export function withBaselines(options: LintOptions, files: readonly ConfigFile[]): LintOptions {
  const baselines = files.flatMap(({ baseline }) => baseline ?? []);
  return baselines.length === 0 ? options : { ...options, baselines };
}

/** Whoever has one of them goes on with it. */
function isSameText(before: ConfigFile, after: ConfigFile | undefined): boolean {
  return (
    before.uri === after?.uri && before.source.text === after.source.text && before.unread === after.unread
  );
}

function meaningOf(file: ConfigFile | undefined): unknown {
  return file && [file.config, file.baseline];
}

/** Nothing lies above a text that was never saved. */
function isRead(uri: string): boolean {
  return /^[\w+.-]+:\/\//.test(uri);
}
