import type { Path } from './field';
import type { Node } from './node';

/**
 * The order in which people write the keys of the mapping at a path, whose keys are `keys`; only keys with a usual place
 * are in it. Rendering is told, since YAML knows of no order.
 */
export type KeyOrder = (path: Path, keys: readonly string[]) => readonly string[];

/** The index that a new key gets among others. In no order it comes behind them. */
export function placeOf(
  key: string,
  keys: readonly string[],
  usual: readonly string[],
  isSorted: boolean,
): number {
  if (isSorted) return indexOrEnd(keys, (other) => other > key);
  const rank = usual.indexOf(key);
  if (rank === -1) return keys.length;
  const before = keys.findLastIndex((other) => usual.includes(other) && usual.indexOf(other) < rank);
  return before === -1 ? indexOrEnd(keys, (other) => usual.indexOf(other) > rank) : before + 1;
}

/** Keys that are written at once, in the order they are to stand in. */
export function arranged(keys: readonly string[], usual: readonly string[], isSorted: boolean): string[] {
  return keys.reduce<string[]>((done, key) => {
    return done.toSpliced(placeOf(key, done, usual, isSorted), 0, key);
  }, []);
}

/** Whether a tool or a tidy mind has put keys into the order of the alphabet: it is not the usual one by chance. */
export function isSorted(keys: readonly string[], usual: readonly string[]): boolean {
  if (keys.length < 3 || !isAscending(keys)) return false;
  return keys.filter((key) => usual.includes(key)).length < 2 || isUnusual(keys, usual);
}

/** Whether all keys in a tree are in the order of the alphabet where people would have written another. */
export function isSortedTree(root: Node, order: KeyOrder): boolean {
  const pending: { node: Node; path: Path }[] = [{ node: root, path: [] }];
  let hasUnusual = false;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { node, path } = next;
    if (node.kind === 'sequence') {
      node.items.forEach(({ value }, index) => void pending.push({ node: value, path: [...path, index] }));
    }
    if (node.kind !== 'mapping') continue;
    const keys = node.entries.map(({ key }) => key.text);
    if (!isAscending(keys)) return false;
    hasUnusual ||= isUnusual(keys, order(path, keys));
    for (const { key, value } of node.entries) pending.push({ node: value, path: [...path, key.text] });
  }
  return hasUnusual;
}

function isAscending(keys: readonly string[]): boolean {
  return keys.every((key, index) => index === 0 || (keys[index - 1] ?? '') < key);
}

function isUnusual(keys: readonly string[], usual: readonly string[]): boolean {
  const ranks = keys.map((key) => usual.indexOf(key)).filter((rank) => rank !== -1);
  return ranks.some((rank, index) => rank < (ranks[index - 1] ?? -1));
}

function indexOrEnd(keys: readonly string[], isIt: (key: string) => boolean): number {
  const index = keys.findIndex(isIt);
  return index === -1 ? keys.length : index;
}
