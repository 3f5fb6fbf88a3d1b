import type { Fact } from '../../../rules/engine/facts';
import type { LintOptions, LintResult } from '../../../rules/engine/problem';
import type { AnyRule } from '../../../rules/engine/rule';
import type { Source } from '../../../rules/yaml/source';
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
  /** Where the facts of files may be known from. */
  readonly memory?: FactMemory | undefined;
  /** Another name for each text. A short one is made where it is left out. */
  readonly hashOf?: ((text: string) => string) | undefined;
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

/** What is known of the files of an earlier run. */
export interface FactMemory {
  /** Told how many files are going to be read. Gives whether it is to be asked about them. */
  begin(files: number): boolean;
  /** What is known of a file that still has this stamp, without its text; undefined where that has to be read. */
  unread(
    file: Pick<Source, 'uri' | 'isTemplate'>,
    options: LintOptions,
    stamp: string,
  ): { readonly hash: string; readonly facts: () => readonly Fact[] } | undefined;
  /**
   * What gives the facts in a source that is linted with these options, to be kept: `read` does at once where they are not
   * known. `stamp` is from before the text was read.
   */
  facts(
    source: Source,
    options: LintOptions,
    stamp: string | undefined,
    read: () => readonly Fact[],
  ): () => readonly Fact[];
}
