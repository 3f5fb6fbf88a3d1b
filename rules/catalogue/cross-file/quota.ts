import type { ComputeResource } from '../../engine/facts-objects';
import type { ResourceQuotaFact } from '../../engine/facts-quota';

/** A limit or a request that a quota can count. */
export interface QuotaKey {
  readonly bound: 'limits' | 'requests';
  readonly resource: Extract<ComputeResource, 'cpu' | 'memory'>;
  /** What quotas call it. */
  readonly names: readonly string[];
}

/** What a quota makes every container say, once it counts it. */
export const quotaKeys: readonly QuotaKey[] = [
  { bound: 'requests', resource: 'cpu', names: ['cpu', 'requests.cpu'] },
  { bound: 'requests', resource: 'memory', names: ['memory', 'requests.memory'] },
  { bound: 'limits', resource: 'cpu', names: ['limits.cpu'] },
  { bound: 'limits', resource: 'memory', names: ['limits.memory'] },
];

/** Whether a quota may bound how much of a resource all pods of a namespace take together. */
export function mayBound({ hard, isOpen }: ResourceQuotaFact, resource: string): boolean {
  return (
    isOpen ||
    quotaKeys.some((key) => key.resource === resource && key.names.some((name) => hard.includes(name)))
  );
}
