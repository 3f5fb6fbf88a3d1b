import { fingerprintOf } from '../../../rules/engine/fingerprint';
import { rangeOf } from '../positions';
import {
  type FileReport,
  type Format,
  inReport,
  placeIn,
  type ReportedFix,
  type ReportedProblem,
  type SkippedReport,
  type Summary,
} from './report';

/** The stable contract of `--format json`: one object, one finding a line. `docs/schemas/findings.schema.json` describes it. */
export class JsonFormat implements Format {
  readonly shownFixes = 'all';
  private hasFindings = false;

  file(report: FileReport): string {
    return report.problems
      .map((problem) => this.next() + JSON.stringify(findingOf(problem, report)))
      .join('');
  }

  end(skipped: readonly SkippedReport[], summary: Summary): string {
    const start = this.hasFindings ? '' : '{"version":1,"findings":[';
    const entries = skipped.map((entry) => JSON.stringify(skippedEntry(entry)));
    return `${start}\n],"skipped":[${entries.map((entry) => `\n${entry}`).join(',')}\n],"summary":${JSON.stringify(summary)}}\n`;
  }

  /** What stands before a finding. */
  private next(): string {
    const before = this.hasFindings ? ',\n' : '{"version":1,"findings":[\n';
    this.hasFindings = true;
    return before;
  }
}

/** The contract has no field for the place of what was skipped, so the message tells it. */
function skippedEntry({ file, code, message, position }: SkippedReport) {
  const at = position === undefined ? '' : ` (line ${position.line + 1}, column ${position.character + 1})`;
  return { file, code, message: message + at };
}

function findingOf(problem: ReportedProblem, report: FileReport) {
  const { rule, also, severity, message, place, object, standards, fixes, assist } = problem;
  const { file, positions } = inReport(report, place.uri);
  return {
    rule,
    also,
    severity,
    message,
    file,
    document: place.document,
    range: rangeOf(positions, place.span),
    path: place.path,
    object,
    standards,
    fingerprint: fingerprintOf(problem),
    fixes: fixes.map((fix) => fixOf(fix, report)),
    ...(assist === undefined ? {} : { assist: { title: assist.title } }),
    related: problem.related.map((related) => {
      return { message: related.message, ...placeIn(report, related.place) };
    }),
  };
}

function fixOf({ title, safety, edits }: ReportedFix, report: FileReport) {
  return {
    title,
    safety,
    edits: edits.map(({ uri, span, text, isNewFile }) => {
      const { file, positions } = inReport(report, uri);
      const created = isNewFile === true ? { isNewFile } : {};
      return { file, range: rangeOf(positions, span), newText: text, ...created };
    }),
  };
}
