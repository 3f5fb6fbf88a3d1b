import type { ChangedKeys } from './changed-keys';
import type { KnownFacts } from './known-facts';
import { ManyByKey } from './many-by-key';
import { argumentsIn, isSameAnswer, type Question } from './query';
import { mayMeet, type Namespaces } from './workspace';

/** A question that somebody has asked. It is kept small: what it is about is in its text alone. */
export interface Kept {
  readonly text: string;
  readonly query: Question['query'];
  /** The namespaces that it asks about. */
  readonly within: Namespaces;
  /** What it was answered. */
  last: unknown;
  /** Whether something in the last answer stands elsewhere now. Nobody minds until the question is asked again. */
  isMoved: boolean;
  /** How many files have asked it. */
  askers: number;
}

/** The questions that have been asked, each once, with their answers: these are always what they would be now. */
export class KeptQuestions {
  private readonly byText = new Map<string, Kept>();
  private readonly byFact = new ManyByKey<Kept>();
  /** The same namespaces of many questions are one. */
  private readonly namespaces = new Map<string, readonly string[]>();

  constructor(private readonly facts: KnownFacts) {}

  of({ text }: Question): Kept | undefined {
    return this.byText.get(text);
  }

  /** Keeps a question that is not there yet, with its answer. */
  keep({ text, query }: Question, last: unknown): Kept {
    // What it was asked about may be cut out of a file's text, and would hold on to it.
    const about = argumentsIn(text);
    const within = this.oneOf(query.within?.(...about));
    const question: Kept = { text, query, within, last: small(last), isMoved: false, askers: 0 };
    this.byText.set(text, question);
    for (const key of keysOf(query, about)) this.byFact.add(key, question);
    return question;
  }

  /** Forgets a question. */
  drop(question: Kept): void {
    const { query, text } = question;
    this.byText.delete(text);
    for (const key of keysOf(query, argumentsIn(text))) this.byFact.delete(key, [question]);
  }

  /** The answer to a question as it is now. */
  answerTo(question: Kept): unknown {
    if (question.isMoved) question.last = this.answerNow(question);
    question.isMoved = false;
    return question.last;
  }

  /** The questions that are answered otherwise now that facts have changed, and others have only moved. */
  answeredOtherwise({ changed, moved }: ChangedKeys): ReadonlySet<Kept> {
    const others = new Set<Kept>();
    for (const question of this.about(moved)) {
      const { query, last } = question;
      question.isMoved = query.isExact !== true && !this.isAbout(question, changed);
      if (question.isMoved) continue;
      question.last = small(this.answerNow(question));
      if (!isSameAnswer(question.last, last, query)) others.add(question);
    }
    return others;
  }

  private about(keys: ReadonlyMap<string, Namespaces>): ReadonlySet<Kept> {
    const found = new Set<Kept>();
    for (const [key, namespaces] of keys) {
      for (const question of this.byFact.of(key)) {
        if (mayMeet(question.within, namespaces)) found.add(question);
      }
    }
    return found;
  }

  private isAbout({ query, text, within }: Kept, keys: ReadonlyMap<string, Namespaces>): boolean {
    if (keys.size === 0) return false;
    return query
      .factKeys(...argumentsIn(text))
      .some((key) => keys.has(key) && mayMeet(within, keys.get(key)));
  }

  private answerNow({ query, text }: Kept): unknown {
    return query.answer(this.facts, ...argumentsIn(text));
  }

  private oneOf(namespaces: Namespaces): Namespaces {
    if (namespaces === undefined) return undefined;
    const key = JSON.stringify(namespaces);
    const known = this.namespaces.get(key) ?? namespaces;
    this.namespaces.set(key, known);
    return known;
  }
}

/** What the facts are found by that a question looks at, each once. */
function keysOf(query: Question['query'], about: readonly unknown[]): ReadonlySet<string> {
  return new Set(query.factKeys(...about));
}

/** Most answers are empty lists: one is kept for all of them. */
function small(answer: unknown): unknown {
  return Array.isArray(answer) && answer.length === 0 ? NOTHING : answer;
}

const NOTHING: readonly never[] = [];
