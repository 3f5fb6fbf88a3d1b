import { readManifests } from '../kubernetes/manifest';
import type { Source } from '../yaml/source';
import type { DocumentSlice } from '../yaml/split';
import { fingerprintOf } from './fingerprint';
import { IGNORES_FILE } from './ignore';
import { compareVersions, type TextPart } from './kept-parts';
import { type Judge, judgeOf, LENGTH_LIMIT, tooLarge } from './lint';
import { type Move, movedPlace } from './moved';
import type { LintOptions, LintResult, Problem } from './problem';
import type { Asked } from './questions';
import type { AnyRule } from './rule';
import type { Sight } from './workspace-index';

/** What was found in one document of a text, and what it took to find it. */
interface LintedPart extends TextPart {
  readonly result: LintResult;
  readonly asked: readonly Asked[];
}

/** What was found in a version of a text. The next version takes from it what has stayed. */
export interface TextLint {
  readonly result: LintResult;
  readonly uri: string;
  readonly text: string;
  readonly parts: readonly LintedPart[];
  readonly isPartial: boolean;
}

/** Lints one version of a text after another: `before` is what it gave for the last one. */
export type TextLinter = (source: Source, sight: Sight, before?: TextLint) => TextLint;

/**
 * A linter for texts that people type in. It finds what any linter does, and looks only at documents that have changed, or
 * about which other files now say something else. Fixes of the others are made when somebody asks for them.
 */
export function textLinterOf(rules: readonly AnyRule[], options: LintOptions): TextLinter {
  const judge = judgeOf(rules, options);
  return (source, sight, before) => {
    const { text } = source;
    const isPartial = options.isPartial || sight.view.roleOf(source.uri).isPartial;
    if (text.length > LENGTH_LIMIT)
      return { result: tooLarge(), uri: source.uri, text: '', parts: [], isPartial };
    const isUsable = before?.uri === source.uri && before.isPartial === isPartial;
    const comparison = IGNORES_FILE.test(text)
      ? undefined
      : compareVersions(source, isUsable ? before : undefined);
    if (comparison === undefined) {
      const result = judge(source, readManifests(source, isPartial), sight.view);
      return { result, uri: source.uri, text: '', parts: [], isPartial };
    }
    const { slices, kept } = comparison;
    const parts = slices.map((slice, index): LintedPart => {
      const lint = () => judge(source, readManifests(source, isPartial, [slice]), sight.view);
      const known = kept[index];
      if (known === undefined || !sight.isSame(known.part.asked)) {
        const { result, asked } = sight.noted(lint);
        // Fixes hold on to the whole tree: what is kept of a document that nobody fixes is plain data.
        return { slice, result: movedResult(result, stayed(source.uri, slice), lint), asked };
      }
      const { part, lines } = known;
      const move = {
        uri: source.uri,
        document: part.slice.index,
        offset: slice.span.start - part.slice.span.start,
        lines,
        documents: slice.index - part.slice.index,
      };
      return { slice, result: movedResult(part.result, move, lint), asked: part.asked };
    });
    return { result: together(parts), uri: source.uri, text, parts, isPartial };
  };
}

/** The move of a document that has not moved. */
function stayed(uri: string, { index }: DocumentSlice): Move {
  return { uri, document: index, offset: 0, lines: 0, documents: 0 };
}

/** What was found in a document that has only moved. Its fixes are edits of a text that is no more, so they are made anew. */
function movedResult(result: LintResult, move: Move, lint: () => ReturnType<Judge>): LintResult {
  let fresh: readonly Problem[] | undefined;
  const renewed = (problem: Problem) => {
    fresh ??= lint().problems;
    const { rule, message, place } = problem;
    const fingerprint = fingerprintOf(problem);
    return fresh.find(
      (each) =>
        each.rule === rule &&
        each.message === message &&
        each.place.span.start === place.span.start &&
        fingerprintOf(each) === fingerprint,
    );
  };
  return {
    ...result,
    problems: result.problems.map((problem) => movedProblem(problem, move, renewed)),
    skipped: result.skipped.map(({ span, ...skipped }) =>
      span === undefined
        ? skipped
        : { ...skipped, span: { start: span.start + move.offset, end: span.end + move.offset } },
    ),
    failures: result.failures.map((failure) => ({
      ...failure,
      document: failure.document + move.documents,
    })),
  };
}

function movedProblem(
  problem: Problem,
  move: Move,
  renewed: (problem: Problem) => Problem | undefined,
): Problem {
  const { rule, also, severity, message, object, standards } = problem;
  const moved: Problem = {
    ...{ rule, also, severity, message, object, standards },
    place: movedPlace(problem.place, move),
    related: problem.related.map((one) => ({ ...one, place: movedPlace(one.place, move) })),
    get fixes() {
      return renewed(moved)?.fixes ?? [];
    },
    get assist() {
      return renewed(moved)?.assist;
    },
  };
  return moved;
}

/** What was found in all documents. Each has its place in the text, so that the order is that of the text. */
function together(parts: readonly LintedPart[]): LintResult {
  const results = parts.map(({ result }) => result);
  return {
    problems: results.flatMap(({ problems }) => problems),
    skipped: results.flatMap(({ skipped }) => skipped),
    documents: parts.length,
    objects: results.reduce((sum, { objects }) => sum + objects, 0),
    failures: results.flatMap(({ failures }) => failures),
  };
}
