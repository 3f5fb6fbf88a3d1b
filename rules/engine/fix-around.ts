import type { Source } from '../yaml/source';
import { applyEdits } from '../yaml/span';
import { fingerprintOf } from './fingerprint';
import { editsOf } from './fix';
import { type AppliedFix, type ChooseFixes, type FixedEdit, type FixedText, fixAll } from './fix-all';
import type { LintResult, Problem } from './problem';
import type { Fix } from './rule';
import { inNewFiles, type Surroundings } from './surroundings';

/** What fixing all makes of a source, and of the files around it. */
export interface FixedAround extends FixedText {
  /** Edits of other files: new ones, and the kustomizations that list them. */
  readonly beyond: readonly FixedEdit[];
}

/**
 * What `fixAll` makes of a source that holds one object; but where `around` is given, fixes that only add documents make new
 * files instead. What is applied counts both, and what remains is what neither solves.
 */
export function fixAllAround(
  source: Source,
  lint: (source: Source) => LintResult,
  choose: ChooseFixes,
  around: Surroundings | undefined,
): FixedAround {
  if (around === undefined) return { ...fixAll(source, lint, choose), beyond: [] };
  const ownFileFix = (problem: Problem): Fix | undefined => {
    const [fix] = choose(problem);
    return fix !== undefined && canBeOwnFile(fix, around) ? fix : undefined;
  };
  const isInside: ChooseFixes = (problem) => (ownFileFix(problem) === undefined ? choose(problem) : []);
  const fixed = fixAll(source, lint, isInside);
  const { chosen, remaining } = chosenFiles(source, fixed, lint, ownFileFix);
  const made = newFilesOf(chosen, around);
  if (made === undefined) return { ...fixed, beyond: [] };
  return { ...fixed, applied: [...fixed.applied, ...made.applied], remaining, beyond: made.edits };
}

/** A problem, and the fix that is to be made for it. */
interface Chosen {
  readonly problem: Problem;
  readonly fix: Fix;
}

function canBeOwnFile(fix: Fix, around: Surroundings): boolean {
  const addsOnly = fix.operations.every(({ verb }) => verb === 'add-document');
  return addsOnly && 'edits' in editsOf(inNewFiles(fix, around));
}

/**
 * The fixes that make new files, those among them that the others bring about. What is still to say when all of them are
 * there shows where their documents stand behind the source's own.
 */
function chosenFiles(
  source: Source,
  { text, remaining }: FixedText,
  lint: (source: Source) => LintResult,
  fixOf: (problem: Problem) => Fix | undefined,
): { readonly chosen: readonly Chosen[]; readonly remaining: readonly Problem[] } {
  const chosen = new Map<string, Chosen>();
  let problems = remaining;
  for (let now = text; ; ) {
    const fresh = problems.flatMap((problem) => {
      const fix = chosen.has(fingerprintOf(problem)) ? undefined : fixOf(problem);
      return fix === undefined ? [] : [{ problem, fix }];
    });
    const added = editsOf(...fresh.map(({ fix }) => fix));
    for (const one of fresh) chosen.set(fingerprintOf(one.problem), one);
    if (fresh.length === 0 || 'refused' in added) break;
    now = applyEdits(now, added.edits);
    problems = lint({ ...source, text: now }).problems.filter(({ place }) => place.document === 0);
  }
  return {
    chosen: [...chosen.values()],
    remaining: problems.filter((problem) => !chosen.has(fingerprintOf(problem))),
  };
}

/** The new files of all these fixes; undefined where they do not go together. */
function newFilesOf(
  chosen: readonly Chosen[],
  around: Surroundings,
): { readonly edits: readonly FixedEdit[]; readonly applied: readonly AppliedFix[] } | undefined {
  const applied = chosen.map(({ problem, fix: { title, safety } }) => ({
    rule: problem.rule,
    title,
    safety,
  }));
  const together = { title: '', operations: chosen.flatMap(({ fix }) => fix.operations) };
  const { operations } = inNewFiles(together, around);
  const result = editsOf({ operations });
  if ('refused' in result) return undefined;
  const uris = operations.flatMap((operation) => (operation.verb === 'create-file' ? [operation.uri] : []));
  const labels = chosen.flatMap(({ fix }, index) =>
    fix.operations.map(() => applied.slice(index, index + 1)),
  );
  const edits = result.edits.map((edit) => {
    const own = edit.isNewFile === true ? labels[uris.indexOf(edit.uri)] : undefined;
    return { ...edit, fixes: own ?? applied };
  });
  return { edits, applied };
}
