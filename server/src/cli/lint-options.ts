import { statSync } from 'node:fs';
import { defaultOptions } from '../../../rules/engine/options';
import type { LintOptions } from '../../../rules/engine/problem';
import { profileNames } from '../../../rules/engine/profiles';
import type { Severity } from '../../../rules/engine/rule';
import { KubernetesVersion } from '../../../rules/kubernetes/version';
import { choiceOf } from './choice';
import type { Invocation, Option } from './command';
import { ruleOf } from './rule-names';
import { UsageError, unknownWord } from './usage';

const formats = ['pretty', 'json'] as const;
const severities = ['off', 'info', 'warning', 'error'] as const;
const failLevels = ['error', 'warning', 'info', 'never'] as const;

export const lintCommandOptions: readonly Option[] = [
  {
    name: 'format',
    value: 'FORMAT',
    help: `How findings are shown: ${formats.join(' or ')} (default: pretty)`,
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
    name: 'workspace',
    value: 'FOLDER',
    help: 'Folder whose files belong together (default: the nearest one above\nwith .kube-harden.yaml or .git, else the working folder)',
  },
  {
    name: 'stdin-filename',
    value: 'PATH',
    help: "Name of what is read from standard input, where PATH is '-'\n(default: stdin.yaml)",
  },
  { name: 'no-config', help: 'Read no configuration file; there is none yet' },
  { name: 'no-color', help: 'No colours; neither with NO_COLOR set, nor without a terminal' },
  { name: 'quiet', help: 'Findings only: no summary, no progress' },
];

/** What `kube-harden lint` was asked to do. */
export interface LintRequest {
  readonly format: (typeof formats)[number];
  readonly failOn: Severity | 'never';
  readonly isQuiet: boolean;
  readonly hasColors: boolean;
  readonly stdinFilename: string;
  readonly paths: readonly string[];
  readonly engine: LintOptions;
}

/** Reads the options and operands of `kube-harden lint`. Throws a `UsageError` for what makes no sense. */
export function readRequest(invocation: Invocation): LintRequest {
  checkWorkspace(invocation);
  const paths = invocation.operands.length === 0 ? ['.'] : invocation.operands;
  const stdinFilename = invocation.values('stdin-filename').at(-1);
  if (stdinFilename !== undefined && !paths.includes('-')) {
    throw new UsageError("--stdin-filename needs '-' as PATH: kube-harden lint - --stdin-filename PATH");
  }
  return {
    format: choiceOf(invocation, 'format', formats, 'pretty'),
    failOn: choiceOf(invocation, 'fail-on', failLevels, 'warning'),
    isQuiet: invocation.has('quiet'),
    hasColors: !invocation.has('no-color'),
    stdinFilename: stdinFilename ?? 'stdin.yaml',
    paths,
    engine: {
      ...defaultOptions,
      profile: choiceOf(invocation, 'profile', profileNames, defaultOptions.profile),
      kubernetesVersion: versionOf(invocation),
      severities: Object.fromEntries(invocation.values('rule').map(severityOf)),
      only: invocation.values('only').flatMap(idsIn),
    },
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

/** Nothing looks at several files yet; what cannot be a workspace is refused all the same. */
function checkWorkspace(invocation: Invocation): void {
  const folder = invocation.values('workspace').at(-1);
  if (folder === undefined || statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return;
  throw new UsageError(`--workspace: there is no folder '${folder}'`);
}
