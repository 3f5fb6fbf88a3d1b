import type { LabelledEdit } from '../yaml/compose';
import type { DocumentEdit, EditResult, Operation } from '../yaml/operation';
import type { TextEdit } from '../yaml/span';
import { editsOf } from './fix';
import type { AppliedFix, ChooseFixes } from './fix-all';
import type { Problem } from './problem';
import type { Fix } from './rule';
import { isGraver } from './severity';

/** A problem that no fix could be made for, and why. */
export interface Refusal {
  readonly problem: Problem;
  readonly reason: string;
}

/** A fix that can be made alone. */
interface Part {
  readonly fix: Fix;
  readonly label: AppliedFix;
  /** Where it makes a change when it is made alone. */
  readonly edits: readonly TextEdit[];
}

/** Fixes that go together, and what they come to. */
interface Whole {
  readonly parts: readonly Part[];
  readonly edits: readonly DocumentEdit[];
}

/** The edits that make as many of the chosen fixes as go together, all of them in the source of this URI. */
export function editsTogether(
  problems: readonly Problem[],
  choose: ChooseFixes,
  uri: string,
): {
  readonly edits: readonly LabelledEdit<AppliedFix>[];
  readonly applied: readonly AppliedFix[];
  readonly refused: readonly Refusal[];
} {
  const parts = new Map<string, Part>();
  const refused: Refusal[] = [];
  for (const problem of problems.toSorted(graverFirst)) {
    const part = partOf(problem, choose(problem), uri);
    if (part === undefined) continue;
    if ('reason' in part) refused.push(part);
    else if (!parts.has(keyOf(part.fix))) parts.set(keyOf(part.fix), part);
  }
  const wholes = byDocument([...parts.values()]).map(together);
  return {
    edits: wholes.flatMap(labelled),
    applied: wholes.flatMap((whole) => whole.parts.map(({ label }) => label)),
    refused,
  };
}

/** The first of a problem's fixes that can be made; undefined where none is chosen. */
function partOf(problem: Problem, fixes: readonly Fix[], uri: string): Part | Refusal | undefined {
  let reason: string | undefined;
  for (const fix of fixes) {
    const result = rendered([fix], uri);
    if ('refused' in result) reason ??= result.refused;
    else if (result.edits.length > 0) {
      const { title, safety } = fix;
      return { fix, label: { rule: problem.rule, title, safety }, edits: result.edits };
    }
  }
  return reason === undefined ? undefined : { problem, reason };
}

function rendered(fixes: readonly Fix[], uri: string): EditResult {
  const result = editsOf(...fixes);
  if ('refused' in result || result.edits.every((edit) => edit.uri === uri)) return result;
  return { refused: 'it changes another file' };
}

/** As many of the fixes as go together; those in front come first. */
function together(parts: readonly Part[]): Whole {
  const whole = wholeOf(parts);
  if (whole !== undefined) return whole;
  if (parts.length === 1) return { parts: [], edits: [] };
  const middle = Math.ceil(parts.length / 2);
  const [front, back] = [together(parts.slice(0, middle)), together(parts.slice(middle))];
  const both = wholeOf([...front.parts, ...back.parts]);
  if (both !== undefined) return both;
  return back.parts.reduce((kept, part) => wholeOf([...kept.parts, part]) ?? kept, front);
}

function wholeOf(parts: readonly Part[]): Whole | undefined {
  const result = editsOf(...parts.map(({ fix }) => fix));
  return 'refused' in result ? undefined : { parts, edits: result.edits };
}

/** The edits with the fixes that, made alone, would change the same place, or one beside it: every fix has an edit. */
function labelled({ parts, edits }: Whole): LabelledEdit<AppliedFix>[] {
  const owned = parts.map((part) => {
    const distances = edits.map((edit) => Math.min(...part.edits.map((alone) => distance(alone, edit))));
    const least = Math.min(...distances);
    return {
      label: part.label,
      isAt: (index: number) => distances[index] === least || distances[index] === 0,
    };
  });
  return edits.map(({ span, text }, index) => {
    const own = owned.filter(({ isAt }) => isAt(index));
    return { span, text, labels: (own.length === 0 ? owned : own).map(({ label }) => label) };
  });
}

/** How far apart two edits are; 0 where they touch. */
function distance(a: TextEdit, b: TextEdit): number {
  return Math.max(0, a.span.start - b.span.end, b.span.start - a.span.end);
}

/** What is done in one document has nothing to do with another. */
function byDocument(parts: readonly Part[]): readonly (readonly Part[])[] {
  const groups = new Map<unknown, Part[]>();
  for (const part of parts) {
    const document = part.fix.operations[0]?.place.document;
    groups.set(document, [...(groups.get(document) ?? []), part]);
  }
  return [...groups.values()];
}

/** The same for fixes that do the same. */
function keyOf({ operations }: Fix): string {
  return JSON.stringify(operations.map(operationKey));
}

function operationKey({ place, ...rest }: Operation): unknown {
  return [place.document.index, place.path, rest];
}

function graverFirst(a: Problem, b: Problem): number {
  return Number(isGraver(b.severity, a.severity)) - Number(isGraver(a.severity, b.severity));
}
