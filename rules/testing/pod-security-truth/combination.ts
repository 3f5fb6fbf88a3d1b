import { overlay } from './manifest';
import type { Pod, TruthCase } from './truth-case';

/** Pods that each have the peculiarities of two to four cases; later ones win. The same for the same seed. */
export function combinationsOf(cases: readonly TruthCase[], count: number, seed: number): readonly Pod[] {
  const below = pseudoRandom(seed);
  return Array.from({ length: count }, () => {
    const parts = Array.from(
      { length: 2 + below(3) },
      () => cases[below(cases.length)] ?? { name: 'of no case' },
    );
    return parts.reduce(
      (all: Pod, one: Pod): Pod => ({
        name: all.name === '' ? one.name : `${all.name} and ${one.name}`,
        annotations: overlay(all.annotations ?? {}, one.annotations ?? {}),
        pod: overlay(all.pod ?? {}, one.pod ?? {}),
        container: overlay(all.container ?? {}, one.container ?? {}),
      }),
      { name: '' },
    );
  });
}

/** Whole numbers from 0 to below a limit. */
function pseudoRandom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >>> 16) % limit;
  };
}
