import type { Change } from './edit-change';
import { type EditPlan, OTHER, TEMPLATE } from './edit-plan';
import { checkRemoved } from './edit-removal';
import { isList, isMapping, isScalar, type ScalarValue, scalarText } from './edit-text';
import type { Layout } from './layout';
import type { Node, SequenceNode } from './node';
import type { Value } from './operation';

/** Keeps the items a list has already, in order; the others go, and what is missing is returned. */
export function replaceItems(
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

/** The white space behind the last dash. */
export function gapOf(text: string, node: SequenceNode): string {
  const last = node.items.at(-1);
  if (last === undefined) return ' ';
  return /^ +$/.exec(text.slice(last.start + 1, last.value.span.start))?.[0] ?? ' ';
}

/** Those of the values to add that are not items of a list yet, or will not be when the change is made. */
export function missingItems(
  plan: EditPlan,
  node: SequenceNode,
  { added, children }: Change,
  layout: Layout,
): readonly Value[] {
  const staying = node.items.filter((item, index) => item.isCertain && !children.get(index)?.isRemoved);
  return added.filter((value) => {
    const plain = isScalar(value) ? plainText(value, layout) : undefined;
    return !staying.some((item) => isWritten(plan.text, item.value, value, layout, plain));
  });
}

/** Whether a node is this value, as far as can be seen. `plain` is how it is written without quotes, where that is known. */
function isWritten(
  text: string,
  node: Node,
  value: Value | undefined,
  layout: Layout,
  plain?: string,
): boolean {
  if (value === undefined) return false;
  if (node.kind === 'alias')
    return node.target !== undefined && isWritten(text, node.target, value, layout, plain);
  if (node.kind === 'sequence') {
    if (!isList(value) || node.isOpen || value.length !== node.items.length) return false;
    return node.items.every((item, index) => isWritten(text, item.value, value[index], layout));
  }
  if (node.kind === 'mapping') {
    if (!isMapping(value) || node.isOpen || Object.keys(value).length !== node.entries.length) return false;
    return node.entries.every((entry) => isWritten(text, entry.value, value[entry.key.text], layout));
  }
  if (!isScalar(value)) return false;
  if (node.style !== 'plain') return node.text === value;
  return text.slice(node.span.start, node.span.end) === (plain ?? plainText(value, layout));
}

function plainText(value: ScalarValue, { quote }: Layout): string {
  return scalarText(value, { isJson: false, isFlow: true, quote, always: undefined }).join('');
}
