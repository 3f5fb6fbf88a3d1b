import type { ChangedKeys } from './changed-keys';
import { isSameData } from './same-data';
import { mayMeet, type Namespaces } from './workspace';

/** A question that somebody has asked, with what it was answered. */
interface Question {
  /** The facts that the answer is made of. */
  readonly factKeys: readonly string[];
  readonly answer: () => unknown;
  /** Whether it is another answer where something in it merely stands elsewhere. */
  readonly isExact: boolean;
  /** The namespaces that it asks about. */
  readonly within: Namespaces;
  readonly askers: Set<string>;
  last: unknown;
  /** Whether something in the last answer stands elsewhere now. Nobody minds until the question is asked again. */
  isMoved: boolean;
}

/** A question with the answer that somebody has got. */
export interface Asked {
  readonly question: string;
  readonly factKeys: readonly string[];
  readonly answer: () => unknown;
  readonly isExact: boolean;
  readonly within: Namespaces;
  readonly result: unknown;
}

/**
 * Asks a question about facts of some keys: its text, the keys, the answer, whether places in the answer count, and the
 * namespaces that it asks about: facts that certainly are in others do not matter.
 */
export type AskIndex = <T>(
  question: string,
  factKeys: readonly string[],
  answer: () => T,
  isExact?: boolean,
  within?: Namespaces,
) => T;

/**
 * What files have asked about each other. The same question of many files is kept, and answered again, once: its answer is
 * always what it would be now.
 */
export class Questions {
  private readonly questions = new Map<string, Question>();
  private readonly byFact = new Map<string, Set<Question>>();
  private readonly asked = new Map<string, Set<string>>();
  private isAside = false;

  /** The answer, and a note that this file has asked. */
  ask<T>(
    asker: string,
    key: string,
    factKeys: readonly string[],
    answer: () => T,
    isExact = false,
    within: Namespaces = undefined,
  ): T {
    const known = this.questions.get(key);
    // What a question's key stands for has one type.
    const result = known === undefined || this.isAside ? answer() : (lastOf(known) as T);
    if (known !== undefined) known.askers.add(asker);
    else {
      const askers = new Set([asker]);
      this.keep(key, { factKeys, answer, isExact, within, askers, last: result, isMoved: false });
    }
    const own = this.asked.get(asker);
    if (own === undefined) this.asked.set(asker, new Set([key]));
    else own.add(key);
    return result;
  }

  /** Does work in which a file asks all that it wants to know; what it does not ask again is forgotten. */
  round<T>(asker: string, work: () => T): T {
    const before = this.asked.get(asker);
    this.asked.delete(asker);
    try {
      return work();
    } finally {
      const now = this.asked.get(asker);
      for (const key of before ?? []) if (now?.has(key) !== true) this.leave(asker, key);
    }
  }

  /** Forgets what a file has asked. */
  forget(asker: string): void {
    for (const key of this.asked.get(asker) ?? []) this.leave(asker, key);
    this.asked.delete(asker);
  }

  /** Forgets what all files have asked. */
  clear(): void {
    this.questions.clear();
    this.byFact.clear();
    this.asked.clear();
  }

  /** Whether nobody has asked anything. */
  get isEmpty(): boolean {
    return this.questions.size === 0;
  }

  /** The files that are answered otherwise now that facts have changed, and others have only moved. */
  answeredOtherwise({ changed, moved }: ChangedKeys): ReadonlySet<string> {
    const files = new Set<string>();
    for (const question of this.about(moved)) {
      const { isExact, last } = question;
      question.isMoved = !isExact && !isAbout(question, changed);
      if (question.isMoved) continue;
      question.last = question.answer();
      if (isSameAnswer(question.last, { result: last, isExact })) continue;
      for (const asker of question.askers) files.add(asker);
    }
    return files;
  }

  private about(keys: ReadonlyMap<string, Namespaces>): ReadonlySet<Question> {
    const found = new Set<Question>();
    for (const [key, namespaces] of keys) {
      for (const question of this.byFact.get(key) ?? []) {
        if (mayMeet(question.within, namespaces)) found.add(question);
      }
    }
    return found;
  }

  /** Does work while facts are other than they are, for a file whose questions then do not count. */
  aside<T>(asker: string, work: () => T): T {
    const asked = [...(this.asked.get(asker) ?? [])].flatMap((key) => {
      const question = this.questions.get(key);
      return question === undefined ? [] : [{ key, question }];
    });
    this.isAside = true;
    try {
      return work();
    } finally {
      this.isAside = false;
      this.forget(asker);
      for (const { key, question } of asked) {
        question.askers.add(asker);
        this.keep(key, question);
      }
      this.asked.set(asker, new Set(asked.map(({ key }) => key)));
    }
  }

  private keep(key: string, question: Question): void {
    this.questions.set(key, question);
    for (const factKey of question.factKeys) {
      const questions = this.byFact.get(factKey);
      if (questions === undefined) this.byFact.set(factKey, new Set([question]));
      else questions.add(question);
    }
  }

  private leave(asker: string, key: string): void {
    const question = this.questions.get(key);
    if (question?.askers.delete(asker) !== true || question.askers.size > 0) return;
    this.questions.delete(key);
    for (const factKey of question.factKeys) {
      const questions = this.byFact.get(factKey);
      questions?.delete(question);
      if (questions?.size === 0) this.byFact.delete(factKey);
    }
  }
}

function isAbout({ factKeys, within }: Question, keys: ReadonlyMap<string, Namespaces>): boolean {
  return factKeys.some((key) => keys.has(key) && mayMeet(within, keys.get(key)));
}

function lastOf(question: Question): unknown {
  if (question.isMoved) question.last = question.answer();
  question.isMoved = false;
  return question.last;
}

/** Whether somebody who is answered so now would say the same as with the answer of before. */
export function isSameAnswer(now: unknown, { result, isExact }: Pick<Asked, 'result' | 'isExact'>): boolean {
  return isSameData(now, result, isExact);
}
