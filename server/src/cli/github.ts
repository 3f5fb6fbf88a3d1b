import { isAbsolute, relative, resolve } from 'node:path';
import type { Severity } from '../../../rules/engine/rule';
import { rangeOf } from '../positions';
import { slashes } from '../workspace/walk';
import type { FileReport, Format, ReportedProblem, SkippedReport } from './report';

/** Workflow commands of GitHub Actions: an annotation at the lines of a pull request for each finding. */
export class GithubFormat implements Format {
  readonly shownFixes = 'none';
  /** `repository` is the folder that GitHub takes paths from; undefined outside of a workflow. */
  constructor(private readonly repository: string | undefined) {}

  file(report: FileReport): string {
    return report.problems.map((problem) => this.problem(problem, report)).join('');
  }

  /** What was not linted is annotated, too: else a broken manifest looks like a clean one. */
  end(skipped: readonly SkippedReport[]): string {
    return skipped
      .map(({ file, code, message, position, isTold }) => {
        const at = position === undefined ? {} : { line: position.line + 1, col: position.character + 1 };
        const properties = { file: this.pathOf(file), ...at, title: `skipped: ${code}` };
        return command(isTold ? 'error' : 'warning', properties, message);
      })
      .join('');
  }

  private problem({ rule, severity, message, place }: ReportedProblem, report: FileReport): string {
    const { start, end } = rangeOf(report.positions, place.span);
    const properties = {
      file: this.pathOf(report.file),
      line: start.line + 1,
      endLine: end.line + 1,
      col: start.character + 1,
      endColumn: end.character + 1,
      title: rule,
    };
    return command(COMMANDS[severity], properties, message);
  }

  private pathOf(file: string): string {
    if (this.repository === undefined) return file;
    const path = relative(this.repository, resolve(file));
    return path.startsWith('..') || isAbsolute(path) ? file : slashes(path);
  }
}

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

function command(
  name: string,
  properties: Readonly<Record<string, string | number>>,
  message: string,
): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapedProperty(String(value))}`);
  return `::${name} ${list.join(',')}::${escaped(message)}\n`;
}

/** One line, in which nothing ends the command or starts another. */
function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
