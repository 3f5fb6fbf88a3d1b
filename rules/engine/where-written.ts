import type { MapView } from '../yaml/view';
import type { AnyRule, RuleMeta } from './rule';

/** Says of each rule, by its number, whether there may be anything for it to find in an object. */
export type Gate = (root: MapView) => readonly boolean[];

/**
 * Passes over the rules about something written where it is not written. In most objects that is most rules, and asking
 * each of them takes more time than all findings.
 */
export function gateOf(rules: readonly AnyRule[]): Gate {
  const numbers = new Map<string, number[]>();
  const always = rules.map(({ meta }) => (meta as RuleMeta).whereWritten === undefined);
  for (const [number, { meta }] of rules.entries()) {
    for (const key of (meta as RuleMeta).whereWritten ?? []) {
      const known = numbers.get(key);
      if (known === undefined) numbers.set(key, [number]);
      else known.push(number);
    }
  }
  return (root) => {
    const open = always.slice();
    root.visitKeys((key) => {
      for (const number of numbers.get(key) ?? NONE) open[number] = true;
    });
    return open;
  };
}

const NONE: readonly number[] = [];
