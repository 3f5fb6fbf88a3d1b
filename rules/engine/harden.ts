import type { Source } from '../yaml/source';
import { type AppliedFix, anyFixes, type FixedEdit, fixAll } from './fix-all';
import type { LintResult, Problem } from './problem';
import { isOf, type Workload } from './workloads';

/** What makes an object keep all that is asked of it. */
export interface Hardening {
  /** In the order of the text. */
  readonly edits: readonly FixedEdit[];
  /** What these change, each change once. */
  readonly changes: readonly AppliedFix[];
  /** What only a human can solve. */
  readonly byHand: readonly Problem[];
}

/**
 * What makes each of these objects of a source keep all that `lint` asks, those that keep it already included. An object's
 * edits have nothing to do with those of another.
 */
export function hardenAll(
  source: Source,
  workloads: readonly Workload[],
  lint: (source: Source) => LintResult,
): ReadonlyMap<Workload, Hardening> {
  if (workloads.length === 0) return new Map();
  const isOurs = (problem: Problem) => workloads.some((workload) => isOf(workload, problem));
  const { edits, remaining } = fixAll(source, lint, (problem) => (isOurs(problem) ? anyFixes(problem) : []));
  return new Map(
    workloads.map((workload, index) => {
      // What is added at the end of an object stands behind it, and before the next.
      const next = workloads[index + 1]?.span.start ?? Number.POSITIVE_INFINITY;
      const own = edits.filter(({ span }) => workload.span.start <= span.start && span.start < next);
      const changes = [...new Set(own.flatMap(({ fixes }) => fixes))];
      const byHand = remaining.filter((problem) => isOf(workload, problem));
      return [workload, { edits: own, changes, byHand }];
    }),
  );
}
