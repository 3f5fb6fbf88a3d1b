import type { Severity } from './rule';

const RANK: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2 };

/** Whether the first severity is higher than the second. */
export function isGraver(a: Severity, b: Severity): boolean {
  return RANK[a] > RANK[b];
}
