/**
 * Something that keeps what was worked out of it. A `WeakMap` beside it would do the same, but the garbage collector
 * spends more on one than all rules take: parts are many, and short-lived.
 */
export abstract class Remembering {
  /** For `onceFor` alone: by the number of each function. */
  readonly answers: unknown[] = [];
}

/** Stands for an answer that is undefined. */
const UNDEFINED = Symbol('undefined');

let count = 0;

/** The same function, asked once for each object: what many rules want to know of a part is worked out for the first. */
export function onceFor<K extends Remembering, V>(make: (part: K) => V): (part: K) => V {
  const number = count++;
  return (part) => {
    const found = part.answers[number];
    // Nobody else writes under this number, which the compiler cannot know.
    if (found !== undefined) return (found === UNDEFINED ? undefined : found) as V;
    const value = make(part);
    part.answers[number] = value === undefined ? UNDEFINED : value;
    return value;
  };
}
