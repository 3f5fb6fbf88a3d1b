import type { Frame } from './frame';
import type { Entry, MappingNode, Node } from './node';
import type { Span } from './span';

/** What stands under a key. */
export type Slot = Present | Missing;

interface Missing {
  readonly state: 'absent' | 'unknown';
}

/** Certainly nothing stands there. */
export const ABSENT: Missing = { state: 'absent' };

/** Nobody can say whether anything stands there. */
export const UNKNOWN: Missing = { state: 'unknown' };

/** Something that stands under a key. `node` is undefined where nobody can say what. */
export interface Present {
  readonly state: 'present';
  readonly node: Node | undefined;
  readonly key: Span;
  /** The alias behind `<<` that brings the key, which is then underlined instead of anything in it. */
  readonly merge?: Span | undefined;
}

/** What stands under a key of a mapping, or is merged into it; undefined where neither does. */
export function slotIn(frame: Frame, mapping: MappingNode, key: string): Slot | undefined {
  const found = frame.entry(mapping, key);
  if (found === 'twice') return UNKNOWN;
  if (found === undefined) {
    return frame.entry(mapping, '<<') === undefined ? undefined : merged(frame, key, mapping.entries);
  }
  return { state: 'present', node: found.isCertain ? found.value : undefined, key: found.key.span };
}

/** The keys that certainly stand in a mapping, each once; those that `<<` brings behind the others. */
export function keysIn(frame: Frame, mapping: MappingNode): readonly string[] {
  if (isPlain(mapping.entries)) return mapping.entries.map(({ key }) => key.text);
  return [...new Set(allKeysIn(frame, mapping))];
}

/** Whether a mapping has a few certain entries, each key once, and merges nothing: nearly all are like that. */
export function isPlain(entries: readonly Entry[]): boolean {
  if (entries.length >= 10) return false;
  for (let index = 0; index < entries.length; index++) {
    const entry = entries[index];
    if (entry === undefined || !entry.isCertain || isMerge(entry)) return false;
    for (let other = 0; other < index; other++) {
      if (entries[other]?.key.text === entry.key.text) return false;
    }
  }
  return true;
}

/** The keys of a mapping, some perhaps twice. */
function allKeysIn(frame: Frame, mapping: MappingNode): readonly string[] {
  const keys: string[] = [];
  const parents: (MappingNode | undefined)[] = [];
  for (const entry of mapping.entries) {
    if (!entry.isCertain) continue;
    if (isMerge(entry)) for (const parent of mergedBy(frame, entry)) parents.push(parent);
    else keys.push(entry.key.text);
  }
  for (const parent of parents) {
    if (parent !== undefined) for (const key of allKeysIn(frame, parent)) keys.push(key);
  }
  return keys;
}

/** Whether an entry merges other mappings into the one it stands in. */
export function isMerge({ key }: Entry): boolean {
  return key.text === '<<' && key.style === 'plain';
}

/** The mappings that a `<<` entry merges, one by one; undefined for one that cannot be resolved. */
function* mergedBy(frame: Frame, entry: Entry): Generator<MappingNode | undefined> {
  const resolved = frame.resolve(entry.value);
  const parents = resolved?.kind === 'sequence' ? resolved.items : [entry];
  for (const { value } of parents) {
    // Each lookup may go through the whole list.
    const mapping = value.kind === 'alias' || frame.canSpend(1) ? frame.resolve(value) : undefined;
    yield mapping?.kind === 'mapping' ? mapping : undefined;
  }
}

/** A key that `<<` brings; undefined where none does. */
function merged(frame: Frame, key: string, entries: readonly Entry[]): Slot | undefined {
  for (const entry of entries) {
    if (!isMerge(entry)) continue;
    for (const mapping of mergedBy(frame, entry)) {
      if (mapping === undefined || !entry.isCertain) return UNKNOWN;
      const slot = inherited(frame, key, mapping, entry.value.span);
      if (slot !== undefined) return slot;
    }
  }
  return undefined;
}

function inherited(frame: Frame, key: string, mapping: MappingNode, merge: Span): Slot | undefined {
  const found = frame.entry(mapping, key);
  if (found === 'twice' || (found !== undefined && !found.isCertain)) return UNKNOWN;
  if (found !== undefined) return { state: 'present', node: found.value, key: merge, merge };
  return merged(frame, key, mapping.entries) ?? (mapping.isOpen ? UNKNOWN : undefined);
}
