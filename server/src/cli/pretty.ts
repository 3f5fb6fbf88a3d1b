import { rules } from '../../../rules/index';
import type { ObjectIdentity } from '../../../rules/kubernetes/manifest';
import { credentialsFoundBy } from '../workspace/credentials';
import { plain } from './cells';
import type { Colors } from './colors';
import { counted } from './counted';
import { frameOf } from './frame';
import { hidden } from './hidden-text';
import type { FileReport, Format, ReportedProblem, SkippedReport, Summary } from './report';

const credentials = credentialsFoundBy(rules);

/** Findings for people: where, what, the line with carets under it, and whether it can be fixed. */
export class PrettyFormat implements Format {
  readonly shownFixes = 'titles';

  /** `columns` is the width of the terminal, or of what stands for one. */
  constructor(
    private readonly colors: Colors,
    private readonly columns: number,
    private readonly isQuiet: boolean,
  ) {}

  file(report: FileReport): string {
    // What is printed stays in logs, which more people read than the file.
    const text = hidden(report.source.text, credentials.spansOf(report.problems));
    return report.problems.map((problem) => this.problem(problem, report.file, text)).join('');
  }

  end(skipped: readonly SkippedReport[], summary: Summary): string {
    const lines = skipped.filter(({ isTold }) => !isTold).map((entry) => `${this.skipped(entry)}\n`);
    if (this.isQuiet) return lines.join('');
    return [...lines, ...(lines.length > 0 ? ['\n'] : []), `${summaryLine(summary)}\n`].join('');
  }

  private skipped({ file, code, message, position }: SkippedReport): string {
    const at = position === undefined ? '' : `:${position.line + 1}:${position.character + 1}`;
    return `${this.colors.bold(plain(file) + at)}: skipped ${code}  ${plain(message)}`;
  }

  private problem(problem: ReportedProblem, file: string, text: string): string {
    const { colors } = this;
    const { rule, severity, message } = problem;
    const { line, character } = problem.start;
    const where = colors.bold(`${plain(file)}:${line + 1}:${character + 1}`);
    const gutter = ' '.repeat(Math.max(4, String(line + 1).length + 1));
    return [
      `${where}: ${colors.severity(severity, severity)} ${colors.bold(rule)}  ${plain(message)}`,
      ...this.lineWithCarets(problem, text, gutter),
      `${gutter} ${colors.dim('=')} ${[objectOf(problem.object), ...alsoOf(problem)].join('; ')}`,
      ...fixOf(problem).map((fix) => `${gutter} ${colors.dim('=')} ${fix}`),
      '\n',
    ].join('\n');
  }

  private lineWithCarets(problem: ReportedProblem, source: string, gutter: string): readonly string[] {
    const { colors } = this;
    const room = Math.max(this.columns - gutter.length - 3, 40);
    const { line, text, column, carets } = frameOf(source, problem.place.span, problem.start, room);
    const marks = colors.severity(problem.severity, '^'.repeat(carets));
    return [
      `${colors.dim(`${String(line).padStart(gutter.length)} |`)} ${text}`,
      `${colors.dim(`${gutter} |`)} ${' '.repeat(column)}${marks}`,
    ];
  }
}

function objectOf({ kind, name, namespace }: ObjectIdentity): string {
  return plain(
    `${kind}${name === undefined ? '' : `/${name}`}${namespace === undefined ? '' : ` in ${namespace}`}`,
  );
}

function alsoOf({ also }: ReportedProblem): readonly string[] {
  return also.length === 0 ? [] : [`also ${also.join(', ')}`];
}

function fixOf({ fixes, refused }: ReportedProblem): readonly string[] {
  if (refused !== undefined) return [`no fix: ${refused}`];
  return fixes.slice(0, 1).map(({ title, safety }) => `fix: ${plain(title)} (${safety})`);
}

function summaryLine({
  error,
  warning,
  info,
  files,
  documents,
  objects,
  durationMs,
  accepted,
  fixed,
}: Summary): string {
  const found = [
    ...[counted(error, 'error'), counted(warning, 'warning'), counted(info, 'info')],
    ...(accepted === undefined ? [] : [`${accepted} accepted by the baseline`]),
  ].join(', ');
  const made =
    fixed === undefined
      ? ''
      : `${counted(fixed.changes, 'change')} made in ${counted(fixed.files, 'file')}; `;
  const read = `${counted(documents, 'document')}, ${counted(objects, 'object')}`;
  return `${made}${found} in ${counted(files, 'file')} (${read}) in ${durationMs} ms`;
}
