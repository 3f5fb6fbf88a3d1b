import type { Position, Range, TextDocument } from 'vscode-languageserver-textdocument';
import type { LintResult, Problem, ProblemPlace, Skipped } from '../../../rules/engine/problem';
import type { Fix, Severity } from '../../../rules/engine/rule';
import type { DocumentEdit } from '../../../rules/yaml/operation';
import type { Source } from '../../../rules/yaml/source';
import { rangeOf } from '../positions';
import { pathOf } from '../workspace/node-files';
import { shownPath } from './texts';

/** What was found in one file. */
export interface FileReport {
  /** The file as it is shown: relative to the working folder, with `/`. */
  readonly file: string;
  readonly source: Source;
  readonly positions: TextDocument;
  readonly problems: readonly ReportedProblem[];
  /** Other files that fixes change, or make: those have no text yet. */
  readonly others: readonly OtherFile[];
}

/** A file in which nothing was found. */
export interface CleanFile {
  readonly documents: number;
  readonly objects: number;
  /** What baselines accept of what was found. */
  readonly accepted?: LintResult['accepted'];
}

/** A file that a fix of another one changes. */
export interface OtherFile extends Pick<FileReport, 'file' | 'positions'> {
  readonly uri: string;
}

/** A problem with those of its fixes that are certain to be right, as edits. */
export interface ReportedProblem extends Omit<Problem, 'fixes'> {
  /** Where its place starts. */
  readonly start: Position;
  readonly fixes: readonly ReportedFix[];
  /** Why there is none, where the edit layer refuses them all. */
  readonly refused?: string;
}

export interface ReportedFix extends Pick<Fix, 'title' | 'safety'> {
  readonly edits: readonly DocumentEdit[];
}

/** Something that was not linted. */
export interface SkippedReport {
  readonly file: string;
  readonly code: Skipped['code'];
  readonly message: string;
  /** Where in the file, zero-based, where it is known. */
  readonly position?: { readonly line: number; readonly character: number };
  /** True where the standard error has told it already. */
  readonly isTold: boolean;
}

export interface Summary extends Readonly<Record<Severity, number>> {
  readonly files: number;
  readonly documents: number;
  readonly objects: number;
  readonly durationMs: number;
  /** Findings that a baseline accepts; left out where there is none. */
  readonly accepted?: number;
  /** What was changed in how many files; left out where no fixes were asked for. */
  readonly fixed?: FixTally;
}

/** What making fixes in files has come to. */
export interface FixTally {
  readonly changes: number;
  readonly files: number;
}

/** An output format: texts to write, in the order of the calls. */
export interface Format {
  /** What of the fixes of a problem it shows: all, or of the first alone what it is called. The others need not be made. */
  readonly shownFixes: 'all' | 'titles' | 'none';
  /** Called once for each file that has problems, in the order of the files. */
  file(report: FileReport): string;
  /** Called once, at the end. */
  end(skipped: readonly SkippedReport[], summary: Summary): string;
}

/** The file and the lines of a place, which may be in another file where the place knows its lines. */
export function placeIn(
  report: FileReport,
  place: ProblemPlace,
): { readonly file: string; readonly range: Range } {
  const { uri, span, range } = place;
  if (uri !== report.source.uri && range !== undefined) return { file: shownPath(pathOf(uri)), range };
  const { file, positions } = inReport(report, uri);
  return { file, range: rangeOf(positions, span) };
}

/** The file that a place of a report's problem is in, as it is shown, and where its lines are. */
export function inReport(report: FileReport, uri: string): Pick<FileReport, 'file' | 'positions'> {
  if (uri === report.source.uri) return report;
  const other = report.others.find((one) => one.uri === uri);
  if (other !== undefined) return other;
  throw new Error(`a finding in ${report.file} names ${uri}, which was not linted with it`);
}
