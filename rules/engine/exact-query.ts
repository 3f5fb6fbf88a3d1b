import { type Fact, keysOf } from './facts';
import type { Query } from './query';
import { isSameData } from './same-data';
import { plainUri } from './uri';

/** The facts of a file that say what this one does, for whom it matters where they stand. */
export const exactly: Query<[Fact], readonly Fact[]> = {
  name: 'exactly',
  isExact: true,
  factKeys: (fact) => keysOf(fact),
  answer: (facts, fact) =>
    facts.of(plainUri(fact.place.uri)).filter((other) => isSameData(other, fact, false)),
};
