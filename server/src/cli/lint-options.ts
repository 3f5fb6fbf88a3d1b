import { existsSync, statSync } from 'node:fs';
import type { Config } from '../../../rules/engine/config';
import { defaultOptions } from '../../../rules/engine/options';
import type { LintOptions } from '../../../rules/engine/problem';
import { profileNames } from '../../../rules/engine/profiles';
import type { Severity } from '../../../rules/engine/rule';
import { KubernetesVersion } from '../../../rules/kubernetes/version';
import { choiceOf } from './choice';
import type { Invocation, Option } from './command';
import type { FixLevel } from './fix-text';
import { ruleOf } from './rule-names';
import { UsageError, unknownWord } from './usage';

const formats = ['pretty', 'json', 'sarif', 'github'] as const;
const severities = ['off', 'info', 'warning', 'error'] as const;
const fixLevels = ['safe', 'unsafe'] as const;
const failLevels = ['error', 'warning', 'info', 'never'] as const;

export const lintCommandOptions: readonly Option[] = [
  {
    name: 'format',
    value: 'FORMAT',
    help: `How findings are shown: ${formats.join(', ')}\n(default: pretty)`,
  },
  {
    name: 'profile',
    value: 'PROFILE',
    help: `Which rules run: ${profileNames.slice(0, 4).join(', ')},\n${profileNames.slice(4).join(', ')} (default: recommended)`,
  },
  {
    name: 'kubernetes-version',
    value: 'VERSION',
    help: 'Version the manifests are for, such as 1.29 (default: latest)',
  },
  {
    name: 'rule',
    value: 'RULE=SEVERITY',
    help: 'Give a rule another severity, or off; stands above the profile.\nMay be repeated',
  },
  { name: 'only', value: 'RULE,…', help: 'Run only these rules, whatever the profile says' },
  {
    name: 'fail-on',
    value: 'SEVERITY',
    help: 'Lowest severity that makes the exit code 1: error, warning, info\nor never (default: warning)',
  },
  {
    name: 'fix',
    value: 'LEVEL',
    isOptional: true,
    help: 'Make fixes in the files, then report what remains: safe (default),\nor unsafe for those too that may stop a workload',
  },
  {
    name: 'diff',
    help: 'Show what --fix would change, as a unified diff, and change nothing',
  },
  {
    name: 'workspace',
    value: 'FOLDER',
    help: 'Folder whose files belong together (default: the nearest one above\nthe PATHs with .kube-harden.yaml or .git, else the working folder)',
  },
  {
    name: 'stdin-filename',
    value: 'PATH',
    help: "Name of what is read from standard input, where PATH is '-'\n(default: stdin.yaml)",
  },
  {
    name: 'config',
    value: 'FILE',
    help: 'Read only this configuration file, for all files (default: every\n.kube-harden.yaml above a file)',
  },
  { name: 'no-config', help: 'Read no configuration file' },
  {
    name: 'force-exclude',
    help: 'Leave out what the configuration excludes also where it is named,\nas by a pre-commit hook',
  },
  {
    name: 'no-baseline',
    help: 'Report what .kube-harden-baseline.json accepts, too',
  },
  {
    name: 'no-cache',
    help: 'Lint every file anew, and keep nothing of it. Otherwise what is found\nin 200 files and more is kept for the next run',
  },
  { name: 'no-color', help: 'No colours; neither with NO_COLOR set, nor without a terminal' },
  { name: 'quiet', help: 'Findings only: no summary, no progress' },
];

/** What `kube-harden lint` was asked to do. */
export interface LintRequest {
  readonly format: (typeof formats)[number];
  readonly failOn: Severity | 'never';
  /** Which fixes are made, or shown; undefined where none are asked for. */
  readonly fix: FixLevel | undefined;
  /** True where the fixes are only shown. */
  readonly isDiff: boolean;
  readonly isQuiet: boolean;
  readonly hasColors: boolean;
  /** Whether what is found is kept for the next run, and taken from an earlier one. */
  readonly isCached: boolean;
  readonly stdinFilename: string;
  readonly paths: readonly string[];
  /** The folder that is given as the one whose files belong together. */
  readonly workspace: string | undefined;
  /** Which configuration files count. */
  readonly config: 'nearest' | 'none' | { readonly file: string };
  /** Whether what the configuration leaves out is left out also where it is named. */
  readonly isExcludeForced: boolean;
  /** Whether findings that are accepted are passed over. */
  readonly heedsBaselines: boolean;
  /** What holds where configuration files say nothing. */
  readonly engine: LintOptions;
  /** What holds whatever configuration files say. */
  readonly overrides: Config;
}

/** Reads the options and operands of `kube-harden lint`. Throws a `UsageError` for what makes no sense. */
export function readRequest(invocation: Invocation): LintRequest {
  const paths = invocation.operands.length === 0 ? ['.'] : invocation.operands;
  const stdinFilename = invocation.values('stdin-filename').at(-1);
  if (stdinFilename !== undefined && !paths.includes('-')) {
    throw new UsageError("--stdin-filename needs '-' as PATH: kube-harden lint - --stdin-filename PATH");
  }
  return {
    format: choiceOf(invocation, 'format', formats, 'pretty'),
    failOn: choiceOf(invocation, 'fail-on', failLevels, 'warning'),
    ...fixesOf(invocation, paths),
    isQuiet: invocation.has('quiet'),
    hasColors: !invocation.has('no-color'),
    isCached: !invocation.has('no-cache'),
    stdinFilename: stdinFilename ?? 'stdin.yaml',
    paths,
    workspace: workspaceOf(invocation),
    config: configOf(invocation),
    isExcludeForced: invocation.has('force-exclude'),
    heedsBaselines: !invocation.has('no-baseline'),
    engine: { ...defaultOptions, only: invocation.values('only').flatMap(idsIn) },
    overrides: overridesOf(invocation),
  };
}

function fixesOf(invocation: Invocation, paths: readonly string[]): Pick<LintRequest, 'fix' | 'isDiff'> {
  const isDiff = invocation.has('diff');
  const given = invocation.values('fix').at(-1);
  const isBare = given === undefined || given === '';
  const level = isBare ? 'safe' : choiceOf(invocation, 'fix', fixLevels, 'safe');
  if (isDiff && invocation.has('format')) throw new UsageError('--diff and --format exclude each other');
  const astray = paths.find((path) => fixLevels.some((known) => known === path) && !existsSync(path));
  if (given === '' && astray !== undefined) {
    throw new UsageError(`--fix takes its level behind an equals sign; did you mean '--fix=${astray}'?`);
  }
  if (given !== undefined && !isDiff && paths.includes('-')) {
    throw new UsageError('--fix cannot write to standard input; --diff shows what it would change');
  }
  return { fix: isDiff || given !== undefined ? level : undefined, isDiff };
}

function configOf(invocation: Invocation): LintRequest['config'] {
  const file = invocation.values('config').at(-1);
  const isNone = invocation.has('no-config');
  if (file === undefined) return isNone ? 'none' : 'nearest';
  if (isNone) throw new UsageError('--config and --no-config exclude each other');
  return { file };
}

function overridesOf(invocation: Invocation): Config {
  const profile = choiceOf(invocation, 'profile', profileNames, defaultOptions.profile);
  const kubernetesVersion = versionOf(invocation);
  const severities = invocation.values('rule').map(severityOf);
  return {
    ...(invocation.has('profile') ? { profile } : {}),
    ...(invocation.has('kubernetes-version') ? { kubernetesVersion } : {}),
    rules: Object.fromEntries(severities.map(([rule, severity]) => [rule, { severity }])),
  };
}

function versionOf(invocation: Invocation): string {
  const given = invocation.values('kubernetes-version').at(-1) ?? defaultOptions.kubernetesVersion;
  if (KubernetesVersion.parse(given) !== undefined) return given;
  throw new UsageError(`unknown Kubernetes version '${given}'; give one such as 1.29, or latest`);
}

function severityOf(text: string): readonly [string, Severity | 'off'] {
  const [id, word, ...more] = text.split('=');
  if (id === undefined || word === undefined || more.length > 0) {
    throw new UsageError(`--rule needs RULE=SEVERITY, not '${text}'`);
  }
  const severity = severities.find((known) => known === word);
  if (severity === undefined) throw unknownWord('severity', word, severities);
  return [ruleOf(id).meta.id, severity];
}

function idsIn(list: string): readonly string[] {
  const ids = list
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
  if (ids.length === 0) throw new UsageError('--only needs the id of a rule');
  return ids.map((id) => ruleOf(id).meta.id);
}

function workspaceOf(invocation: Invocation): string | undefined {
  const folder = invocation.values('workspace').at(-1);
  if (folder === undefined || statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true)
    return folder;
  throw new UsageError(`--workspace: there is no folder '${folder}'`);
}
