import { fitsBefore, fitsBehind } from './edit-block';
import type { Change } from './edit-change';
import { fitsInFlow } from './edit-flow';
import { placeOf } from './edit-order';
import type { EditPlan } from './edit-plan';
import type { Addition } from './edit-text';
import type { Layout } from './layout';
import type { MappingNode } from './node';
import type { Value } from './operation';
import { isMerge } from './slot';

/** A new entry of a mapping. */
export interface KeyAddition {
  readonly key: string;
  readonly value: Value;
}

/** Additions that come together: behind the entry or item of an index, or before the first where that is -1. */
export interface Placed {
  readonly behind: number;
  readonly additions: readonly Addition[];
}

/** New entries where the order of keys has them, or behind the last entry where that place is not certain to be good. */
export function placed(
  plan: EditPlan,
  node: MappingNode,
  change: Change,
  removed: ReadonlySet<number>,
  additions: readonly KeyAddition[],
  layout: Layout,
): Placed[] {
  const places = new Map<number, KeyAddition[]>();
  for (const { behind, addition } of slotsOf(plan, node, change, removed, additions, layout)) {
    const at = certain(plan, node, behind, removed);
    places.set(at, [...(places.get(at) ?? []), addition]);
  }
  return [...places].map(([behind, together]) => ({ behind, additions: together }));
}

/** Behind which entry each addition would stand, in the order of the mapping. */
function slotsOf(
  plan: EditPlan,
  node: MappingNode,
  { path, children }: Change,
  removed: ReadonlySet<number>,
  additions: readonly KeyAddition[],
  { isSorted }: Layout,
): { behind: number; addition: KeyAddition }[] {
  const slots: { key: string; index?: number; addition?: KeyAddition }[] = node.entries.map(
    ({ key }, index) => {
      return { key: children.get(key.text)?.name ?? key.text, index };
    },
  );
  const kept = slots.filter((_, index) => !removed.has(index));
  const usual = plan.order(
    path,
    [...kept, ...additions].map(({ key }) => key),
  );
  for (const addition of additions) {
    const keys = kept.map(({ key }) => key);
    kept.splice(placeOf(addition.key, keys, usual, isSorted), 0, { key: addition.key, addition });
  }
  let behind = -1;
  return kept.flatMap(({ index, addition }) => {
    behind = index ?? behind;
    return addition === undefined ? [] : [{ behind, addition }];
  });
}

/** The place behind an entry, or instead of those that go from there on; the end where that is not certain to be good. */
function certain(plan: EditPlan, node: MappingNode, behind: number, removed: ReadonlySet<number>): number {
  const last = node.entries.length - 1;
  let at = behind;
  while (removed.has(at + 1)) at++;
  if (at === last || node.isOpen || node.entries.some(isMerge)) return last;
  if (node.style === 'flow') return removed.size === 0 && fitsInFlow(plan, node, behind) ? behind : last;
  if (behind === -1) return fitsBefore(plan, node) ? at : certain(plan, node, at + 1, removed);
  return fitsBehind(plan, node, behind) ? at : last;
}
