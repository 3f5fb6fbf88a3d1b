import type { Change } from './edit-change';
import { type EditPlan, TEMPLATE } from './edit-plan';
import type { Node } from './node';
import type { Span } from './span';

/** Whether removals take all away that stands in a collection, so that it goes itself. */
export function isEmptied(node: Node, change: Change): boolean {
  return change.name === undefined && leavesNothing(node, change);
}

/** Whether removals take all away that stands in a collection, whether its key is to be renamed or not. */
export function leavesNothing(node: Node, change: Change): boolean {
  if (node.kind === 'alias' || node.kind === 'scalar') return false;
  if (change.asksForContent) return false;
  const { length } = node.kind === 'mapping' ? node.entries : node.items;
  if (length === 0 || length !== change.children.size) return false;
  const children =
    node.kind === 'mapping'
      ? node.entries.map(({ key, value }) => ({ step: key.text, value }))
      : node.items.map(({ value }, index) => ({ step: index, value }));
  return children.every(({ step, value }) => {
    const child = change.children.get(step);
    return child !== undefined && (child.isRemoved || isEmptied(value, child));
  });
}

/** Refuses to take a node away where something outside of `span` needs it, or a template belongs to it. */
export function checkRemoved(plan: EditPlan, node: Node, span: Span): void {
  for (const inner of nodesOf(node)) {
    if (inner.kind !== 'alias' && isShared(plan, inner.anchor, span))
      plan.refuse('an alias elsewhere needs this value');
    if (inner.kind === 'mapping' || inner.kind === 'sequence' ? inner.isOpen : isFilled(inner))
      plan.refuse(TEMPLATE);
  }
}

/** Whether an alias outside of `span` stands for the node that has this anchor. */
export function isShared(plan: EditPlan, anchor: string | undefined, span: Span): boolean {
  const root = plan.document.root;
  if (anchor === undefined || root === undefined) return false;
  for (const node of nodesOf(root)) {
    const isOutside = node.span.start < span.start || node.span.start >= span.end;
    if (node.kind === 'alias' && node.name === anchor && isOutside) return true;
  }
  return false;
}

/** Whether only the template lines below a key know its value. */
function isFilled(node: Node): boolean {
  return node.kind === 'scalar' && node.isPlaceholder && node.span.start === node.span.end;
}

/** A node and all that stand in it, without looking through aliases. */
function* nodesOf(root: Node): Generator<Node> {
  const pending = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    yield node;
    if (node.kind === 'mapping') for (const { key, value } of node.entries) pending.push(value, key);
    if (node.kind === 'sequence') for (const { value } of node.items) pending.push(value);
  }
}
