import { composeEdits, type LabelledEdit } from '../yaml/compose';
import type { DocumentEdit } from '../yaml/operation';
import type { Source } from '../yaml/source';
import { applyEdits } from '../yaml/span';
import { editsTogether, type Refusal } from './fix-together';
import type { LintResult, Problem } from './problem';
import type { Fix } from './rule';

/** The fixes of a problem that take part, the best first; the next is taken where the edit layer refuses one. */
export type ChooseFixes = (problem: Problem) => readonly Fix[];

/** A fix that was made. */
export interface AppliedFix extends Pick<Fix, 'title' | 'safety'> {
  readonly rule: string;
}

/** An edit, and the fixes it belongs to: what several add in one place is one edit. */
export interface FixedEdit extends DocumentEdit {
  readonly fixes: readonly AppliedFix[];
}

/** What fixing all has made of a source. */
export interface FixedText {
  /** The whole text afterwards. */
  readonly text: string;
  /** Small edits that lead there, in the order of the text; none where nothing was to be fixed. */
  readonly edits: readonly FixedEdit[];
  /** What was changed, each change once: one may solve several problems. */
  readonly applied: readonly AppliedFix[];
  /** Chosen problems that stay, because no fix of theirs is certain to be right. */
  readonly refused: readonly Refusal[];
  /** All that is found in the text afterwards. */
  readonly remaining: readonly Problem[];
}

/** A fix can make room for another, but more passes than this mean that two undo each other. */
const MAXIMUM_PASSES = 10;

/**
 * Makes the chosen fixes of a source, and those of the problems that come to light by them, until none is left. The fixes of
 * one pass go together; of two that disagree the one for the graver problem goes first, and the other waits for the next
 * pass, where it may not be needed any more.
 */
export function fixAll(source: Source, lint: (source: Source) => LintResult, choose: ChooseFixes): FixedText {
  const applied: AppliedFix[] = [];
  const texts = new Set([source.text]);
  let text = source.text;
  let edits: readonly LabelledEdit<AppliedFix>[] = [];
  let { problems } = lint(source);
  for (let pass = 1; ; pass++) {
    const step = editsTogether(problems, choose, source.uri);
    const next = applyEdits(text, step.edits);
    const isEnd = step.edits.length === 0 || texts.has(next) || pass > MAXIMUM_PASSES;
    if (isEnd) {
      return {
        text,
        edits: edits.map(plain(source.uri)),
        applied,
        refused: step.refused,
        remaining: problems,
      };
    }
    applied.push(...step.applied);
    edits = pass === 1 ? step.edits : composeEdits(source.text, edits, step.edits);
    texts.add(next);
    text = next;
    problems = lint({ ...source, text }).problems;
  }
}

/** The first safe fix: what may be done without a look. */
export function safeFixes({ fixes }: Problem): readonly Fix[] {
  return fixes.filter(({ safety }) => safety === 'safe');
}

/** Every fix, the safe ones first. */
export function anyFixes(problem: Problem): readonly Fix[] {
  return [...safeFixes(problem), ...problem.fixes.filter(({ safety }) => safety === 'unsafe')];
}

function plain(uri: string): (edit: LabelledEdit<AppliedFix>) => FixedEdit {
  return ({ span, text, labels }) => ({ uri, span, text, placeholders: [], fixes: labels });
}
