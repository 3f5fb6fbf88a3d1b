import type { Node } from './node';

/**
 * Visits every key that is written in a node, at any depth, certain or not, as often as it is written. Gives false where an
 * alias stands in it: what that stands for is not visited.
 */
export function visitKeysIn(node: Node, visit: (key: string) => void): boolean {
  if (node.kind === 'alias') return false;
  let isWhole = true;
  if (node.kind === 'mapping') {
    for (const { key, value } of node.entries) {
      visit(key.text);
      isWhole = visitKeysIn(value, visit) && isWhole;
    }
  } else if (node.kind === 'sequence') {
    for (const { value } of node.items) isWhole = visitKeysIn(value, visit) && isWhole;
  }
  return isWhole;
}
