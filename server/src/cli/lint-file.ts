import { TextDocument } from 'vscode-languageserver-textdocument';
import { editsOf } from '../../../rules/engine/fix';
import type { LintResult, Problem } from '../../../rules/engine/problem';
import type { Asked } from '../../../rules/engine/questions';
import { mayAddDocuments, type Surroundings, waysOf } from '../../../rules/engine/surroundings';
import { type Source, sourceOf } from '../../../rules/yaml/source';
import { pathOf } from '../workspace/node-files';
import type { AroundOf } from './around';
import type { FileReport, Format, OtherFile, ReportedFix, ReportedProblem, SkippedReport } from './report';
import { shownPath } from './texts';

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
  /** What baselines accept of what was found. */
  readonly accepted: LintResult['accepted'];
  /** What was asked about other files; undefined where nobody knows. */
  readonly asked: readonly Asked[] | undefined;
  /** Whether it also hangs on what lies around the file. */
  readonly hangsOnFolder: boolean;
}

/** What is found in a source; `asked` is undefined where nobody knows what was asked about other files. */
export type AskingLinter = (source: Source) => LintResult & { readonly asked?: readonly Asked[] | undefined };

/**
 * Lints one text, and makes as many of its fixes as are shown. A bug in a rule or in the engine costs this file's findings,
 * or some of them, and nothing else.
 */
export async function lintFile(
  { file, uri, text, isTemplate }: LintedText,
  linter: AskingLinter,
  shownFixes: Format['shownFixes'],
  aroundOf: AroundOf,
): Promise<LintedFile> {
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
  const around = await aroundOf(source, problems);
  const reported = problems.map((problem) => {
    const fail = (error: string) => failures.add(`the fix of ${problem.rule} failed on ${file}: ${error}`);
    const start = positions.positionAt(problem.place.span.start);
    return { ...problem, start, ...fixesOf(problem, shownFixes, around, fail) };
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
    report: { file, source, positions, problems: reported, others: othersOf(reported, around) },
    skipped: [...located, ...failed],
    failures: [...failures],
    documents,
    objects,
    accepted: result?.accepted,
    asked: failures.size > 0 ? undefined : result?.asked,
    hangsOnFolder: problems.some(mayAddDocuments),
  };
}

const nothing: LintResult = { problems: [], skipped: [], documents: 0, objects: 0, failures: [] };

/** The fixes that are shown, without those that the edit layer refuses; or else why it refuses them. */
function fixesOf(
  problem: Problem,
  shown: Format['shownFixes'],
  around: Surroundings | undefined,
  fail: (error: string) => void,
): Pick<ReportedProblem, 'fixes' | 'refused'> {
  let refused: string | undefined;
  const fixes: ReportedFix[] = [];
  for (const fix of problem.fixes.flatMap((each) => waysOf(each, around))) {
    if (shown === 'none' || (shown === 'titles' && fixes.length > 0)) break;
    const result = attempt(() => editsOf(fix), fail);
    if (result === undefined) continue;
    if ('edits' in result) fixes.push({ title: fix.title, safety: fix.safety, edits: result.edits });
    else refused ??= result.refused;
  }
  return fixes.length > 0 || refused === undefined ? { fixes } : { fixes, refused };
}

/** The files that fixes make, and the kustomizations that are to list them. */
function othersOf(
  problems: readonly ReportedProblem[],
  around: Surroundings | undefined,
): readonly OtherFile[] {
  const otherFile = (uri: string, text: string): OtherFile => {
    return { uri, file: shownPath(pathOf(uri)), positions: TextDocument.create(uri, 'yaml', 0, text) };
  };
  const edits = problems.flatMap(({ fixes }) => fixes).flatMap((fix) => fix.edits);
  const created = edits.filter(({ isNewFile }) => isNewFile).map(({ uri }) => otherFile(uri, ''));
  const listings = around?.listings ?? [];
  return [...created, ...listings.map(({ document: { source } }) => otherFile(source.uri, source.text))];
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
