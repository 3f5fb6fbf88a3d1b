import type { Chapter, RuleMeta, Severity, Standards } from '../../rules/engine/rule';

/** The request for all rules. It has no parameters; the answer is a list of `RuleSummary`. */
export const rulesRequest = 'kubeHarden/rules';

/** What lists of rules tell about a rule. */
export interface RuleSummary {
  readonly id: string;
  readonly chapter: Chapter;
  readonly title: string;
  readonly severity: Severity;
  /** Whether the recommended profile has it. */
  readonly default: 'on' | 'off';
  /** The best fix there is. */
  readonly fix: RuleMeta['fix'];
  readonly standards: Standards;
  /** The address of its page. */
  readonly docs: string;
}

/** What a client may send as `initializationOptions`. All of it is optional. */
export interface InitializationOptions {
  /** The client's command that shows the page of the rule whose id is its argument. */
  readonly showRuleCommand?: string;
  /** Where the pages of the rules lie, with a slash at its end, in place of the project's site. */
  readonly docsBase?: string;
  /** The settings, for clients without `workspace/configuration`. */
  readonly settings?: unknown;
}

/** What a diagnostic carries in `data`. */
export interface DiagnosticData {
  readonly rule: string;
  readonly fingerprint: string;
}

/**
 * The request for the files in a folder and its subfolders, which a server sends where it cannot see them by itself. Takes
 * `ListFilesParams`, answers `ListedFiles`.
 */
export const listFilesRequest = 'kubeHarden/listFiles';

export interface ListFilesParams {
  /** The URI of the folder. */
  readonly folder: string;
  /** How the names of the wanted files end, in lower case. Names are compared without regard to case. */
  readonly endings: readonly string[];
  /** Names of folders that are not looked into. */
  readonly skip: readonly string[];
}

export interface ListedFiles {
  /** The URIs of the files, in any order. */
  readonly files: readonly string[];
  /** What could not be looked into, and why. */
  readonly unreadable: readonly { readonly uri: string; readonly message: string }[];
}

/** The request for the texts of files. Takes `ReadFilesParams`, answers a list of `FileText` in the order of the URIs. */
export const readFilesRequest = 'kubeHarden/readFiles';

export interface ReadFilesParams {
  readonly uris: readonly string[];
}

/**
 * The request for the configuration file that holds for a file or folder, or the one that would. Takes `ConfigFileParams`,
 * answers `ConfigFileAnswer`.
 */
export const configFileRequest = 'kubeHarden/configFile';

export interface ConfigFileParams {
  readonly uri: string;
}

export interface ConfigFileAnswer {
  readonly uri: string;
  /** What to write into the file first, where there is none. */
  readonly text?: string;
}

/**
 * The request for the baselines that the folders of the workspace should have. Takes `BaselineParams`, answers a list of
 * `BaselineAnswer`, one for each folder.
 */
export const baselineRequest = 'kubeHarden/baseline';

export interface BaselineParams {
  /** Whether only what is found no more is to be removed, and nothing new to be accepted. */
  readonly isPruned: boolean;
}

export interface BaselineAnswer {
  /** The file of the baseline. */
  readonly uri: string;
  /** What to write into it; left out where that is there already, and where nothing can be written. */
  readonly text?: string;
  /** What it comes to, or why nothing can be written, in a sentence. */
  readonly message: string;
}

/**
 * The server's command that brings a workload to a level of Pod Security: it sends the edit. Its argument comes from code
 * lenses and from `workloadsRequest`.
 */
export const hardenCommand = 'kubeHarden.harden';

/** The server's command that makes the fixes of all files of the workspace. Its argument is a `FixWorkspaceArgument`. */
export const fixWorkspaceCommand = 'kubeHarden.fixWorkspace';

export interface FixWorkspaceArgument {
  /** Which fixes: those by which nothing can behave worse, or also those that may stop a workload. */
  readonly safety: 'safe' | 'any';
}

/** The server's command that shows a file which an action has made, where a human must complete it: a `ShowFileArgument`. */
export const showFileCommand = 'kubeHarden.showFile';

export interface ShowFileArgument {
  readonly uri: string;
  /** What to select: what is to be typed over. */
  readonly selection: {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
  };
}

/** The request for the workloads of an open document. Takes `WorkloadsParams`, answers a list of `WorkloadSummary`. */
export const workloadsRequest = 'kubeHarden/workloads';

export interface WorkloadsParams {
  readonly uri: string;
}

export interface WorkloadSummary {
  /** Such as `Deployment/web`. */
  readonly name: string;
  /** The first and the last of its lines, from 0. */
  readonly lines: { readonly first: number; readonly last: number };
  /** How far it is from the levels of Pod Security; left out where nobody knows. */
  readonly standing?: string;
  readonly choices: readonly WorkloadChoice[];
}

/** What a workload can be brought to. */
export interface WorkloadChoice {
  /** Such as `Baseline`. */
  readonly level: string;
  /** Such as `3 changes`. */
  readonly distance: string;
  /** For `hardenCommand`; left out where only a human can do it. */
  readonly argument?: object;
}

/** Schemes of texts that nobody edits: the old side of a difference, a preview, output, the editor's own settings. */
export const syntheticSchemes: ReadonlySet<string> = new Set([
  'comment',
  'debug',
  'git',
  'gitfs',
  'gitlens',
  'merge-conflict.conflict-diff',
  'output',
  'pr',
  'review',
  'vscode-bulkeditpreview-editor',
  'vscode-bulkeditpreview-multieditor',
  'vscode-local-history',
  'vscode-scm',
  'vscode-settings',
  'vscode-userdata',
  'walkThrough',
  'walkThroughSnippet',
]);
