import type { Hardening } from '../../../rules/engine/harden';
import type { Workload } from '../../../rules/engine/workloads';
import type { ReadVersion } from './analysis';
import type { Aim, Hardenings } from './hardening';

/** How far a workload is from the levels of Pod Security. */
export interface Standing {
  /** Such as `Pod Security: privileged · 3 changes to Baseline, 7 to Restricted`. */
  readonly text: string;
  /** What one step makes of it; undefined where nothing can be changed for certain. */
  readonly next: Aim | undefined;
}

/**
 * How far a workload is from the levels of Pod Security; undefined where nobody knows. A level is said to be met only where
 * nothing that is out of sight can be against it.
 */
export function standingOf(
  hardenings: Hardenings,
  analysis: ReadVersion,
  workload: Workload,
): Standing | undefined {
  const [baseline, restricted] = (['baseline', 'restricted'] as const).map((aim) => {
    const { of, isWhole } = hardenings.to(analysis, aim);
    return { hardening: of.get(workload), isWhole };
  });
  if (baseline?.hardening === undefined || restricted?.hardening === undefined) return undefined;
  const isCertain = workload.isCertain && baseline.isWhole && restricted.isWhole;
  const steps = [
    ['Baseline', baseline.hardening],
    ['Restricted', restricted.hardening],
  ] as const;
  const open = steps.filter(([, hardening]) => !isReached(hardening));
  const [first] = open;
  if (first === undefined) return isCertain ? { text: `${title}: Restricted`, next: undefined } : undefined;
  const reached = first[0] === 'Baseline' ? 'privileged' : 'Baseline';
  const level = isCertain ? reached : `not ${first[0]}`;
  const left = open.map(([name, hardening], index) => `${distance(hardening, index === 0)} to ${name}`);
  const [next] = open.filter(([, { changes }]) => changes.length > 0);
  return {
    text: `${title}: ${level} · ${isCertain ? '' : 'at least '}${left.join(', ')}`,
    next: next === undefined ? undefined : next[0] === 'Baseline' ? 'baseline' : 'restricted',
  };
}

/** Whether nothing is left to do. */
export function isReached({ changes, byHand }: Hardening): boolean {
  return changes.length === 0 && byHand.length === 0;
}

/** How many changes an aim takes: `3 changes`, and what only a human can do: `1 by hand`. */
export function distance({ changes, byHand }: Hardening, isNamed = true): string {
  const noun = isNamed ? ` ${changes.length === 1 ? 'change' : 'changes'}` : '';
  if (changes.length === 0) return `${byHand.length} by hand`;
  return `${changes.length}${noun}${byHand.length === 0 ? '' : ` + ${byHand.length} by hand`}`;
}

const title = 'Pod Security';
