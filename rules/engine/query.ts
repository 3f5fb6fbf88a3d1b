import type { KnownFacts } from './known-facts';
import { isSameData, textWithoutPlaces } from './same-data';
import type { Namespaces } from './workspace';

/** Something that may be asked about other files. What is asked about in particular are its arguments: small plain data. */
export interface Query<A extends readonly unknown[], T> {
  /** Unlike that of any other. */
  readonly name: string;
  /** True where it is another answer also when something in it merely stands elsewhere. */
  readonly isExact?: true;
  /** What the facts that the answer is made of are found by. */
  factKeys(...about: A): readonly string[];
  /** The namespaces that it asks about: facts that certainly are in others do not matter. Left out where it is any. */
  within?(...about: A): Namespaces;
  answer(facts: KnownFacts, ...about: A): T;
}

/** Asks what there is to know now. */
export type Ask = <A extends readonly unknown[], T>(query: Query<A, T>, ...about: A) => T;

/** A query with its arguments. */
export interface Question<T = unknown> {
  /** Equal for what is the same question: the query's name, and its arguments. */
  readonly text: string;
  readonly query: Query<readonly unknown[], T>;
  readonly about: readonly unknown[];
}

export function questionOf<A extends readonly unknown[], T>(query: Query<A, T>, about: A): Question<T> {
  return { text: JSON.stringify([query.name, ...about]), query, about };
}

/** The arguments in a question's text. */
export function argumentsIn(text: string): readonly unknown[] {
  const parts: unknown = JSON.parse(text);
  // JSON knows no undefined.
  return Array.isArray(parts) ? parts.slice(1).map((part: unknown) => part ?? undefined) : [];
}

/** An answer as a text: another one where somebody who is answered so would say something else. */
export function answerText(answer: unknown, { isExact }: Question['query']): string {
  return isExact === true ? JSON.stringify(answer) : textWithoutPlaces(answer);
}

/** Whether somebody who is answered so now would say the same as with the answer of before. */
export function isSameAnswer(now: unknown, before: unknown, { isExact }: Question['query']): boolean {
  return isSameData(now, before, isExact === true);
}
