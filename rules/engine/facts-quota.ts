import type { Manifest } from '../kubernetes/manifest';
import { isKnown } from '../yaml/field';
import type { ListView } from '../yaml/list-view';
import type { MapView } from '../yaml/view';
import { namePlaceOf, namespaceIn } from './fact-parts';
import type { FactBase } from './facts';
import { linkTo } from './place';
import type { ProblemPlace } from './problem';

/** A bound for what every container asks for or is allowed. */
export interface ContainerBound {
  readonly bound: 'min' | 'max' | 'ratio';
  readonly resource: string;
  /** A quantity; for a ratio how many times its request a limit may be. */
  readonly value: string;
  readonly place: ProblemPlace;
}

/** What a ResourceQuota sets bounds for. */
export interface ResourceQuotaFact extends FactBase {
  readonly kind: 'resource-quota';
  /** Left out where it is not known. */
  readonly namespace?: string;
  /** The keys of its bounds, such as `count/secrets`. */
  readonly hard: readonly string[];
  /** True where there may be bounds that are not in view. */
  readonly isOpen: boolean;
  /** True where it may be for some pods alone; left out where it is for all. */
  readonly isScoped?: true;
}

const KEYS: readonly (readonly [string, ContainerBound['bound']])[] = [
  ['min', 'min'],
  ['max', 'max'],
  ['maxLimitRequestRatio', 'ratio'],
];

/** The bounds that the limits of a LimitRange certainly set for containers; nothing where they set none. */
export function boundsIn(limits: ListView): { readonly bounds?: readonly ContainerBound[] } {
  const bounds = limits
    .maps()
    .filter((limit) => isKnown(limit.string('type'), 'Container'))
    .flatMap((limit) => KEYS.flatMap(([key, bound]) => boundsUnder(limit.map(key), bound)));
  return bounds.length === 0 ? {} : { bounds };
}

function boundsUnder(quantities: MapView, bound: ContainerBound['bound']): readonly ContainerBound[] {
  return quantities.keys().flatMap((resource): readonly ContainerBound[] => {
    const quantity = quantities.scalarText(resource);
    return quantity.state === 'known'
      ? [{ bound, resource, value: quantity.value, place: linkTo(quantity) }]
      : [];
  });
}

/** Whether a ResourceQuota may be for some pods alone; nothing where it is for all. */
function scopedIn(spec: MapView): { readonly isScoped?: true } {
  const isScoped = !spec.list('scopes').isEmpty || !spec.map('scopeSelector').isEmpty;
  return isScoped ? { isScoped } : {};
}

/** The fact of a ResourceQuota. */
export function resourceQuotaIn({ root }: Manifest): readonly ResourceQuotaFact[] {
  const hard = root.map('spec').map('hard');
  return [
    {
      kind: 'resource-quota',
      ...namespaceIn(root),
      hard: hard.keys(),
      isOpen: hard.isOpen,
      ...scopedIn(root.map('spec')),
      place: namePlaceOf(root),
    },
  ];
}
