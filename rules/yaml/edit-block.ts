import { columnOf, isFirstOnLine, isLastOnLine, lineEnd, lineStart, nextLine } from './edit-line';
import { type EditPlan, OPEN, TEXT_BLOCK, UNUSUAL } from './edit-plan';
import { indented, type Text } from './edit-text';
import type { Entry, Item, MappingNode, Node, ScalarNode, SequenceNode } from './node';
import type { Span } from './span';

/** One entry or item of a block collection: from its key or dash to the last character that belongs to it. */
interface Part extends Span {
  /** The node that ends it: a scalar, an alias or a flow collection. */
  readonly leaf: Node;
  /** False where a template may go on behind the leaf. */
  readonly isCertain: boolean;
}

type BlockScalar = ScalarNode & { readonly style: 'literal' | 'folded' };

/**
 * Takes entries or items out of a block collection, by index, and puts lines behind the last one. At least one entry or
 * line must remain.
 */
export function changeBlock(
  plan: EditPlan,
  node: MappingNode | SequenceNode,
  removed: ReadonlySet<number>,
  lines: readonly Text[],
): void {
  if (removed.size === 0 && lines.length === 0) return;
  const parts = partsOf(plan.text, node);
  const [first, last] = [parts[0], parts.at(-1)];
  if (first === undefined || last === undefined) {
    plan.refuse(UNUSUAL);
    return;
  }
  const touched = parts.filter((part, index) => index === 0 || removed.has(index) || part === last);
  for (const part of touched) checkLines(plan, part, part === first);
  if (lines.length > 0 && !removed.has(parts.length - 1)) checkLast(plan, last);
  const added = indented(lines, ' '.repeat(columnOf(plan.text, first.start)));
  if (removed.has(0) && !isFirstOnLine(plan.text, first.start)) {
    changeBehindDash(plan, parts, removed, added);
    return;
  }
  for (const index of removed) removePart(plan, parts, removed, index);
  plan.addLines(last.end, added);
}

/** The offset behind the colon of a key; undefined where none follows on the line. */
export function colonEnd(text: string, key: ScalarNode): number | undefined {
  let offset = key.span.end;
  while (text[offset] === ' ' || text[offset] === '\t') offset++;
  return text[offset] === ':' ? offset + 1 : undefined;
}

/** The offset behind the last character of a node; `empty` where nothing is written. */
export function endOf(text: string, node: Node, empty: number): number {
  return lastOf(text, node, empty).end;
}

function partsOf(text: string, node: MappingNode | SequenceNode): Part[] {
  return node.kind === 'mapping'
    ? node.entries.map((entry) => entryPart(text, entry))
    : node.items.map((item) => itemPart(text, item));
}

function entryPart(text: string, { key, value, isCertain }: Entry): Part {
  const last = lastOf(text, value, colonEnd(text, key) ?? key.span.end);
  return { ...last, start: key.span.start, isCertain: isCertain && last.isCertain };
}

function itemPart(text: string, { start, value, isCertain }: Item): Part {
  const last = lastOf(text, value, start + 1);
  return { ...last, start, isCertain: isCertain && last.isCertain };
}

function lastOf(text: string, node: Node, empty: number): Omit<Part, 'start'> {
  if (node.kind === 'scalar') {
    const isEmpty = node.span.start === node.span.end;
    const end = isBlockScalar(node) ? blockScalarEnd(text, node) : node.span.end;
    return { end: isEmpty ? empty : end, leaf: node, isCertain: !isEmpty || !node.isPlaceholder };
  }
  if (node.kind === 'alias' || node.style === 'flow')
    return { end: node.span.end, leaf: node, isCertain: true };
  const last = partsOf(text, lastOnly(node)).at(-1) ?? { end: empty, leaf: node, isCertain: true };
  return { ...last, isCertain: last.isCertain && !node.isOpen };
}

/** The collection with its last child alone, so that only that is looked into. */
function lastOnly(node: MappingNode | SequenceNode): MappingNode | SequenceNode {
  return node.kind === 'mapping'
    ? { ...node, entries: node.entries.slice(-1) }
    : { ...node, items: node.items.slice(-1) };
}

/** Refuses a part that shares its lines with anything but dashes in front of a first part and a comment behind. */
function checkLines(plan: EditPlan, part: Part, isFirst: boolean): void {
  const before = plan.text.slice(lineStart(plan.text, part.start), part.start);
  if (!/^ *$/.test(before) && !(isFirst && /^ *(?:- +)+$/.test(before))) plan.refuse(UNUSUAL);
  if (!isLastOnLine(plan.text, part.end)) plan.refuse(UNUSUAL);
}

/** What comes behind a block scalar must not change what its last line break or the blank lines below it mean. */
function checkLast(plan: EditPlan, { leaf, end, isCertain }: Part): void {
  if (!isCertain) plan.refuse(OPEN);
  if (isBlockScalar(leaf) && (chompingOf(plan.text, leaf) === '+' || endsText(plan.text, leaf, end))) {
    plan.refuse(TEXT_BLOCK);
  }
}

/** The first entry stands behind a dash: the first one that stays moves up to it. */
function changeBehindDash(
  plan: EditPlan,
  parts: readonly Part[],
  removed: ReadonlySet<number>,
  added: readonly Text[],
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
    // The indentation of the first line is there already.
    const lines = added.map((line, index) => (index === 0 ? line.slice(1) : line));
    plan.replace({ start: first.start, end: lineEnd(text, last.end) }, lines);
    return;
  } else {
    plan.replace({ start: first.start, end: next.start }, []);
    for (const index of removed) if (index > kept) removePart(plan, parts, removed, index);
  }
  plan.addLines(last.end, added);
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
  const leaf = parts.findLast((_, before) => before < index && !removed.has(before))?.leaf;
  if (leaf === undefined || !isBlockScalar(leaf)) return;
  plan.guardRemoval(part.start, (end) => wouldChange(plan.text, leaf, end));
}

/** Whether a block scalar would end otherwise, or go on in what stands behind the line of `offset`. */
function wouldChange(text: string, scalar: BlockScalar, offset: number): boolean {
  const indent = contentIndent(text, scalar);
  if (endsText(text, scalar, offset)) return true;
  for (let at = nextLine(text, offset); at < text.length; at = nextLine(text, at)) {
    const line = text.slice(at, lineEnd(text, at));
    const column = line.length - line.trimStart().length;
    if (line.trim() !== '') return column >= indent;
    if (column > indent || chompingOf(text, scalar) === '+') return true;
  }
  return false;
}

function isBlockScalar(node: Node): node is BlockScalar {
  return node.kind === 'scalar' && (node.style === 'literal' || node.style === 'folded');
}

/** Whether no line break follows `offset`, where the scalar's value has one if its last line has. */
function endsText(text: string, scalar: BlockScalar, offset: number): boolean {
  return chompingOf(text, scalar) !== '-' && text.indexOf('\n', offset) === -1;
}

function chompingOf(text: string, scalar: BlockScalar): string | undefined {
  return /[-+]/.exec(headerOf(text, scalar))?.[0];
}

function headerOf(text: string, scalar: BlockScalar): string {
  return /^[|>][-+\d]*/.exec(text.slice(scalar.span.start, scalar.span.start + 4))?.[0] ?? '';
}

/** The end of the last line that is content: not blank, or with more white space than the indentation. */
function blockScalarEnd(text: string, scalar: BlockScalar): number {
  const indent = contentIndent(text, scalar);
  let end = lineEnd(text, scalar.span.start);
  for (let at = nextLine(text, end); at < scalar.span.end; at = nextLine(text, at)) {
    const line = text.slice(at, lineEnd(text, at));
    if (line.trim() !== '' || line.length > indent) end = at + line.length;
  }
  return end;
}

/** The indentation of a block scalar's first line with text; 0 where the scalar says it itself. */
function contentIndent(text: string, scalar: BlockScalar): number {
  if (/\d/.test(headerOf(text, scalar))) return 0;
  const content = text.slice(nextLine(text, scalar.span.start), scalar.span.end);
  return /^( *)[^ \r\n]/m.exec(content)?.[1]?.length ?? 0;
}
