import { closest } from '../../../rules/engine/did-you-mean';

/** A command line that cannot be followed. Its message is all that the user sees. */
export class UsageError extends Error {}

/** The error for a word that is none of those there are, with the one that was perhaps meant. */
export function unknownWord(what: string, word: string, known: readonly string[]): UsageError {
  const meant = closest(word, known);
  return new UsageError(
    `unknown ${what} '${word}'${meant === undefined ? '' : `; did you mean '${meant}'?`}`,
  );
}
