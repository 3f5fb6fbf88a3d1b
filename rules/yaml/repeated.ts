import type { Located } from './field';
import type { Entry, MappingNode } from './node';
import { isMerge } from './slot';

/** A key that stands in one mapping more than once: where it stands again, and where it stood first. */
export interface Repeated {
  readonly key: string;
  readonly again: Located;
  readonly first: Located;
}

/** The keys that certainly stand more than once in a mapping, which is at `place`. */
export function repeatedIn({ entries }: MappingNode, place: Located): readonly Repeated[] {
  if (areOnce(entries)) return [];
  const firsts = new Map<string, Entry>();
  const repeated: Repeated[] = [];
  for (const entry of entries) {
    if (!entry.isCertain || isMerge(entry)) continue;
    const key = entry.key.text;
    const first = firsts.get(key);
    if (first === undefined) firsts.set(key, entry);
    else repeated.push({ key, again: keyOf(entry, place), first: keyOf(first, place) });
  }
  return repeated;
}

/** Nearly all mappings are small and have each key once, which is told without an index. */
function areOnce(entries: readonly Entry[]): boolean {
  const areFew = entries.length < 10;
  const isLast = ({ key }: Entry, index: number) =>
    entries.findIndex((each) => each.key.text === key.text) === index;
  return areFew && entries.every(isLast);
}

function keyOf({ key }: Entry, { document, path }: Located): Located {
  return { document, path: [...path, key.text], span: key.span };
}
