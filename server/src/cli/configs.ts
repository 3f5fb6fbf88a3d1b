import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { withConfig } from '../../../rules/engine/config-options';
import type { LintOptions } from '../../../rules/engine/problem';
import { folderOf, plainUri } from '../../../rules/engine/uri';
import { rules } from '../../../rules/index';
import { type ConfigFile, ConfigFiles } from '../workspace/config-files';
import { isBaselineFile, isConfigFile, newBaselineIn } from '../workspace/config-names';
import type { WorkspaceFiles } from '../workspace/files';
import { pathOf, uriOf } from '../workspace/node-files';
import { slashes } from '../workspace/walk';
import { configRootOf } from './index-root';
import type { LintRequest } from './lint-options';
import type { SkippedReport } from './report';
import type { Target } from './targets';
import { shownPath } from './texts';
import { UsageError } from './usage';

/** How each file is to be linted: by its configuration files, and what the command line says above them. */
export class LintConfigs {
  readonly #request: LintRequest;
  readonly #configs: ConfigFiles;
  readonly #named: ReadonlySet<string>;
  /** The same object for the same options. */
  readonly #byKey = new Map<string, LintOptions>();
  /** What became of options: most files have the same, for which no configuration holds. */
  readonly #made = new WeakMap<LintOptions, LintOptions>();
  /** What was found out about files: each is asked about several times. */
  readonly #known = new Map<string, { readonly options: LintOptions | undefined }>();
  /** The configuration files that hold for something. */
  readonly #used = new Set<ConfigFile>();

  private constructor(request: LintRequest, configs: ConfigFiles, named: readonly string[]) {
    this.#request = request;
    this.#configs = configs;
    this.#named = new Set(named.map(plainUri));
  }

  /**
   * Reads the configuration files that hold for these files. Throws a `UsageError` where the one that the user named cannot
   * be read or is not right. `root` is the path of the folder whose files belong together.
   */
  static async of(
    request: LintRequest,
    targets: readonly Target[],
    root: string | undefined,
    files: WorkspaceFiles,
  ): Promise<LintConfigs> {
    const { config, workspace, heedsBaselines, isExcludeForced } = request;
    const named = isExcludeForced ? [] : targets.filter(({ isNamed }) => isNamed).map(({ uri }) => uri);
    const top = configRootOf(workspace, root);
    const roots = top === undefined ? [] : [uriOf(top)];
    const host = {
      exists: async (uri: string) => counts(request, uri) && existsSync(fileURLToPath(uri)),
      readMany: (uris: readonly string[]) => files.readMany(uris),
      roots: () => roots,
    };
    const configs = new ConfigFiles(rules, host);
    // The same files hold for all that is in one folder.
    const oneOfEach = new Map(targets.map(({ uri }) => [folderOf(uri), uri]));
    if (config === 'nearest' || heedsBaselines) {
      for (const uri of oneOfEach.values()) await configs.load(uri);
    }
    if (typeof config === 'object')
      await only(configs, config.file, uriOf(root ?? slashes(process.cwd())), files);
    return new LintConfigs(request, configs, named);
  }

  /** How to lint a file; undefined where it is left out. What the user named is not, unless that is to be as well. */
  readonly optionsFor = (uri: string): LintOptions | undefined => {
    const known = this.#known.get(uri) ?? { options: this.#optionsFor(uri) };
    this.#known.set(uri, known);
    return known.options;
  };

  #optionsFor(uri: string): LintOptions | undefined {
    const { engine, overrides } = this.#request;
    const { options, isIncluded } = this.#configs.optionsFor(uri, engine);
    if (!isIncluded && !this.#named.has(plainUri(uri))) return undefined;
    const known = this.#made.get(options) ?? this.#shared(withConfig(options, overrides));
    this.#made.set(options, known);
    return known;
  }

  #shared(options: LintOptions): LintOptions {
    const key = JSON.stringify(options);
    const known = this.#byKey.get(key) ?? options;
    this.#byKey.set(key, known);
    return known;
  }

  /** Takes what a configuration file of the workspace says, for files that are only looked at for the sake of others. */
  readonly configure = (uri: string, text: string | undefined): void => {
    if (counts(this.#request, uri)) {
      this.#configs.set(uri, text === undefined ? undefined : { uri, text });
      this.#known.clear();
    }
  };

  /** Whether a file is to be linted. Counts its configuration files among those whose problems are told. */
  has({ uri }: Target): boolean {
    if (isConfigFile(uri) && !this.#named.has(plainUri(uri))) return false;
    for (const config of this.#configs.holding(uri)) this.#used.add(config);
    for (const baseline of this.#configs.baselinesOf(uri)) this.#used.add(baseline);
    return this.optionsFor(uri) !== undefined;
  }

  /** The nearest baseline of a folder, or of those above it. */
  baselineOf(folder: string): ConfigFile | undefined {
    return this.#configs.baselinesOf(newBaselineIn(folder)).at(-1);
  }

  /** The baselines above what was linted. */
  baselines(): readonly ConfigFile[] {
    return [...this.#used].filter(({ baseline }) => baseline !== undefined);
  }

  /** What is wrong in the configuration files that hold for what was linted. */
  problems(): readonly SkippedReport[] {
    return [...this.#used].sort((a, b) => (a.uri < b.uri ? -1 : 1)).flatMap(problemsOf);
  }
}

/** Whether a configuration file or a baseline that is found counts. */
function counts({ config, heedsBaselines }: LintRequest, uri: string): boolean {
  return isBaselineFile(uri) ? heedsBaselines : config === 'nearest';
}

/** Lets one file hold for everything, as if it lay in the folder `root`. */
async function only(configs: ConfigFiles, file: string, root: string, files: WorkspaceFiles): Promise<void> {
  const [read] = await files.readMany([uriOf(slashes(resolve(file)))]);
  if (read === undefined || 'code' in read) throw new UsageError(`--config: ${file}: ${read?.message ?? ''}`);
  configs.hold(root, read);
  const config = configs.in(root);
  const wrong = config === undefined ? [] : problemsOf(config);
  if (wrong.length === 0) return;
  const lines = wrong.map(({ message, position }) => {
    const at = position === undefined ? '' : `:${position.line + 1}:${position.character + 1}`;
    return `${file}${at}: ${message}`;
  });
  throw new UsageError(`--config: ${lines.join('\nkube-harden: --config: ')}`);
}

export function problemsOf({ uri, source, problems, unread }: ConfigFile): readonly SkippedReport[] {
  const file = shownPath(pathOf(uri));
  const code = 'config' as const;
  if (unread !== undefined) return [{ file, code, message: unread, isTold: false }];
  const positions = TextDocument.create(uri, source.language, 0, source.text);
  return problems.map(({ message, span }) => {
    return { file, code, message, isTold: false, position: positions.positionAt(span.start) };
  });
}
