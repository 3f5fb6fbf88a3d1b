import { fingerprintOf } from './fingerprint';
import type { TextPart } from './kept-parts';
import { type Move, movedPlace } from './moved';
import type { LintResult, Problem, Skipped } from './problem';
import type { Asked } from './questions';

/** What was found in a document, and where the document stood then. Plain data: it keeps no tree, and no fixes. */
export interface FoundDocument extends TextPart {
  readonly problems: readonly PlainProblem[];
  readonly skipped: readonly Skipped[];
  readonly failures: LintResult['failures'];
  readonly objects: number;
  readonly accepted: LintResult['accepted'];
  /** What it took to know. */
  readonly asked: readonly Asked[];
}

type PlainProblem = Omit<Problem, 'fixes' | 'assist'>;

/** What is kept of a lint of one document. */
export function foundDocument(part: TextPart, result: LintResult, asked: readonly Asked[]): FoundDocument {
  const { slice, line } = part;
  const { skipped, failures, objects, accepted } = result;
  const problems = result.problems.map(withoutFixes);
  return { slice, line, problems, skipped, failures, objects, accepted, asked };
}

function withoutFixes(problem: Problem): PlainProblem {
  const { rule, also, severity, message, place, object, standards, related } = problem;
  return { rule, also, severity, message, place, object, standards, related };
}

/** What there is to say about one document of a text where it stands now. Most of it is made when somebody asks. */
export class PartResult {
  /** The same object as long as nobody had to look at the document again: then nothing differs but where it stands. */
  readonly found: FoundDocument;
  /** The line that the document starts on, from 0. */
  readonly line: number;
  readonly #uri: string;
  readonly #part: TextPart;
  readonly #look: (part: TextPart) => LintResult;

  /** `look` lints a document anew, with its fixes. */
  constructor(uri: string, part: TextPart, found: FoundDocument, look: (part: TextPart) => LintResult) {
    this.found = found;
    this.line = part.line;
    this.#uri = uri;
    this.#part = part;
    this.#look = look;
  }

  /** Other objects each time. */
  get problems(): readonly Problem[] {
    const move = this.#move();
    let fresh: readonly Problem[] | undefined;
    const renew = (problem: PlainProblem) => {
      fresh ??= this.#look(this.#part).problems;
      const { rule, message, place } = problem;
      const fingerprint = fingerprintOf(problem);
      return fresh.find(
        (each) =>
          each.rule === rule &&
          each.message === message &&
          each.place.span.start === place.span.start &&
          fingerprintOf(each) === fingerprint,
      );
    };
    return this.found.problems.map((problem) => new MovedProblem(problem, move, renew));
  }

  get skipped(): readonly Skipped[] {
    const { offset } = this.#move();
    return this.found.skipped.map(({ span, ...skipped }) =>
      span === undefined
        ? skipped
        : { ...skipped, span: { start: span.start + offset, end: span.end + offset } },
    );
  }

  get failures(): LintResult['failures'] {
    const { documents } = this.#move();
    return this.found.failures.map((failure) => ({ ...failure, document: failure.document + documents }));
  }

  #move(): Move {
    const { slice, line } = this.found;
    const now = this.#part;
    return {
      uri: this.#uri,
      document: slice.index,
      offset: now.slice.span.start - slice.span.start,
      lines: now.line - line,
      documents: now.slice.index - slice.index,
    };
  }
}

/** A problem where it stands now. Its fixes are made when somebody asks: they hold on to the whole tree. */
class MovedProblem implements Problem {
  readonly rule: string;
  readonly also: readonly string[];
  readonly severity: Problem['severity'];
  readonly message: string;
  readonly place: Problem['place'];
  readonly object: Problem['object'];
  readonly standards: Problem['standards'];
  readonly related: Problem['related'];
  readonly #renew: (problem: PlainProblem) => Problem | undefined;

  constructor(problem: PlainProblem, move: Move, renew: (problem: PlainProblem) => Problem | undefined) {
    this.rule = problem.rule;
    this.also = problem.also;
    this.severity = problem.severity;
    this.message = problem.message;
    this.place = movedPlace(problem.place, move);
    this.object = problem.object;
    this.standards = problem.standards;
    this.related = problem.related.map((one) => ({ ...one, place: movedPlace(one.place, move) }));
    this.#renew = renew;
  }

  get fixes(): Problem['fixes'] {
    return this.#renew(this)?.fixes ?? [];
  }

  get assist(): Problem['assist'] {
    return this.#renew(this)?.assist;
  }
}

/** What there is to say about a text, and about each of its documents where these were looked at one by one. */
export interface TextResult extends LintResult {
  readonly parts?: readonly PartResult[];
}

/** What was found in all documents. Each has its place in the text, so that the order is that of the text. */
export class PartedResult implements TextResult {
  #problems: readonly Problem[] | undefined;

  constructor(readonly parts: readonly PartResult[]) {}

  get problems(): readonly Problem[] {
    this.#problems ??= this.parts.flatMap(({ problems }) => problems);
    return this.#problems;
  }

  get skipped(): readonly Skipped[] {
    return this.parts.flatMap(({ skipped }) => skipped);
  }

  get documents(): number {
    return this.parts.length;
  }

  get objects(): number {
    return this.parts.reduce((sum, { found }) => sum + found.objects, 0);
  }

  get failures(): LintResult['failures'] {
    return this.parts.flatMap(({ failures }) => failures);
  }

  get accepted(): NonNullable<LintResult['accepted']> {
    return this.parts.flatMap(({ found }) => found.accepted ?? []);
  }
}
