import type { Frame } from './frame';
import type { Entry, MappingNode, Node } from './node';
import type { Span } from './span';

/** What stands under a key. `node` is undefined where something does but nobody can say what. */
export type Slot =
  | {
      readonly state: 'present';
      readonly node: Node | undefined;
      readonly key: Span;
      /** The alias behind `<<` that brings the key, which is then underlined instead of anything in it. */
      readonly merge?: Span | undefined;
    }
  | { readonly state: 'absent' | 'unknown' };

/** What stands under a key of a mapping, or is merged into it; undefined where neither does. */
export function slotIn(frame: Frame, mapping: MappingNode, key: string): Slot | undefined {
  const found = frame.entry(mapping, key);
  if (found === 'twice') return { state: 'unknown' };
  if (found === undefined) return merged(frame, key, mapping.entries);
  return { state: 'present', node: found.isCertain ? found.value : undefined, key: found.key.span };
}

/** The keys that certainly stand in a mapping; those that `<<` brings behind the others, some perhaps twice. */
export function keysIn(frame: Frame, mapping: MappingNode): readonly string[] {
  const certain = mapping.entries.filter((entry) => entry.isCertain);
  const parents = certain.filter(isMerge).flatMap((entry) => mergedBy(frame, entry));
  return [
    ...certain.filter((entry) => !isMerge(entry)).map((entry) => entry.key.text),
    ...parents.flatMap((parent) => (parent === undefined ? [] : keysIn(frame, parent))),
  ];
}

/** Whether an entry merges other mappings into the one it stands in. */
export function isMerge({ key }: Entry): boolean {
  return key.text === '<<' && key.style === 'plain';
}

/** The mappings that a `<<` entry merges; undefined for one that cannot be resolved. */
function mergedBy(frame: Frame, entry: Entry): readonly (MappingNode | undefined)[] {
  const resolved = frame.resolve(entry.value);
  const parents = resolved?.kind === 'sequence' ? resolved.items.map((item) => item.value) : [entry.value];
  return parents.map((parent) => {
    const mapping = frame.resolve(parent);
    return mapping?.kind === 'mapping' ? mapping : undefined;
  });
}

/** A key that `<<` brings; undefined where none does. */
function merged(frame: Frame, key: string, entries: readonly Entry[]): Slot | undefined {
  for (const entry of entries.filter(isMerge)) {
    for (const mapping of mergedBy(frame, entry)) {
      if (mapping === undefined || !entry.isCertain) return { state: 'unknown' };
      const slot = inherited(frame, key, mapping, entry.value.span);
      if (slot !== undefined) return slot;
    }
  }
  return undefined;
}

function inherited(frame: Frame, key: string, mapping: MappingNode, merge: Span): Slot | undefined {
  const found = frame.entry(mapping, key);
  if (found === 'twice' || (found !== undefined && !found.isCertain)) return { state: 'unknown' };
  if (found !== undefined) return { state: 'present', node: found.value, key: merge, merge };
  return merged(frame, key, mapping.entries) ?? (mapping.isOpen ? { state: 'unknown' } : undefined);
}
