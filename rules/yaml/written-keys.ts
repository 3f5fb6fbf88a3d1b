import type { YamlDocument } from './document';
import type { Node } from './node';

/**
 * Visits every key that is written in a document, at any depth, certain or not, as often as it is written. What an alias
 * stands for is visited where its anchor is.
 */
export function visitKeys({ root }: YamlDocument, visit: (key: string) => void): void {
  if (root !== undefined) visitIn(root, visit);
}

function visitIn(node: Node, visit: (key: string) => void): void {
  if (node.kind === 'mapping') {
    for (const { key, value } of node.entries) {
      visit(key.text);
      visitIn(value, visit);
    }
  } else if (node.kind === 'sequence') {
    for (const { value } of node.items) visitIn(value, visit);
  }
}
