import { type Range, TextDocument } from 'vscode-languageserver-textdocument';
import type { LintResult, Problem, Skipped } from '../../../rules/engine/problem';
import type { Source } from '../../../rules/yaml/source';
import { textHash } from '../lsp/text-hash';
import { rangeOf } from '../positions';
import type { UnreadFile } from './files';

/** A finding of a file that need not be open: what it says and where, without its fixes, which would keep the tree. */
export interface FoundProblem {
  readonly problem: Omit<Problem, 'fixes' | 'assist'>;
  readonly range: Range;
}

/** What is known about one file's text. */
export interface FileFindings {
  /** In the order of the text. */
  readonly problems: readonly FoundProblem[];
  readonly skipped: readonly Skipped[];
  /** The same as long as all of this is: good as a result id. */
  readonly hash: string;
  /** What baselines accept; left out where nobody has seen all of the text. */
  readonly accepted?: LintResult['accepted'];
}

/** What is left to say about most files. */
export const noFindings: FileFindings = { problems: [], skipped: [], hash: 'none', accepted: [] };

/** What is kept of the findings of a closed file. */
export interface FindingsDigest {
  /** The same as long as the findings are. */
  readonly hash: string;
  readonly problems: number;
  /** Whether there is anything for people to see. */
  readonly isShown: boolean;
}

/** One for all files without findings. */
export const noDigest: FindingsDigest = { hash: noFindings.hash, problems: 0, isShown: false };

export function digestOf({ problems, skipped, hash }: FileFindings): FindingsDigest {
  if (hash === noFindings.hash) return noDigest;
  return { hash, problems: problems.length, isShown: problems.length > 0 || skipped.some(isShown) };
}

/** Broken YAML has its own tools, and a rule that failed is for the log. */
export function isShown({ code }: Skipped): boolean {
  return code !== 'syntax' && code !== 'rule-failed';
}

/** What is kept of a lint: nothing that leads to the text or its tree. */
export function findingsOf({ uri, text, language }: Source, result: LintResult): FileFindings {
  const { skipped, failures } = result;
  const isWhole = skipped.length === 0 && failures.length === 0;
  const accepted = isWhole ? { accepted: result.accepted ?? [] } : {};
  const isEmpty = result.problems.length === 0 && skipped.length === 0;
  if (isEmpty && isWhole && result.accepted === undefined) return noFindings;
  const document = TextDocument.create(uri, language, 0, text);
  const problems = result.problems.map((problem) => ({
    problem: withoutFixes(problem),
    range: rangeOf(document, problem.place.span),
  }));
  const hash = isEmpty ? noFindings.hash : textHash(JSON.stringify([problems, skipped]));
  return { problems, skipped, hash, ...accepted };
}

/** Fixes are not even looked at: those of a document that has only moved are made where somebody asks. */
function withoutFixes(problem: Problem): FoundProblem['problem'] {
  const { rule, also, severity, message, place, object, standards, related } = problem;
  return { rule, also, severity, message, place, object, standards, related };
}

/** What there is to say about a file that could not be read. */
export function unreadFindings({ code, message }: UnreadFile): FileFindings {
  const skipped = [{ code, message }];
  return { problems: [], skipped, hash: textHash(JSON.stringify(skipped)) };
}
