import { changeBlock, colonEnd } from './edit-block';
import { type Change, madeValue } from './edit-change';
import { changeFlow } from './edit-flow';
import { type EditPlan, OPEN, TEMPLATE, UNUSUAL } from './edit-plan';
import { checkRemoved, isEmptied, isShared } from './edit-removal';
import { type Addition, blockLines, isList, isScalar, scalarText, type Text } from './edit-text';
import { type Site, writeValue } from './edit-value';
import { type Layout, layoutBelow, layoutOf, layoutWithin } from './layout';
import type { Entry, Item, MappingNode, Node, SequenceNode } from './node';
import type { Value } from './operation';

/** Plans what a change asks of a document. */
export function editDocument(plan: EditPlan, change: Change): void {
  const { root } = plan.document;
  if (root === undefined) plan.refuse('the document is empty');
  else if (root.kind === 'scalar' || root.kind === 'alias') plan.refuse('the document is no mapping');
  else if (change.isRemoved) plan.refuse('a whole document is not removed');
  else if (isEmptied(root, change)) emptyRoot(plan, root);
  else {
    const layout = layoutOf(plan.document);
    editNode(plan, { node: root, after: undefined, isFlow: root.style === 'flow', layout }, change);
  }
}

/** The last entry of a document cannot go without a trace: nothing is not a mapping. */
function emptyRoot(plan: EditPlan, root: MappingNode | SequenceNode): void {
  checkRemoved(plan, root, root.span);
  const empty = root.kind === 'mapping' ? '{}' : '[]';
  const children = root.kind === 'mapping' ? root.entries : root.items;
  if (root.style === 'block') changeBlock(plan, root, new Set(children.keys()), [[empty]]);
  else if (/\s#/.test(plan.text.slice(root.span.start, root.span.end))) plan.refuse(UNUSUAL);
  else plan.replace(root.span, [[empty]]);
}

function editNode(plan: EditPlan, site: Site, change: Change): void {
  const { node, layout } = site;
  if (node.kind === 'alias') plan.refuse('the value comes from an alias');
  else if (isShared(plan, node.anchor, node.span)) plan.refuse('an alias elsewhere shares this value');
  else if (node.tag !== undefined) plan.refuse('a tag stands here');
  else if (node.kind === 'mapping' && node.entries.length > 0) editMapping(plan, node, change, layout);
  else if (node.kind === 'sequence' && node.items.length > 0) editSequence(plan, node, change, layout);
  else {
    const value = madeValue(change);
    if (value === undefined) plan.refuse('there is nothing to change here');
    else writeValue(plan, site, value);
  }
}

function editMapping(plan: EditPlan, node: MappingNode, change: Change, around: Layout): void {
  const hasOther = node.entries.some((entry) => !change.children.has(entry.key.text));
  if (change.value !== undefined || change.added.length > 0 || (change.isWhole && hasOther))
    plan.refuse(OTHER);
  const layout = layoutWithin(plan.text, node, around);
  const removed = new Set<number>();
  const additions: Addition[] = [];
  for (const [key, child] of change.children) {
    const index = node.entries.findIndex((entry) => entry.key.text === key);
    const entry = node.entries[index];
    if (typeof key === 'number') plan.refuse('a mapping stands where a list is expected');
    else if (entry === undefined) addEntry(plan, node, key, child, additions);
    else if (editEntry(plan, node, entry, child, layout)) removed.add(index);
  }
  if (additions.length === 0) checkRest(plan, node.entries, removed);
  if (node.style === 'flow') changeFlow(plan, node, removed, additions, layout);
  else changeBlock(plan, node, removed, linesOf(additions, layout, ' '));
}

/** What is left must be more than what a template may leave out. */
function checkRest(plan: EditPlan, children: readonly (Entry | Item)[], removed: ReadonlySet<number>): void {
  const isRest = (child: Entry | Item, index: number) => child.isCertain && !removed.has(index);
  if (removed.size > 0 && !children.some(isRest)) plan.refuse(TEMPLATE);
}

function linesOf(additions: readonly Addition[], layout: Layout, gap: string): Text[] {
  return additions.flatMap((addition) => blockLines(addition, layout, gap));
}

const OTHER = 'other values stand here';

/** Whether the entry goes. What changes in it is planned. */
function editEntry(plan: EditPlan, node: MappingNode, entry: Entry, child: Change, layout: Layout): boolean {
  const { key, value } = entry;
  if (node.entries.some((other) => other !== entry && other.key.text === key.text)) {
    plan.refuse(`the key ${key.text} occurs twice`);
  }
  if (!entry.isCertain) plan.refuse(TEMPLATE);
  if (child.isRemoved || isEmptied(value, child)) {
    checkRemoved(plan, value, { start: key.span.start, end: value.span.end });
    return true;
  }
  const below = layoutBelow(plan.text, entry, layout);
  const after = colonEnd(plan.text, key);
  editNode(plan, { node: value, key, after, isFlow: node.style === 'flow', layout: below }, child);
  return false;
}

function addEntry(
  plan: EditPlan,
  node: MappingNode,
  key: string,
  child: Change,
  additions: Addition[],
): void {
  const value = madeValue(child);
  const isMerged = node.entries.some((entry) => isMerge(entry) && mayHave(entry.value, key, new Set()));
  if (isMerged) plan.refuse(`${key} comes from a merged mapping`);
  else if (node.isOpen) plan.refuse(OPEN);
  else if (value === undefined) plan.refuse(`there is no ${key} to change`);
  else additions.push({ key, value });
}

function isMerge({ key }: Entry): boolean {
  return key.text === '<<' && key.style === 'plain';
}

/** Whether what is merged into a mapping may have this key. */
function mayHave(merged: Node | undefined, key: string, seen: Set<Node>): boolean {
  if (merged === undefined) return true;
  if (seen.has(merged)) return false;
  seen.add(merged);
  if (merged.kind === 'alias') return mayHave(merged.target, key, seen);
  if (merged.kind === 'sequence')
    return merged.isOpen || merged.items.some((item) => mayHave(item.value, key, seen));
  if (merged.kind === 'scalar' || merged.isOpen) return true;
  return merged.entries.some((entry) => {
    return entry.key.text === key || (isMerge(entry) && mayHave(entry.value, key, seen));
  });
}

function editSequence(plan: EditPlan, node: SequenceNode, change: Change, around: Layout): void {
  const layout = layoutWithin(plan.text, node, around);
  const wanted = change.value === undefined ? undefined : madeValue(change);
  const removed = new Set<number>();
  const added = wanted === undefined ? change.added : replaceItems(plan, node, wanted, removed, layout);
  for (const [index, child] of change.children) {
    const item = typeof index === 'number' ? node.items[index] : undefined;
    if (item === undefined || typeof index !== 'number') plan.refuse('there is no such item');
    else if (editItem(plan, node, item, child, layout)) removed.add(index);
  }
  if (added.length > 0 && node.isOpen) plan.refuse(OPEN);
  const additions = added.map((value) => ({ value }));
  if (additions.length === 0) checkRest(plan, node.items, removed);
  if (node.style === 'flow') changeFlow(plan, node, removed, additions, layout);
  else changeBlock(plan, node, removed, linesOf(additions, layout, gapOf(plan.text, node)));
}

/** Keeps the items a list has already, in order; the others go, and what is missing is returned. */
function replaceItems(
  plan: EditPlan,
  node: SequenceNode,
  wanted: Value,
  removed: Set<number>,
  layout: Layout,
): readonly Value[] {
  if (!isList(wanted) || wanted.length === 0) {
    plan.refuse(OTHER);
    return [];
  }
  let kept = 0;
  node.items.forEach((item, index) => {
    if (!item.isCertain || node.isOpen) plan.refuse(TEMPLATE);
    if (isWritten(plan.text, item.value, wanted[kept], layout)) {
      kept++;
      return;
    }
    checkRemoved(plan, item.value, { start: item.start, end: item.value.span.end });
    removed.add(index);
  });
  return wanted.slice(kept);
}

function isWritten(text: string, node: Node, value: Value | undefined, layout: Layout): boolean {
  if (node.kind !== 'scalar' || value === undefined || !isScalar(value)) return false;
  if (node.style !== 'plain') return node.text === value;
  const written = scalarText(value, { isJson: false, isFlow: true, quote: layout.quote }).join('');
  return text.slice(node.span.start, node.span.end) === written;
}

/** Whether the item goes. What changes in it is planned. */
function editItem(plan: EditPlan, node: SequenceNode, item: Item, child: Change, layout: Layout): boolean {
  if (!item.isCertain) plan.refuse(TEMPLATE);
  if (child.isRemoved || isEmptied(item.value, child)) {
    checkRemoved(plan, item.value, { start: item.start, end: item.value.span.end });
    return true;
  }
  const isFlow = node.style === 'flow';
  editNode(plan, { node: item.value, after: isFlow ? undefined : item.start + 1, isFlow, layout }, child);
  return false;
}

/** The white space behind the last dash. */
function gapOf(text: string, node: SequenceNode): string {
  const last = node.items.at(-1);
  if (last === undefined) return ' ';
  return /^ +$/.exec(text.slice(last.start + 1, last.value.span.start))?.[0] ?? ' ';
}
