/** A question that somebody has asked, with what it was answered. */
interface Question {
  /** The facts that the answer is made of. */
  readonly factKeys: readonly string[];
  readonly answer: () => unknown;
  /** Whether it is another answer where something in it merely stands elsewhere. */
  readonly isExact: boolean;
  readonly askers: Set<string>;
  last: string;
}

/** Asks a question about facts of some keys: its text, the keys, the answer, and whether places in the answer count. */
export type AskIndex = <T>(
  question: string,
  factKeys: readonly string[],
  answer: () => T,
  isExact?: boolean,
) => T;

/** What files have asked about each other. The same question of many files is kept, and answered again, once. */
export class Questions {
  private readonly questions = new Map<string, Question>();
  private readonly asked = new Map<string, Set<string>>();

  /** The answer, and a note that this file has asked. */
  ask<T>(asker: string, key: string, factKeys: readonly string[], answer: () => T, isExact = false): T {
    const result = answer();
    const last = textFor(isExact, result);
    const question = this.questions.get(key) ?? { factKeys, answer, isExact, askers: new Set(), last };
    this.questions.set(key, question);
    question.askers.add(asker);
    const own = this.asked.get(asker) ?? new Set();
    this.asked.set(asker, own.add(key));
    return result;
  }

  /** Forgets what a file has asked. */
  forget(asker: string): void {
    for (const key of this.asked.get(asker) ?? []) {
      const question = this.questions.get(key);
      question?.askers.delete(asker);
      if (question?.askers.size === 0) this.questions.delete(key);
    }
    this.asked.delete(asker);
  }

  /** The files that are answered otherwise now that facts of some keys have changed, and others have only moved. */
  answeredOtherwise(changed: ReadonlySet<string>, moved: ReadonlySet<string>): ReadonlySet<string> {
    const files = new Set<string>();
    for (const question of this.questions.values()) {
      const { factKeys, isExact } = question;
      if (!factKeys.some((key) => (isExact ? moved : changed).has(key))) continue;
      const answer = textFor(isExact, question.answer());
      if (answer === question.last) continue;
      question.last = answer;
      for (const asker of question.askers) files.add(asker);
    }
    return files;
  }

  /** Does work whose questions by this file do not count. */
  aside<T>(asker: string, work: () => T): T {
    const asked = [...(this.asked.get(asker) ?? [])].flatMap((key) => {
      const question = this.questions.get(key);
      return question === undefined ? [] : [{ key, question }];
    });
    try {
      return work();
    } finally {
      this.forget(asker);
      for (const { key, question } of asked) {
        question.askers.add(asker);
        this.questions.set(key, question);
      }
      this.asked.set(asker, new Set(asked.map(({ key }) => key)));
    }
  }
}

function textFor(isExact: boolean, value: unknown): string {
  return isExact ? exactText(value) : textWithoutPlaces(value);
}

/** Plain data as text to compare. */
export function exactText(value: unknown): string {
  return JSON.stringify(value) ?? '';
}

/** The same without where in a text it stands. */
export function textWithoutPlaces(value: unknown): string {
  return JSON.stringify(value, (key, part) => (PLACES.has(key) ? undefined : part)) ?? '';
}

const PLACES: ReadonlySet<string> = new Set(['span', 'range']);
