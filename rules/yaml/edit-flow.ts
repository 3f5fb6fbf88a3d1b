import { FlowCollection } from './edit-flow-collection';
import { indentOf } from './edit-line';
import { type EditPlan, UNUSUAL } from './edit-plan';
import type { Placed } from './edit-position';
import { type Addition, flowEntry, indented, separated, suffixed, type Text } from './edit-text';
import type { Layout } from './layout';
import type { MappingNode, SequenceNode } from './node';
import type { Span } from './span';

/**
 * Takes entries or items out of a flow collection, by index, and adds others: at its end, or where `fitsInFlow` allows it.
 * At least one must remain.
 */
export function changeFlow(
  plan: EditPlan,
  node: MappingNode | SequenceNode,
  removed: ReadonlySet<number>,
  places: readonly Placed[],
  layout: Layout,
): void {
  if (removed.size === 0 && places.length === 0) return;
  const flow = new FlowCollection(plan.text, node);
  if (!flow.isUsual()) {
    plan.refuse(UNUSUAL);
    return;
  }
  const count = flow.parts.length;
  for (const { behind, additions } of places) {
    const entries = additions.map((addition) => flowEntry(addition, layout.flow, layout));
    if (behind < count - 1) insertBehind(plan, flow, behind, entries, layout);
  }
  const atEnd = places.filter(({ behind }) => behind === count - 1).flatMap(({ additions }) => additions);
  if (removed.size > 0 || atEnd.length > 0) changeEnd(plan, flow, removed, atEnd, layout);
}

/** Whether entries can come behind the one of an index, or before the first, as well as at the end. */
export function fitsInFlow({ text }: EditPlan, node: MappingNode, index: number): boolean {
  const flow = new FlowCollection(text, node);
  const part = flow.parts[Math.max(index, 0)];
  if (part === undefined || flow.gaps[0]?.hasComment === true) return false;
  return flow.isAlone(part) || !flow.gaps.some((gap) => gap.text.includes('\n'));
}

function insertBehind(
  plan: EditPlan,
  flow: FlowCollection,
  index: number,
  entries: readonly Text[][],
  layout: Layout,
): void {
  const part = flow.parts[Math.max(index, 0)];
  if (part === undefined) return;
  const indent = indentOf(plan.text, part.start);
  const at = index === -1 ? part.start : part.end;
  if (!flow.isAlone(part)) {
    const lines = separated(entries, layout.flow.comma).flat();
    const text = index === -1 ? [...lines, layout.flow.comma] : [layout.flow.comma, ...lines];
    plan.replace({ start: at, end: at }, [text]);
    return;
  }
  const lines = suffixed(separated(entries, ','), ',');
  if (index >= 0) {
    plan.addLines(at, indented(lines, indent));
    return;
  }
  const [first = [], ...rest] = [...lines, []];
  plan.replace({ start: at, end: at }, [first, ...indented(rest, indent)]);
}

function changeEnd(
  plan: EditPlan,
  flow: FlowCollection,
  removed: ReadonlySet<number>,
  additions: readonly Addition[],
  layout: Layout,
): void {
  const entries = additions.map((addition) => flowEntry(addition, layout.flow, layout));
  const kept = flow.parts.findLastIndex((_, index) => !removed.has(index));
  const last = flow.parts[kept];
  if (last === undefined) {
    replaceAll(plan, flow, entries, layout);
    return;
  }
  const isOnLines = flow.isAlone(last);
  for (const run of runsOf(removed)) removeRun(plan, flow, run, isOnLines && entries.length > 0);
  if (entries.length === 0) return;
  if (isOnLines) addOnLines(plan, flow, kept, entries);
  else addInline(plan, last, entries, layout);
}

/** Indexes that follow each other; both ends belong to it. */
interface Run {
  from: number;
  to: number;
}

function runsOf(indexes: ReadonlySet<number>): Run[] {
  const runs: Run[] = [];
  for (const index of [...indexes].toSorted((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== undefined && last.to === index - 1) last.to = index;
    else runs.push({ from: index, to: index });
  }
  return runs;
}

/** `keepsComma`: lines are added behind what stays, so the comma in front of the last run is still wanted. */
function removeRun(plan: EditPlan, flow: FlowCollection, run: Run, keepsComma: boolean): void {
  const parts = flow.parts.slice(run.from, run.to + 1);
  const [first, last] = [parts[0], parts.at(-1)];
  const [before, after] = [flow.parts[run.from - 1], flow.parts[run.to + 1]];
  if (first === undefined || last === undefined) return;
  if (parts.every((part) => flow.isAlone(part))) {
    for (const part of parts) plan.removeLines(part);
    if (after === undefined && !flow.hasTrailingComma() && !keepsComma) removeComma(plan, flow, run.from);
    return;
  }
  const isLast = after === undefined;
  if (keepsComma && isLast) plan.refuse(UNUSUAL);
  if (flow.hasComment(isLast ? run.from : run.from + 1, isLast ? run.to : run.to + 1)) plan.refuse(UNUSUAL);
  if (after !== undefined) plan.replace({ start: first.start, end: after.start }, []);
  else if (before !== undefined) plan.replace({ start: before.end, end: last.end }, []);
}

function removeComma(plan: EditPlan, flow: FlowCollection, gap: number): void {
  const { start, text } = flow.gaps[gap] ?? { start: 0, text: '' };
  const comma = text.indexOf(',');
  if (flow.hasCommentInFirstColumn(gap)) plan.refuse(UNUSUAL);
  if (comma !== -1) plan.replace({ start: start + comma, end: start + comma + 1 }, []);
}

function addOnLines(plan: EditPlan, flow: FlowCollection, kept: number, entries: readonly Text[][]): void {
  const last = flow.parts[kept];
  if (last === undefined) return;
  const hasTrailingComma = flow.hasTrailingComma();
  if (!hasTrailingComma && flow.hasCommentInFirstColumn(kept + 1)) plan.refuse(UNUSUAL);
  if (kept === flow.parts.length - 1 && !hasTrailingComma)
    plan.replace({ start: last.end, end: last.end }, [[',']]);
  const lines = separated(entries, ',');
  plan.addLines(
    last.end,
    indented(hasTrailingComma ? suffixed(lines, ',') : lines, indentOf(plan.text, last.start)),
  );
}

function addInline(plan: EditPlan, last: Span, entries: readonly Text[][], { flow }: Layout): void {
  const at = { start: last.end, end: last.end };
  if (!flow.isMultiline) {
    plan.replace(at, [[flow.comma, ...separated(entries, flow.comma).flat()]]);
    return;
  }
  plan.replace(at, [[','], ...indented(separated(entries, ','), indentOf(plan.text, last.start))]);
}

function replaceAll(plan: EditPlan, flow: FlowCollection, entries: readonly Text[][], layout: Layout): void {
  const [first, last] = [flow.parts[0], flow.parts.at(-1)];
  if (first === undefined || last === undefined || flow.hasComment(0, flow.gaps.length)) {
    plan.refuse(UNUSUAL);
    return;
  }
  const span = { start: first.start, end: last.end };
  if (!layout.flow.isMultiline) {
    plan.replace(span, [separated(entries, layout.flow.comma).flat()]);
    return;
  }
  const [head = [], ...rest] = separated(entries, ',');
  plan.replace(span, [head, ...indented(rest, indentOf(plan.text, first.start))]);
}
