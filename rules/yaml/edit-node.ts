import { changeBlock, type Insertion } from './edit-block';
import { type Change, madeValue } from './edit-change';
import { changeFlow } from './edit-flow';
import { gapOf, missingItems, replaceItems } from './edit-list';
import { mayBeMerged } from './edit-merge';
import { arranged, isSorted } from './edit-order';
import { colonEnd } from './edit-part';
import { type EditPlan, OPEN, OTHER, TEMPLATE, UNUSUAL } from './edit-plan';
import { type KeyAddition, type Placed, placed } from './edit-position';
import { checkRemoved, isEmptied, isShared } from './edit-removal';
import { renameEntry } from './edit-rename';
import { blockLines } from './edit-text';
import { type Site, writeValue } from './edit-value';
import { type Layout, layoutBelow, layoutOf, layoutWithin } from './layout';
import type { Entry, Item, MappingNode, SequenceNode } from './node';
import type { Value } from './operation';

/** Plans what a change asks of a document. */
export function editDocument(plan: EditPlan, change: Change): void {
  const { root } = plan.document;
  if (root === undefined) plan.refuse('the document is empty');
  else if (root.kind === 'scalar' || root.kind === 'alias') plan.refuse('the document is no mapping');
  else if (change.isRemoved) plan.refuse('a whole document is not removed');
  else if (change.name !== undefined) plan.refuse('only a key has a name');
  else if (isEmptied(root, change)) emptyRoot(plan, root);
  else {
    const layout = { ...layoutOf(plan.document), isSorted: plan.style.isSorted };
    editNode(plan, { node: root, after: undefined, isFlow: root.style === 'flow', layout }, change);
  }
}

/** The last entry of a document cannot go without a trace: nothing is not a mapping. */
function emptyRoot(plan: EditPlan, root: MappingNode | SequenceNode): void {
  checkRemoved(plan, root, root.span);
  const empty = root.kind === 'mapping' ? '{}' : '[]';
  const children = root.kind === 'mapping' ? root.entries : root.items;
  if (root.style === 'block')
    changeBlock(plan, root, new Set(children.keys()), [{ behind: children.length - 1, lines: [[empty]] }]);
  else if (/\s#/.test(plan.text.slice(root.span.start, root.span.end))) plan.refuse(UNUSUAL);
  else plan.replace(root.span, [[empty]]);
}

function editNode(plan: EditPlan, site: Site, change: Change): void {
  const { node, layout } = site;
  // Nothing is written of what is refused as a whole.
  if (plan.refusal !== undefined) return;
  if (node.kind === 'alias') plan.refuse('the value comes from an alias');
  else if (isShared(plan, node.anchor, node.span)) plan.refuse('an alias elsewhere shares this value');
  else if (node.tag !== undefined) plan.refuse('a tag stands here');
  else if (node.kind === 'mapping' && node.entries.length > 0) editMapping(plan, node, change, layout);
  else if (node.kind === 'sequence' && node.items.length > 0) editSequence(plan, node, change, layout);
  else {
    const value = made(plan, change, layout);
    if (value === undefined) plan.refuse('there is nothing to change here');
    else writeValue(plan, site, value);
  }
}

function editMapping(plan: EditPlan, node: MappingNode, change: Change, around: Layout): void {
  const hasOther = node.entries.some((entry) => !change.children.has(entry.key.text));
  if (change.value !== undefined || change.added.length > 0 || (change.isWhole && hasOther))
    plan.refuse(OTHER);
  const layout = layoutIn(plan, node, change, around);
  const removed = new Set<number>();
  const additions: KeyAddition[] = [];
  for (const [key, child] of change.children) {
    const index = node.entries.findIndex((entry) => entry.key.text === key);
    const entry = node.entries[index];
    if (typeof key === 'number') plan.refuse('a mapping stands where a list is expected');
    else if (entry === undefined) addEntry(plan, node, key, child, layout, additions);
    else if (editEntry(plan, node, entry, change, layout)) removed.add(index);
  }
  if (additions.length === 0) checkRest(plan, node.entries, removed);
  // On the way to a change, most mappings stay as they are.
  if (additions.length === 0 && removed.size === 0) return;
  const places = placed(plan, node, change, removed, additions, layout);
  if (node.style === 'flow') changeFlow(plan, node, removed, places, layout);
  else changeBlock(plan, node, removed, linesOf(places, layout, ' '));
}

/** The layout for what is added to a mapping, with the order its keys show. */
function layoutIn(plan: EditPlan, node: MappingNode, { path }: Change, around: Layout): Layout {
  const { layouts, isSorted: areAllSorted } = plan.style;
  const known = layouts.get(node.span.start);
  if (known !== undefined) return known;
  const keys = node.entries.map(({ key }) => key.text);
  const isInOrder = areAllSorted || isSorted(keys, plan.order(path, keys));
  const layout = { ...layoutWithin(plan.text, node, around), isSorted: isInOrder };
  layouts.set(node.span.start, layout);
  return layout;
}

function linesOf(places: readonly Placed[], layout: Layout, gap: string): Insertion[] {
  return places.map(({ behind, additions }) => {
    return { behind, lines: additions.flatMap((addition) => blockLines(addition, layout, gap)) };
  });
}

/** What is left must be more than what a template may leave out. */
function checkRest(plan: EditPlan, children: readonly (Entry | Item)[], removed: ReadonlySet<number>): void {
  const isRest = (child: Entry | Item, index: number) => child.isCertain && !removed.has(index);
  if (removed.size > 0 && !children.some(isRest)) plan.refuse(TEMPLATE);
}

/** Whether the entry goes. What changes in it is planned. */
function editEntry(plan: EditPlan, node: MappingNode, entry: Entry, change: Change, layout: Layout): boolean {
  const { key, value } = entry;
  const child = change.child(key.text);
  if (node.entries.some((other) => other !== entry && other.key.text === key.text)) {
    plan.refuse(`the key ${key.text} occurs twice`);
  }
  if (!entry.isCertain) plan.refuse(TEMPLATE);
  const leaves = child.isRemoved || child.name !== undefined || isEmptied(value, child);
  if (leaves && mayBeMerged(node, key.text)) plan.refuse(`${key.text} comes from a merged mapping too`);
  if (child.isRemoved || isEmptied(value, child)) {
    checkRemoved(plan, value, { start: key.span.start, end: value.span.end });
    return true;
  }
  renameEntry(plan, node, entry, change, layout);
  if (child.children.size === 0 && !child.asksForContent && child.name !== undefined) return false;
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
  layout: Layout,
  additions: KeyAddition[],
): void {
  const value = child.name === undefined ? made(plan, child, layout) : undefined;
  if (mayBeMerged(node, key)) plan.refuse(`${key} comes from a merged mapping`);
  else if (node.isOpen) plan.refuse(OPEN);
  else if (value === undefined) plan.refuse(`there is no ${key} to change`);
  else additions.push({ key, value });
}

/** What a change makes where nothing stands, its keys in the order they have around it. */
function made(plan: EditPlan, change: Change, { isSorted }: Layout): Value | undefined {
  return madeValue(change, (path, keys) => arranged(keys, plan.order(path, keys), isSorted));
}

function editSequence(plan: EditPlan, node: SequenceNode, change: Change, around: Layout): void {
  const { layouts } = plan.style;
  const layout = layouts.get(node.span.start) ?? layoutWithin(plan.text, node, around);
  layouts.set(node.span.start, layout);
  const wanted = change.value === undefined ? undefined : made(plan, change, layout);
  const removed = new Set<number>();
  const added =
    wanted === undefined
      ? missingItems(plan, node, change, layout)
      : replaceItems(plan, node, wanted, removed, layout);
  for (const [index, child] of change.children) {
    const item = typeof index === 'number' ? node.items[index] : undefined;
    if (item === undefined || typeof index !== 'number') plan.refuse('there is no such item');
    else if (editItem(plan, node, item, child, layout)) removed.add(index);
  }
  if (added.length > 0 && node.isOpen) plan.refuse(OPEN);
  const additions = added.map((value) => ({ value }));
  if (additions.length === 0) checkRest(plan, node.items, removed);
  if (additions.length === 0 && removed.size === 0) return;
  const places = additions.length === 0 ? [] : [{ behind: node.items.length - 1, additions }];
  if (node.style === 'flow') changeFlow(plan, node, removed, places, layout);
  else changeBlock(plan, node, removed, linesOf(places, layout, gapOf(plan.text, node)));
}

/** Whether the item goes. What changes in it is planned. */
function editItem(plan: EditPlan, node: SequenceNode, item: Item, child: Change, layout: Layout): boolean {
  if (!item.isCertain) plan.refuse(TEMPLATE);
  if (child.name !== undefined) plan.refuse('only a key has a name');
  if (child.isRemoved || isEmptied(item.value, child)) {
    checkRemoved(plan, item.value, { start: item.start, end: item.value.span.end });
    return true;
  }
  const isFlow = node.style === 'flow';
  editNode(plan, { node: item.value, after: isFlow ? undefined : item.start + 1, isFlow, layout }, child);
  return false;
}
