import { closest } from '../../../rules/engine/did-you-mean';
import { defaultOptions } from '../../../rules/engine/options';
import type { LintOptions } from '../../../rules/engine/problem';
import { isProfile, profileNames } from '../../../rules/engine/profiles';
import type { AnyRule, RuleMeta, Severity } from '../../../rules/engine/rule';
import { KubernetesVersion } from '../../../rules/kubernetes/version';
import { isRecord } from './client-features';

/** The section of the client's configuration that is ours. */
export const settingsSection = 'kubeHarden';

/** What the user's settings say about one document. */
export interface Settings {
  readonly isEnabled: boolean;
  readonly options: LintOptions;
  /** Whether files that are not open are shown as well. Holds for the window, and is not part of `key`. */
  readonly diagnosticMode: DiagnosticMode;
  /** Whether each workload says how far it is from the next level. Holds for the window, and is not part of `key`. */
  readonly hasCodeLenses: boolean;
  /** Whether findings that are accepted are passed over. */
  readonly heedsBaselines: boolean;
  /** What goes before what where both the settings and configuration files say something. */
  readonly preference: Preference;
  /** Equal for settings that say the same about a document. */
  readonly key: string;
}

export type DiagnosticMode = 'workspace' | 'openFilesOnly';

export type Preference = (typeof preferences)[number];

const preferences = ['filesystemFirst', 'editorFirst', 'editorOnly'] as const;

/** The settings in a value that came from the client. What makes no sense is left out and told to `warn`. */
export function readSettings(
  given: unknown,
  rules: readonly AnyRule[],
  warn: (message: string) => void,
): Settings {
  const settings = isRecord(given) ? given : {};
  if (!isRecord(given) && given !== undefined && given !== null) warn('kubeHarden: must be an object');
  const isEnabled = readFlag('enable', settings.enable, warn);
  const options: LintOptions = {
    ...defaultOptions,
    profile: readProfile(settings.profile, warn),
    kubernetesVersion: readVersion(settings.kubernetesVersion, warn),
    severities: readSeverities(settings.rules, rules, warn),
  };
  const lensSettings = isRecord(settings.codeLens) ? settings.codeLens : {};
  const hasCodeLenses = readFlag('codeLens.enabled', lensSettings.enabled, warn);
  const baselineSettings = isRecord(settings.baseline) ? settings.baseline : {};
  const heedsBaselines = readFlag('baseline.enabled', baselineSettings.enabled, warn);
  const diagnosticMode = readMode(settings.diagnosticMode, warn);
  const preference = readPreference(settings.configurationPreference, warn);
  return {
    ...{ isEnabled, options, diagnosticMode, hasCodeLenses, heedsBaselines, preference },
    key: keyOf(isEnabled, options),
  };
}

/** Equal where all that decides about a document is equal. */
export function keyOf(isEnabled: boolean, options: LintOptions): string {
  return JSON.stringify([isEnabled, options]);
}

function readFlag(name: string, given: unknown, warn: (message: string) => void): boolean {
  if (typeof given === 'boolean') return given;
  if (isGiven(given)) warn(`kubeHarden.${name}: ${shown(given)} is neither true nor false`);
  return true;
}

function readMode(given: unknown, warn: (message: string) => void): DiagnosticMode {
  if (given === 'workspace' || given === 'openFilesOnly') return given;
  if (isGiven(given)) {
    warn(`kubeHarden.diagnosticMode: ${shown(given)} is neither "workspace" nor "openFilesOnly"`);
  }
  return 'workspace';
}

function readPreference(given: unknown, warn: (message: string) => void): Preference {
  const found = preferences.find((one) => one === given);
  if (found === undefined && isGiven(given)) {
    warn(`kubeHarden.configurationPreference: ${shown(given)} is none of ${preferences.join(', ')}`);
  }
  return found ?? 'filesystemFirst';
}

function readProfile(given: unknown, warn: (message: string) => void): LintOptions['profile'] {
  if (!isGiven(given) || given === '') return defaultOptions.profile;
  if (typeof given === 'string' && isProfile(given)) return given;
  warn(`kubeHarden.profile: there is no profile ${shown(given)}${guess(given, profileNames)}`);
  return defaultOptions.profile;
}

function readVersion(given: unknown, warn: (message: string) => void): string {
  if (!isGiven(given) || given === '') return defaultOptions.kubernetesVersion;
  if (typeof given === 'string' && KubernetesVersion.parse(given) !== undefined) return given;
  warn(`kubeHarden.kubernetesVersion: ${shown(given)} is not a version such as "1.31"`);
  return defaultOptions.kubernetesVersion;
}

function readSeverities(
  given: unknown,
  rules: readonly AnyRule[],
  warn: (message: string) => void,
): LintOptions['severities'] {
  if (!isGiven(given)) return {};
  if (!isRecord(given)) {
    warn('kubeHarden.rules: must be an object from rule to severity');
    return {};
  }
  const known = knownRules(rules);
  const severities: Record<string, Severity | 'off'> = {};
  for (const [name, severity] of Object.entries(given)) {
    const rule = known.get(name);
    if (rule === undefined) {
      warn(`kubeHarden.rules: there is no rule ${shown(name)}${guess(name, known.keys())}`);
    } else if (!isSeverity(severity)) {
      warn(`kubeHarden.rules: ${shown(severity)} for ${name} is none of off, info, warning, error`);
    } else {
      severities[rule] = severity;
    }
  }
  return severities;
}

/** Rule ids by all the names they have had. */
function knownRules(rules: readonly AnyRule[]): ReadonlyMap<string, string> {
  return new Map(
    rules.flatMap(({ meta }: { readonly meta: RuleMeta }) =>
      [...(meta.formerly ?? []), meta.id].map((name) => [name, meta.id] as const),
    ),
  );
}

function isSeverity(value: unknown): value is Severity | 'off' {
  return value === 'off' || value === 'info' || value === 'warning' || value === 'error';
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function guess(given: unknown, candidates: Iterable<string>): string {
  const candidate = typeof given === 'string' ? closest(given, candidates) : undefined;
  return candidate === undefined ? '' : `; did you mean ${shown(candidate)}?`;
}

function shown(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}
