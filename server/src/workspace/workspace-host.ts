import type { LintOptions, LintResult } from '../../../rules/engine/problem';
import type { AnyRule } from '../../../rules/engine/rule';
import type { WorkspaceFiles } from './files';

/** What a workspace works with. */
export interface WorkspaceHost {
  readonly files: WorkspaceFiles;
  readonly rules: readonly AnyRule[];
  /**
   * How to lint a file; undefined where it is left out, then nothing in it is known either. Best the same object for the same
   * options.
   */
  readonly optionsFor: (uri: string) => LintOptions | undefined;
  /**
   * Takes the saved text of a configuration file, undefined where it is gone. Called before anything else is read, and again
   * when the file changes on the disk; all is read and linted anew afterwards.
   */
  readonly configure?: (uri: string, text: string | undefined) => void;
  /** Told what threw: bugs, for the log. */
  readonly reportFailures?: (uri: string, failures: LintResult['failures']) => void;
}

/** How far a scan is, in files. */
export interface ScanProgress {
  readonly done: number;
  readonly total: number;
}

export interface ScanOptions {
  /** Ends the work early; what was found until then stays. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ScanProgress) => void;
}
