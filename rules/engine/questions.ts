import { Askers } from './askers';
import type { ChangedKeys } from './changed-keys';
import { type Kept, KeptQuestions } from './kept-questions';
import type { KnownFacts } from './known-facts';
import type { Question } from './query';

/** A question with the answer that somebody has got. */
export interface Asked {
  readonly question: Question;
  readonly result: unknown;
}

/** What nearly every file asks about itself: nothing is kept of it but that. */
const SELF = 'self';

/**
 * What files have asked about each other. The same question of many files is kept, and answered again, once: its answer is
 * always what it would be now.
 */
export class Questions {
  private questions: KeptQuestions;
  private askers = new Askers<Kept | typeof SELF>(SELF);
  private isAside = false;

  constructor(private readonly facts: KnownFacts) {
    this.questions = new KeptQuestions(facts);
  }

  /** The answer, and a note that this file has asked. */
  ask<T>(asker: string, question: Question<T>): T {
    const { query, about } = question;
    const known = this.questions.of(question);
    const result =
      known === undefined || this.isAside
        ? query.answer(this.facts, ...about)
        : // What a question's text stands for has one type.
          (this.questions.answerTo(known) as T);
    this.note(asker, known ?? this.questions.keep(question, result));
    return result;
  }

  /** Notes that this file has asked what becomes of itself. */
  noteSelf(asker: string): void {
    this.askers.note(asker, SELF);
  }

  /** Whether this file has asked what becomes of itself. */
  hasAskedSelf(asker: string): boolean {
    return this.askers.hasAsked(asker, SELF);
  }

  /** Forgets what all files have asked. */
  clear(): void {
    this.questions = new KeptQuestions(this.facts);
    this.askers = new Askers<Kept | typeof SELF>(SELF);
  }

  /** The files that have asked anything. */
  allAskers(): readonly string[] {
    return this.askers.all();
  }

  /** Does work in which a file asks all that it wants to know; what it does not ask again is forgotten. */
  round<T>(asker: string, work: () => T): T {
    const before = this.askers.take(asker);
    try {
      return work();
    } finally {
      for (const question of before) this.leave(question);
    }
  }

  /** Does work while facts are other than they are, for a file whose questions then do not count. */
  aside<T>(asker: string, work: () => T): T {
    const before = this.askers.take(asker);
    this.isAside = true;
    try {
      return work();
    } finally {
      this.isAside = false;
      this.forget(asker);
      this.askers.put(asker, before);
    }
  }

  /** Forgets what a file has asked. */
  forget(asker: string): void {
    for (const question of this.askers.take(asker)) this.leave(question);
  }

  /** Whether nobody has asked anything. */
  get isEmpty(): boolean {
    return this.askers.isEmpty;
  }

  /** The files that are answered otherwise now that facts have changed, and others have only moved. */
  answeredOtherwise(keys: ChangedKeys): ReadonlySet<string> {
    return this.askers.of(this.questions.answeredOtherwise(keys));
  }

  private note(asker: string, question: Kept): void {
    if (this.askers.note(asker, question)) question.askers += 1;
  }

  private leave(question: Kept | typeof SELF): void {
    if (question === SELF) return;
    question.askers -= 1;
    if (question.askers === 0) this.questions.drop(question);
  }
}
