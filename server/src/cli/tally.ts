import type { Severity } from '../../../rules/engine/rule';
import type { LintedFile } from './lint-file';
import type { CleanFile, FixTally, SkippedReport, Summary } from './report';

/** What a run has come to so far. */
export class Tally {
  private readonly start = performance.now();
  private readonly entries: SkippedReport[] = [];
  private readonly counts = { files: 0, documents: 0, objects: 0, error: 0, warning: 0, info: 0 };
  private isIncomplete = false;
  private fixed: FixTally | undefined;
  private accepted: number | undefined;

  get skipped(): readonly SkippedReport[] {
    return this.entries;
  }

  get summary(): Summary {
    const durationMs = Math.round(performance.now() - this.start);
    const { fixed, accepted } = this;
    return {
      ...this.counts,
      durationMs,
      ...(accepted === undefined ? {} : { accepted }),
      ...(fixed === undefined ? {} : { fixed }),
    };
  }

  add(linted: LintedFile | CleanFile): void {
    this.counts.files += 1;
    this.counts.documents += linted.documents;
    this.counts.objects += linted.objects;
    if (!('report' in linted)) return;
    for (const { severity } of linted.report.problems) this.counts[severity] += 1;
    this.entries.push(...linted.skipped);
  }

  /** Notes what was changed before the files were linted. */
  fix(fixed: FixTally): void {
    this.fixed = fixed;
  }

  /** Notes how many findings a baseline accepts, where there is one. */
  accept(findings: number | undefined): void {
    this.accepted = findings;
  }

  skip(entry: SkippedReport): void {
    this.entries.push(entry);
  }

  /** Notes what the user named and what cannot be read. */
  miss(entry: SkippedReport): void {
    this.skip(entry);
    this.isIncomplete = true;
  }

  /** The process's exit code, if findings from `failOn` up are a failure. */
  exitCode(failOn: Severity | 'never'): number {
    if (this.isIncomplete) return 2;
    const { error, warning, info } = this.counts;
    const failing = { error, warning: error + warning, info: error + warning + info, never: 0 };
    return failing[failOn] > 0 ? 1 : 0;
  }
}
