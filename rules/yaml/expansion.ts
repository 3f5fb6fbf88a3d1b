import type { Node } from './node';

/** How many nodes stand in a text, an alias counting as one, and how many a reader has once it resolves the aliases. */
export interface Expansion {
  readonly written: number;
  readonly expanded: number;
}

/** What a node grows to. Quick on aliases of aliases: nothing is visited twice. */
export function expansionOf(node: Node): Expansion {
  const known = new Map<Node, Expansion>();
  const measure = (each: Node): Expansion => {
    const measured = known.get(each) ?? sum(each, measure);
    known.set(each, measured);
    return measured;
  };
  return measure(node);
}

function sum(node: Node, measure: (node: Node) => Expansion): Expansion {
  if (node.kind === 'alias') {
    const target = node.target === undefined ? 0 : measure(node.target).expanded;
    return { written: 1, expanded: 1 + target };
  }
  const children = childrenOf(node).map(measure);
  return {
    written: children.reduce((total, { written }) => total + written, 1),
    expanded: children.reduce((total, { expanded }) => total + expanded, 1),
  };
}

function childrenOf(node: Exclude<Node, { kind: 'alias' }>): readonly Node[] {
  if (node.kind === 'mapping') return node.entries.flatMap(({ key, value }) => [key, value]);
  return node.kind === 'sequence' ? node.items.map(({ value }) => value) : [];
}
