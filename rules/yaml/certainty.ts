import type { MappingNode, Node } from './node';

/** Views follow aliases so far and no further. With fewer nodes than this they never have to stop. */
const LIMIT_WITH_ALIASES = 1000;

/**
 * Whether a node says all there is to say, at any depth: no template, placeholder or syntax error stands in it or may add to
 * it, no key is written twice, every alias leads somewhere. What stands under the keys in `besides` may be anything.
 */
export function isCertain(node: Node, besides: ReadonlySet<string>): boolean {
  // Each node once, and without recursion: aliases can lead to the same node again and again, and arbitrarily deep.
  const seen = new Set([node]);
  let hasAlias = false;
  for (const one of seen) {
    hasAlias ||= one.kind === 'alias';
    if (hasAlias && seen.size > LIMIT_WITH_ALIASES) return false;
    const inside = partsOf(one, besides);
    if (inside === undefined) return false;
    for (const part of inside) seen.add(part);
  }
  return true;
}

/** What has to be certain for this node to be; undefined where it is not in any case. */
function partsOf(node: Node, besides: ReadonlySet<string>): readonly Node[] | undefined {
  switch (node.kind) {
    case 'scalar':
      return node.isPlaceholder ? undefined : [];
    case 'alias':
      return node.target === undefined ? undefined : [node.target];
    case 'sequence': {
      if (node.isOpen || node.items.some((item) => !item.isCertain)) return undefined;
      return node.items.map(({ value }) => value);
    }
    case 'mapping': {
      if (!hasCertainKeys(node)) return undefined;
      return node.entries.filter(({ key }) => !besides.has(key.text)).map(({ value }) => value);
    }
  }
}

function hasCertainKeys({ isOpen, entries }: MappingNode): boolean {
  const keys = new Set(entries.map(({ key }) => key.text));
  const areOnce = keys.size === entries.length;
  return !isOpen && areOnce && entries.every((entry) => entry.isCertain && !entry.key.isPlaceholder);
}
