import type { Span } from './span';
import type { Fill, TemplateBlock, TemplateMask } from './template';
import type { Action } from './template-action';
import { endOfLine } from './text-line';

/** Where an action stands. What is only text opens no block that entries could be in. */
export type Surroundings = 'text' | 'structure';

/** A stretch to overwrite. Letters are written on its first line only. */
interface Patch extends Span {
  letter: 'x' | ' ';
}

interface OpenBlock {
  readonly start: number;
  readonly keyword: string;
  readonly surroundings: Surroundings;
  hasElse: boolean;
}

/** Collects what the lexer finds, in the order of the text, and makes a mask of it. */
export class MaskRecorder {
  readonly #patches: Patch[] = [];
  readonly #actions: Span[] = [];
  readonly #holes: Span[] = [];
  readonly #fills: Fill[] = [];
  readonly #blocks: TemplateBlock[] = [];
  readonly #open: OpenBlock[] = [];

  constructor(
    private readonly text: string,
    private readonly isTemplate: boolean,
  ) {}

  /** An action in a comment: it means nothing to the YAML. */
  comment(action: Action): void {
    this.#add(action, 'structure');
    this.#overwrite(action, 'x');
  }

  /** An action that is a part of a scalar. */
  scalar(action: Action, surroundings: Surroundings): void {
    this.#add(action, surroundings);
    this.#overwrite(action, 'x');
    this.#holes.push({ start: action.start, end: action.end });
  }

  /** An action right behind a closed scalar that starts at `from`. */
  appendix(action: Action, from: number): void {
    this.#add(action, 'structure');
    this.#overwrite(action, ' ');
    this.#holes.push({ start: from, end: action.end });
  }

  /** Actions that have their lines for themselves. */
  lines(actions: readonly Action[]): void {
    for (const action of actions) {
      this.#add(action, 'structure');
      this.#overwrite(action, ' ');
      this.#fill(action);
    }
  }

  /** Actions that are all of a value. Calling what this returns makes lines of them, when it turns out they are. */
  value(actions: readonly Action[]): () => void {
    const holes = this.#holes.length;
    const patches = this.#patches.length;
    for (const action of actions) this.scalar(action, 'structure');
    return () => {
      this.#holes.splice(holes, actions.length);
      for (const patch of this.#patches.slice(patches, patches + actions.length)) patch.letter = ' ';
      for (const action of actions) this.#fill(action);
    };
  }

  /** Lines of a block scalar that hold only actions: letters from `content` on, which is where its text starts. */
  contentLines(actions: readonly Action[], content: number): void {
    const first = actions[0];
    const last = actions.at(-1);
    if (!first || !last) return;
    for (const action of actions) {
      this.#add(action, 'text');
      this.#holes.push({ start: action.start, end: action.end });
    }
    const end = endOfLine(this.text, first.start);
    const letters = content < end ? content : last.end;
    if (first.start < letters) this.#overwrite({ start: first.start, end: Math.min(letters, last.end) }, ' ');
    if (letters < last.end) this.#overwrite({ start: letters, end: last.end }, 'x');
  }

  /** Lines behind a block scalar that may still be a part of it. `scalarEnd` is where it certainly ends. */
  trailingLines(actions: readonly Action[], scalarEnd: number): void {
    for (const action of actions) {
      if (action.isPrinting) this.#holes.push({ start: scalarEnd - 1, end: action.end });
    }
    this.lines(actions);
  }

  /** What looks like an action in a scalar but is none that can be told apart. */
  doubt(span: Span): void {
    this.#holes.push(span);
  }

  /** A `${…}` that YAML would not read as the text it is. */
  substitution(span: Span): void {
    this.#overwrite(span, 'x');
    this.#holes.push(span);
  }

  finish(): TemplateMask {
    for (const block of this.#open.splice(0)) this.#close(block, this.text.length, 'structure');
    return {
      text: this.#maskedText(),
      actions: this.#actions,
      holes: this.#holes,
      fills: this.#fills.sort((a, b) => a.offset - b.offset),
      blocks: this.#blocks.sort((a, b) => a.span.start - b.span.start),
    };
  }

  #add(action: Action, surroundings: Surroundings): void {
    this.#actions.push({ start: action.start, end: action.end });
    if (!this.isTemplate) return;
    if (action.role === 'open') {
      this.#open.push({ start: action.start, keyword: action.keyword, surroundings, hasElse: false });
    }
    const top = this.#open.at(-1);
    if (top && action.role === 'else') top.hasElse = true;
    if (top && action.role === 'close') {
      this.#open.pop();
      this.#close(top, action.end, surroundings);
    }
  }

  #close(block: OpenBlock, end: number, surroundings: Surroundings): void {
    if (block.surroundings === 'text' && surroundings === 'text') return;
    const { start, keyword, hasElse } = block;
    this.#blocks.push({ span: { start, end }, keyword, hasElse });
  }

  #fill({ start, column, indent, isPrinting }: Action): void {
    if (!isPrinting) return;
    this.#fills.push({ offset: start, column: indent ?? column, isExact: indent !== undefined });
  }

  #overwrite(span: Span, letter: Patch['letter']): void {
    this.#patches.push({ start: span.start, end: span.end, letter });
  }

  #maskedText(): string {
    const pieces: string[] = [];
    let last = 0;
    for (const patch of this.#patches) {
      pieces.push(this.text.slice(last, patch.start), this.#replacement(patch));
      last = patch.end;
    }
    pieces.push(this.text.slice(last));
    return pieces.join('');
  }

  #replacement({ start, end, letter }: Patch): string {
    const firstEnd = endOfLine(this.text, start, end);
    const first = letter.repeat(firstEnd - start);
    if (firstEnd === end) return first;
    return first + this.text.slice(firstEnd, end).replace(/[^\r\n]+/g, (line) => ' '.repeat(line.length));
  }
}
