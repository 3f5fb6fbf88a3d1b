import { TextDocument } from 'vscode-languageserver-textdocument';
import { editsOf } from '../../../rules/engine/fix';
import type { Linter } from '../../../rules/engine/lint';
import type { LintResult, Problem } from '../../../rules/engine/problem';
import { sourceOf } from '../../../rules/yaml/source';
import type { FileReport, Format, ReportedFix, ReportedProblem, SkippedReport } from './report';

/** A text to lint, and how its file is shown. */
export interface LintedText {
  readonly file: string;
  readonly uri: string;
  readonly text: string;
  readonly isTemplate: boolean;
}

/** What came of linting one file. */
export interface LintedFile {
  readonly report: FileReport;
  readonly skipped: readonly SkippedReport[];
  /** What went wrong in us, not in the file; for the log. */
  readonly failures: readonly string[];
  readonly documents: number;
  readonly objects: number;
}

/**
 * Lints one text, and makes as many of its fixes as are shown. A bug in a rule or in the engine costs this file's findings,
 * or some of them, and nothing else.
 */
export function lintFile(
  { file, uri, text, isTemplate }: LintedText,
  linter: Linter,
  shownFixes: Format['shownFixes'],
): LintedFile {
  const source = sourceOf(uri, text, { isTemplate });
  const positions = TextDocument.create(uri, source.language, 0, text);
  const failures = new Set<string>();
  const result = attempt(
    () => linter(source),
    (error) => failures.add(`linting ${file} failed: ${error}`),
  );
  const { problems, skipped, documents, objects } = result ?? nothing;
  for (const { rule, error } of result?.failures ?? []) {
    failures.add(`rule ${rule} failed on ${file}: ${textOf(error)}`);
  }
  const reported = problems.map((problem) => {
    const fail = (error: string) => failures.add(`the fix of ${problem.rule} failed on ${file}: ${error}`);
    return { ...problem, ...fixesOf(problem, shownFixes, fail) };
  });
  const located = skipped.map(({ code, message, span }) => {
    const position = span === undefined ? {} : { position: positions.positionAt(span.start) };
    return { file, code, message, isTold: false, ...position };
  });
  const failed = [...failures].map((message) => ({
    file,
    code: 'rule-failed' as const,
    message,
    isTold: true,
  }));
  return {
    report: { file, source, positions, problems: reported },
    skipped: [...located, ...failed],
    failures: [...failures],
    documents,
    objects,
  };
}

const nothing: LintResult = { problems: [], skipped: [], documents: 0, objects: 0, failures: [] };

/** The fixes that the edit layer does not refuse, or the first of them, or else why it refuses them. */
function fixesOf(
  problem: Problem,
  shown: Format['shownFixes'],
  fail: (error: string) => void,
): Pick<ReportedProblem, 'fixes' | 'refused'> {
  let refused: string | undefined;
  const fixes: ReportedFix[] = [];
  for (const fix of problem.fixes) {
    if (shown === 'first' && fixes.length > 0) break;
    const result = attempt(() => editsOf(fix), fail);
    if (result === undefined) continue;
    if ('edits' in result) fixes.push({ title: fix.title, safety: fix.safety, edits: result.edits });
    else refused ??= result.refused;
  }
  return fixes.length > 0 || refused === undefined ? { fixes } : { fixes, refused };
}

/** What `work` gives; undefined where it throws, which is a bug in it. */
function attempt<T>(work: () => T, fail: (error: string) => void): T | undefined {
  try {
    return work();
  } catch (error) {
    fail(textOf(error));
    return undefined;
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
