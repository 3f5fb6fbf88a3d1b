import type { Fact } from '../../../rules/engine/facts';
import type { LintOptions, LintResult } from '../../../rules/engine/problem';
import type { Asked } from '../../../rules/engine/questions';
import type { AnyRule } from '../../../rules/engine/rule';
import type { Source } from '../../../rules/yaml/source';
import type { Span } from '../../../rules/yaml/span';
import { isConfigFile } from './config-names';
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

/** The same host, to which a configuration file is none with manifests, whatever it says. */
export function withoutConfigFiles(host: WorkspaceHost): WorkspaceHost {
  return { ...host, optionsFor: (uri) => (isConfigFile(uri) ? undefined : host.optionsFor(uri)) };
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
  /** What an earlier scan has found. */
  readonly memory?: FileMemory | undefined;
}

/** What names a file that was or would be linted. */
export type FileName = Pick<Source, 'uri' | 'isTemplate'>;

/** Names in short what questions that were written down are answered now; undefined for one that nobody can ask any more. */
export type Answers = (questions: readonly string[]) => readonly (string | undefined)[];

/** What is known of files from an earlier scan. */
export interface FileMemory {
  /** Told how many files are going to be read. Gives whether it is to be asked about them. */
  begin(files: number): boolean;
  /** What is known of a file that still has this stamp, without its text; undefined where that has to be read. */
  unread(
    file: FileName,
    options: LintOptions,
    stamp: string,
  ): { readonly hash: string; readonly facts: () => readonly Fact[] } | undefined;
  /**
   * What gives the facts in a source that is linted with these options, to be kept: `read` does at once where they are not
   * known. `stamp` is from before the text was read, `hash` is what the reader calls it.
   */
  facts(
    source: Source,
    options: LintOptions,
    file: { readonly stamp: string | undefined; readonly hash: string },
    read: () => readonly Fact[],
  ): () => readonly Fact[];
  /**
   * What was kept of linting a file that has the text its facts are from, if that would find the same now. `hash` is what the
   * reader of the text calls it, if facts may have been read from another text since.
   */
  foundIn(file: FileName, answers: Answers, hash?: string): Recalled | undefined;
  /** Keeps plain data that came of linting a source. `asked` is all that was asked about other files. */
  keep(source: Source, options: LintOptions, asked: readonly Asked[], result: unknown): void;
  /** What somebody is answered, in short. */
  short(asked: Asked): string;
  /** Keeps nothing of a file where what is known of it may repeat one of these parts of its text. */
  hide(source: Source, parts: readonly Span[]): void;
}

/** What is known of the files of some folders, as long as they are scanned. */
export interface KeptScan {
  readonly memory: FileMemory;
  /** Keeps what is known now for the next scan, where that is something else. */
  save(): void;
}

/** What was kept of linting a file. */
export interface Recalled {
  readonly result: unknown;
  /** True where no file whatsoever is another one than when it was found, or has been added or taken away. */
  readonly isSure: boolean;
}
