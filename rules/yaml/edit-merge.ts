import type { MappingNode, Node } from './node';
import { isMerge } from './slot';

/** Whether what is merged into a mapping may have this key. */
export function mayBeMerged(node: MappingNode, key: string): boolean {
  return node.entries.some((entry) => isMerge(entry) && mayHave(entry.value, key, new Set()));
}

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
