import type { Change } from './edit-change';
import { type EditPlan, OPEN, UNUSUAL } from './edit-plan';
import { leavesNothing } from './edit-removal';
import { quoted, writeString } from './edit-scalar';
import type { Layout } from './layout';
import type { Entry, MappingNode, ScalarNode } from './node';

/** Gives the key of an entry the name that `change.children` ask for, where they do. */
export function renameEntry(
  plan: EditPlan,
  node: MappingNode,
  { key, value }: Entry,
  change: Change,
  layout: Layout,
): void {
  const child = change.children.get(key.text);
  const name = child?.name;
  if (child === undefined || name === undefined || name === key.text) return;
  const sameName = [...change.children.values()].filter((other) => other.name === name);
  if (node.entries.some((other) => other.key.text === name)) plan.refuse(`there is a key ${name} already`);
  else if (change.children.has(name) || sameName.length > 1) plan.refuse(`two keys would be called ${name}`);
  else if (leavesNothing(value, child)) plan.refuse(`nothing would be left in ${key.text}, to be renamed`);
  else if (node.isOpen) plan.refuse(OPEN);
  else if (!isSimple(plan.text, key)) plan.refuse(UNUSUAL);
  else plan.replace(key.span, [[keyText(key, name, node, layout)]]);
}

/** Whether a key is written on one line, without an anchor, a tag or an escape that YAML only has for itself. */
function isSimple(text: string, { style, span, anchor, tag }: ScalarNode): boolean {
  if (anchor !== undefined || tag !== undefined) return false;
  if (style === 'literal' || style === 'folded') return false;
  return span.end > span.start && !text.slice(span.start, span.end).includes('\n');
}

function keyText(key: ScalarNode, name: string, node: MappingNode, layout: Layout): string {
  if (key.style === 'single-quoted') return quoted(name, "'");
  if (key.style === 'double-quoted') return quoted(name, '"');
  const { isJson } = layout.flow;
  const isFlow = node.style === 'flow';
  return writeString(name, { isJson: isJson && isFlow, isFlow, quote: layout.quote, always: undefined });
}
