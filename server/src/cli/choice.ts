import { closest } from '../../../rules/engine/did-you-mean';
import type { Invocation } from './command';
import { UsageError } from './usage';

/** The last value of an option that takes one of a few words. Throws a `UsageError` for any other. */
export function choiceOf<T extends string>(
  invocation: Invocation,
  option: string,
  words: readonly T[],
  otherwise: T,
): T {
  const given = invocation.values(option).at(-1);
  if (given === undefined) return otherwise;
  const word = words.find((known) => known === given);
  if (word !== undefined) return word;
  const meant = closest(given, words);
  const hint = meant === undefined ? `give ${words.join(', ')}` : `did you mean '${meant}'?`;
  throw new UsageError(`--${option} cannot be '${given}'; ${hint}`);
}
