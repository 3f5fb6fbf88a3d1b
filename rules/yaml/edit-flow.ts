import { colonEnd } from './edit-block';
import { indentOf, isFirstOnLine, lineEnd } from './edit-line';
import { type EditPlan, UNUSUAL } from './edit-plan';
import { type Addition, flowEntry, indented, separated, suffixed, type Text } from './edit-text';
import type { Layout } from './layout';
import type { Entry, MappingNode, SequenceNode } from './node';
import type { Span } from './span';

/** Takes entries or items out of a flow collection, by index, and adds others at its end. At least one must remain. */
export function changeFlow(
  plan: EditPlan,
  node: MappingNode | SequenceNode,
  removed: ReadonlySet<number>,
  additions: readonly Addition[],
  layout: Layout,
): void {
  if (removed.size === 0 && additions.length === 0) return;
  const flow = new FlowCollection(plan.text, node);
  if (!flow.isUsual()) {
    plan.refuse(UNUSUAL);
    return;
  }
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

/** A flow collection with what stands between its entries or items. */
class FlowCollection {
  readonly parts: readonly Span[];
  /** Before, between and behind the parts, with comments made blank. */
  readonly gaps: readonly (Span & { readonly text: string; readonly hasComment: boolean })[];

  constructor(
    readonly text: string,
    node: MappingNode | SequenceNode,
  ) {
    this.parts =
      node.kind === 'mapping'
        ? node.entries.map((entry) => entrySpan(text, entry))
        : node.items.map(({ value }) => value.span);
    const edges = [
      node.span.start + 1,
      ...this.parts.flatMap(({ start, end }) => [start, end]),
      node.span.end - 1,
    ];
    this.gaps = edges.flatMap((start, index) => {
      const end = edges[index + 1];
      if (index % 2 === 1 || end === undefined) return [];
      const raw = text.slice(start, end);
      const blanked = raw.replace(/(?<=^|\s)#.*/g, (comment) => ' '.repeat(comment.length));
      return [{ start, end, text: blanked, hasComment: blanked !== raw }];
    });
  }

  /** Whether nothing but commas stands between the parts. */
  isUsual(): boolean {
    return this.gaps.every(({ text }, index) => {
      const sign = text.trim();
      if (index === this.gaps.length - 1) return sign === '' || (sign === ',' && this.parts.length > 0);
      return sign === (index === 0 ? '' : ',');
    });
  }

  /** Whether a part has its lines for itself, with its comma and a comment. */
  isAlone({ start, end }: Span): boolean {
    const rest = this.text.slice(end, lineEnd(this.text, end));
    return isFirstOnLine(this.text, start) && /^[ \t]*,?(?:[ \t]*|[ \t]+#.*)$/.test(rest);
  }

  hasTrailingComma(): boolean {
    return this.gaps.at(-1)?.text.trim() === ',';
  }

  hasComment(from: number, to: number): boolean {
    return this.gaps.slice(from, to + 1).some((gap) => gap.hasComment);
  }
}

function entrySpan(text: string, { key, value }: Entry): Span {
  const end = value.span.end > value.span.start ? value.span.end : (colonEnd(text, key) ?? key.span.end);
  return { start: key.span.start, end };
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
  if (comma !== -1) plan.replace({ start: start + comma, end: start + comma + 1 }, []);
}

function addOnLines(plan: EditPlan, flow: FlowCollection, kept: number, entries: readonly Text[][]): void {
  const last = flow.parts[kept];
  if (last === undefined) return;
  const hasTrailingComma = flow.hasTrailingComma();
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
