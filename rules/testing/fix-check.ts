import { parseAllDocuments } from 'yaml';
import { fingerprintOf } from '../engine/fingerprint';
import { editsOf } from '../engine/fix';
import { anyFixes, type ChooseFixes, fixAll } from '../engine/fix-all';
import type { LintResult, Problem } from '../engine/problem';
import type { Fix } from '../engine/rule';
import type { Path } from '../yaml/field';
import type { DocumentEdit, Operation } from '../yaml/operation';
import type { Source } from '../yaml/source';
import { applyEdits } from '../yaml/span';
import { brokenCouplings } from './api-couplings';
import { differingPaths } from './differing-paths';
import { ALWAYS_FOLLOWS, FOLLOW_UPS, REPAIRS } from './follow-ups';
import { plainPodsIn } from './plain-pods';
import type { Json } from './pod-security-truth/truth-case';

export type Lint = (source: Source) => LintResult;

/** What came of making one change. */
export interface Trial {
  /** What is wrong about it, in words; empty where nothing is. */
  readonly complaints: readonly string[];
  /** Why it could not be made. */
  readonly refused?: string;
  readonly linesChanged: number;
}

/** Makes one fix alone, and says what is wrong with what comes out. `before` is what was found. */
export function tryFix(source: Source, before: LintResult, problem: Problem, fix: Fix, lint: Lint): Trial {
  const result = editsOf(fix);
  if ('refused' in result) return { complaints: [], refused: result.refused, linesChanged: 0 };
  const text = applyEdits(source.text, result.edits);
  const after = lint({ ...source, text });
  const isLeft = countOf(problem, after) >= countOf(problem, before);
  const fresh = newProblems(before, after, [problem.rule]);
  const paths = fix.operations.flatMap(pathsOf);
  const complaints = [
    ...(isLeft ? ['the finding is still there'] : []),
    ...fresh.map((fact) => `a new finding: ${fact}`),
    ...structureComplaints(source, text, paths, before, after),
    ...commentsLost(source.text, result.edits).map((comment) => `lost ${comment}`),
  ];
  return { complaints, linesChanged: linesChanged(source.text, result.edits) };
}

/** Makes all chosen fixes, and says what is wrong with what comes out. */
export function tryAll(
  source: Source,
  before: LintResult,
  lint: Lint,
  choose: ChooseFixes = anyFixes,
): Trial {
  const fixed = fixAll(source, lint, choose);
  const after = lint({ ...source, text: fixed.text });
  const again = fixAll({ ...source, text: fixed.text }, lint, choose);
  const refused = new Set(fixed.refused.map(({ problem }) => fingerprintOf(problem)));
  const left = fixed.remaining.filter(
    (problem) => choose(problem).length > 0 && !refused.has(fingerprintOf(problem)),
  );
  const rules = before.problems.map(({ rule }) => rule);
  const complaints = [
    ...left.map(({ rule }) => `${rule} is still there`),
    ...newProblems(before, after, rules).map((fact) => `a new finding: ${fact}`),
    ...structureComplaints(source, fixed.text, [[]], before, after),
    ...(applyEdits(source.text, fixed.edits) === fixed.text ? [] : ['the edits do not make the text']),
    ...(fixed.applied.every((one) => fixed.edits.some(({ fixes }) => fixes.includes(one)))
      ? []
      : ['a change that no edit belongs to']),
    ...(again.edits.length === 0 ? [] : ['a second time changes something']),
  ];
  return { complaints, linesChanged: linesChanged(source.text, fixed.edits) };
}

/** The paths at which an operation may change the data. */
function pathsOf(operation: Operation): readonly Path[] {
  const { path } = operation.place;
  return operation.verb === 'rename' ? [path, [...path.slice(0, -1), operation.key]] : [path];
}

/** How often a problem is found. List items may have moved up. */
function countOf(problem: Problem, { problems }: LintResult): number {
  const fact = (one: Problem) => `${one.message} ${factsOf(one)[0]}`;
  return problems.filter((other) => fact(other) === fact(problem)).length;
}

function newProblems(before: LintResult, after: LintResult, fixed: readonly string[]): readonly string[] {
  if (fixed.some((rule) => REPAIRS.includes(rule))) return [];
  const known = new Set(before.problems.flatMap((problem) => factsOf(problem)));
  const allowed = new Set([...ALWAYS_FOLLOWS, ...fixed.flatMap((rule) => FOLLOW_UPS[rule] ?? [])]);
  return after.problems
    .filter((problem) => !allowed.has(problem.rule) && !factsOf(problem).some((fact) => known.has(fact)))
    .map(({ rule, message }) => `${rule}: ${message}`);
}

/** What a problem states, by each of the rules that agree. List items may have moved up. */
function factsOf({ rule, also, place }: Problem): readonly string[] {
  const path = place.path.map((step) => (typeof step === 'number' ? '*' : step)).join('.');
  return [rule, ...also].map((id) => `${id} ${place.document} ${path}`);
}

function structureComplaints(
  { text: old, isTemplate }: Source,
  text: string,
  paths: readonly Path[],
  before: LintResult,
  after: LintResult,
): readonly string[] {
  const unread = after.skipped.length > before.skipped.length ? ['a document can no longer be read'] : [];
  if (isTemplate || /\{\{/.test(old)) return unread;
  const [was, is] = [dataOf(old), dataOf(text)];
  if (is === undefined) return was === undefined ? unread : ['the text is no YAML any more'];
  if (was === undefined || was.length !== is.length) return unread;
  const others = was
    .flatMap((data, index) => differingPaths(data, is[index]))
    .filter((path) => !paths.some((named) => isRelated(named, path)));
  const couplings = is.flatMap((data, index) => newCouplings(was[index], data));
  return [...unread, ...others.map((path) => `changed ${path.join('.')}`), ...couplings];
}

function newCouplings(before: Json | undefined, after: Json | undefined): readonly string[] {
  const known = new Set(plainPodsIn(before).flatMap(brokenCouplings));
  return plainPodsIn(after)
    .flatMap(brokenCouplings)
    .filter((broken) => !known.has(broken))
    .map((broken) => `the API refuses it: ${broken}`);
}

/** The documents as plain data; undefined where one is no YAML. */
function dataOf(text: string): readonly Json[] | undefined {
  const documents = parseAllDocuments(text, { version: '1.1', merge: true });
  if (!Array.isArray(documents)) return [];
  if (documents.some(({ errors }) => errors.length > 0)) return undefined;
  try {
    return documents.map((document) => document.toJS({ maxAliasCount: -1 }) as Json);
  } catch {
    // What is merged, or an alias stands for, makes no sense: then there is nothing to compare.
    return [];
  }
}

/** Whether one path leads to the other or on from it. */
function isRelated(a: Path, b: Path): boolean {
  return a.slice(0, b.length).every((step, index) => step === b[index]);
}

/** Comment lines that edits take away, but those within what is removed: between lines that are none. */
function commentsLost(text: string, edits: readonly DocumentEdit[]): readonly string[] {
  return edits.flatMap(({ span, text: replacement }) => {
    const lines = text.slice(span.start, span.end).split('\n');
    const code = lines.findIndex((line) => line.trim() !== '' && !line.trim().startsWith('#'));
    return lines.filter((line, index) => {
      return (
        line.trim().startsWith('#') && (code === -1 || index < code) && !replacement.includes(line.trim())
      );
    });
  });
}

/** How many lines edits take away or bring. */
function linesChanged(text: string, edits: readonly DocumentEdit[]): number {
  return edits.reduce((sum, { span, text: replacement }) => {
    const gone = text.slice(span.start, span.end).split('\n').length - 1;
    const come = replacement.split('\n').length - 1;
    return sum + Math.max(gone, come, 1);
  }, 0);
}
