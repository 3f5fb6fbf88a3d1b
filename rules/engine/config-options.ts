import type { Config } from './config';
import { matchesGlob } from './glob';
import type { LintOptions } from './problem';
import { plainUri } from './uri';

/** A configuration, and where its patterns start. */
export interface PlacedConfig {
  /** The folder, as `plainUri` spells it, without a slash at its end. */
  readonly folder: string;
  readonly config: Config;
}

/** What holds for one file. */
export interface FileOptions {
  readonly options: LintOptions;
  /** False for a file that its configuration leaves out. */
  readonly isIncluded: boolean;
}

/**
 * What the configurations that hold for a file say about it, the outermost first: a nearer one goes before it key by key,
 * and in `rules` rule by rule. A file must be included, and not excluded, by each of them.
 */
export function optionsFor(uri: string, configs: readonly PlacedConfig[], base: LintOptions): FileOptions {
  const holding = fromRoot(configs);
  return {
    options: holding.reduce((options, { config }) => withConfig(options, config), base),
    isIncluded: holding.every((placed) => includes(placed, uri)),
  };
}

/** The options with what a configuration says in place of what they said about the same. */
export function withConfig(options: LintOptions, config: Config): LintOptions {
  const { profile, kubernetesVersion, closedWorld, allow, rules = {}, fix } = config;
  const severities = { ...options.severities };
  const ruleOptions = { ...options.ruleOptions };
  for (const [rule, setting] of Object.entries(rules)) {
    if (setting.severity !== undefined) severities[rule] = setting.severity;
    if ('options' in setting && setting.options !== undefined) ruleOptions[rule] = setting.options;
  }
  return {
    ...options,
    profile: profile ?? options.profile,
    kubernetesVersion: kubernetesVersion ?? options.kubernetesVersion,
    closedWorld: closedWorld ?? options.closedWorld,
    allow: { ...options.allow, ...allow },
    safeFixes: fix?.safe ?? options.safeFixes,
    severities,
    ruleOptions,
  };
}

/** What is above a configuration that calls itself the root does not hold. */
function fromRoot(configs: readonly PlacedConfig[]): readonly PlacedConfig[] {
  const root = configs.findLastIndex(({ config }) => config.root === true);
  return configs.slice(Math.max(root, 0));
}

function includes({ folder, config: { include, exclude = [] } }: PlacedConfig, uri: string): boolean {
  const file = plainUri(uri);
  if (!file.startsWith(`${folder}/`)) return true;
  const path = file.slice(folder.length + 1);
  const isMatch = (pattern: string) => matchesGlob(pattern, path);
  return (include === undefined || include.some(isMatch)) && !exclude.some(isMatch);
}
