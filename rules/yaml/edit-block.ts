import {
  columnOf,
  isBlankBehind,
  isFirstOnLine,
  isLastOnLine,
  isTemplateBehind,
  lineEnd,
  lineStart,
} from './edit-line';
import { lastLineOf, type Part, partAt, partsOf } from './edit-part';
import { type EditPlan, OPEN, TEMPLATE, TEXT_BLOCK, UNUSUAL } from './edit-plan';
import { indented, type Text } from './edit-text';
import { endsText, hasTemplateLines, isBlockScalar, keptEnd, wouldChange } from './edit-text-block';
import type { MappingNode, SequenceNode } from './node';

/** New lines of a collection. */
export interface Insertion {
  /** The index of the entry or item behind which they come; -1: before the first. The last one may go itself. */
  readonly behind: number;
  readonly lines: readonly Text[];
}

/** Takes entries or items out of a block collection, by index, and puts lines into it. At least one line must remain. */
export function changeBlock(
  plan: EditPlan,
  node: MappingNode | SequenceNode,
  removed: ReadonlySet<number>,
  insertions: readonly Insertion[],
): void {
  if (removed.size === 0 && insertions.length === 0) return;
  const { text } = plan;
  const last = (node.kind === 'mapping' ? node.entries : node.items).length - 1;
  if (last < 0) {
    plan.refuse(UNUSUAL);
    return;
  }
  const ends = new Set(insertions.map(({ behind }) => behind));
  for (const index of [...new Set([0, ...removed, ...ends, last])].sort((a, b) => a - b)) {
    const part = index < 0 ? undefined : partAt(text, node, index);
    if (part === undefined) continue;
    checkLines(plan, part, index === 0);
    const reason = ends.has(index) && !removed.has(index) ? reasonBehind(text, part) : undefined;
    if (reason !== undefined) plan.refuse(reason);
  }
  if (removed.size === 0) {
    for (const { behind, lines } of insertions)
      addLines(plan, partAt(text, node, 0), behind < 0 ? undefined : partAt(text, node, behind), lines);
    return;
  }
  removeParts(plan, partsOf(text, node), removed, insertions);
}

/** Takes parts away, and puts lines behind others or in their place. */
function removeParts(
  plan: EditPlan,
  parts: readonly Part[],
  removed: ReadonlySet<number>,
  insertions: readonly Insertion[],
): void {
  const [first] = parts;
  if (first !== undefined && removed.has(0) && !isFirstOnLine(plan.text, first.start)) {
    changeBehindDash(plan, parts, removed, insertions);
    return;
  }
  for (const index of removed) removePart(plan, parts, removed, index);
  addAll(plan, parts, removed, insertions);
}

/** Whether new lines can come behind this entry, and before the next, and nothing but entries stands between these. */
export function fitsBehind(plan: EditPlan, node: MappingNode, index: number): boolean {
  const part = partAt(plan.text, node, index);
  const next = partAt(plan.text, node, index + 1);
  if (part === undefined || next === undefined) return false;
  if (!isAlone(plan.text, part, index === 0) || reasonBehind(plan.text, part) !== undefined) return false;
  const gap = { start: part.end, end: next.start };
  return node.entries[index + 1]?.isCertain === true && part.isCertain && !plan.hasTemplate(gap);
}

/** Whether new lines can come before the first entry: on lines of their own, and not at the start of all. */
export function fitsBefore(plan: EditPlan, node: MappingNode): boolean {
  const { text } = plan;
  const first = partAt(text, node, 0);
  if (first === undefined || node === plan.document.root || !isFirstOnLine(text, first.start)) return false;
  const at = endBefore(text, first);
  return (
    node.entries[0]?.isCertain === true && !plan.hasTemplate({ start: lineStart(text, at), end: first.start })
  );
}

function addAll(
  plan: EditPlan,
  parts: readonly Part[],
  removed: ReadonlySet<number>,
  insertions: readonly Insertion[],
): void {
  for (const { behind, lines } of insertions)
    addLines(plan, parts[0], parts[behind], lines, removed.has(behind));
}

/** Puts lines behind a part, or before the first one where there is none. */
function addLines(
  plan: EditPlan,
  first: Part | undefined,
  part: Part | undefined,
  lines: readonly Text[],
  isRemoved = false,
): void {
  if (first === undefined) return;
  const { text } = plan;
  const column = columnOf(text, first.start);
  const added = indented(lines, ' '.repeat(column));
  if (part === undefined) plan.addLines(endBefore(text, first), added);
  else plan.addLines(isRemoved ? part.end : lastLineOf(text, part, column), added);
}

/** The end of the line behind which something must come to stand before a part and the comments directly above it. */
function endBefore(text: string, { start }: Part): number {
  let at = lineStart(text, start);
  while (at > 0 && /^[ \t]*#/.test(text.slice(lineStart(text, at - 1), at))) at = lineStart(text, at - 1);
  return lineEnd(text, Math.max(lineStart(text, at - 1), 0));
}

/** Refuses a part that shares its lines with anything but dashes in front of a first part and a comment behind. */
function checkLines(plan: EditPlan, part: Part, isFirst: boolean): void {
  if (!isAlone(plan.text, part, isFirst)) plan.refuse(UNUSUAL);
}

function isAlone(text: string, part: Part, isFirst: boolean): boolean {
  const before = text.slice(lineStart(text, part.start), part.start);
  if (!/^ *$/.test(before) && !(isFirst && /^ *(?:- +)+$/.test(before))) return false;
  return isLastOnLine(text, part.end);
}

/** What comes behind a block scalar must not change what its last line break or the blank lines below it mean. */
function reasonBehind(text: string, { leaf, end, isCertain }: Part): string | undefined {
  if (!isCertain) return OPEN;
  if (!isBlockScalar(leaf)) return undefined;
  if (hasTemplateLines(text, leaf)) return TEMPLATE;
  return endsText(text, leaf, keptEnd(text, leaf, end)) ? TEXT_BLOCK : undefined;
}

/** The first entry stands behind a dash: the first one that stays moves up to it. */
function changeBehindDash(
  plan: EditPlan,
  parts: readonly Part[],
  removed: ReadonlySet<number>,
  insertions: readonly Insertion[],
): void {
  const { text } = plan;
  const kept = parts.findIndex((_, index) => !removed.has(index));
  const head = kept === -1 ? parts : parts.slice(0, kept);
  const [first, last, next] = [head[0], parts.at(-1), parts[kept]];
  if (first === undefined || last === undefined) return;
  if (hasCommentLines(text, head, next)) {
    const start =
      lineStart(text, first.start) + text.slice(lineStart(text, first.start), first.start).trimEnd().length;
    plan.replace({ start, end: lineEnd(text, first.end) }, []);
    for (const index of removed) if (index > 0) removePart(plan, parts, removed, index);
  } else if (next === undefined) {
    const lines = insertions.flatMap((insertion) => insertion.lines);
    const added = indented(lines, ' '.repeat(columnOf(text, first.start)));
    // The indentation of the first line is there already.
    const behindDash = added.map((line, index) => (index === 0 ? line.slice(1) : line));
    plan.replace({ start: first.start, end: lineEnd(text, last.end) }, behindDash);
    return;
  } else {
    plan.replace({ start: first.start, end: next.start }, []);
    for (const index of removed) if (index > kept) removePart(plan, parts, removed, index);
  }
  addAll(plan, parts, removed, insertions);
}

/** Whether comments on lines of their own stand between these parts, or before the next. */
function hasCommentLines(text: string, parts: readonly Part[], next: Part | undefined): boolean {
  return parts.some((part, index) => {
    const following = parts[index + 1] ?? next;
    return following !== undefined && text.slice(lineEnd(text, part.end), following.start).trim() !== '';
  });
}

function removePart(
  plan: EditPlan,
  parts: readonly Part[],
  removed: ReadonlySet<number>,
  index: number,
): void {
  const part = parts[index];
  if (part === undefined) return;
  plan.removeLines(part);
  const kept = parts.findLast((_, before) => before < index && !removed.has(before));
  if (kept === undefined) return;
  const { leaf, isCertain } = kept;
  const { text } = plan;
  // What a template prints, or leaves out, decides how a text block before it ends.
  if (isBlockScalar(leaf))
    plan.guardRemoval(part.start, (end) => wouldChange(text, leaf, end) || isTemplateBehind(text, end));
  // What a template leaves out may uncover a text block that keeps blank lines.
  if (isCertain) return;
  const mayUncover = /[|>]\d?\+/.test(text.slice(0, part.start)) || !text.endsWith('\n');
  plan.guardRemoval(
    part.start,
    (end) => isBlankBehind(text, end) || (mayUncover && isTemplateBehind(text, end)),
  );
}
