import type { Action } from './template-action';
import type { MaskRecorder } from './template-recorder';

/** Lines that hold nothing but actions. */
export interface ActionLines {
  /** Offset of the start of the first line. */
  readonly start: number;
  /** Offset of the end of the last line. */
  readonly end: number;
  readonly actions: readonly Action[];
}

/** A block scalar while its lines are read: tells which actions are its text. */
export class BlockScalar {
  #end: number;
  /** Lines less deep than its text: they are its text too if more of it follows. */
  #waiting: ActionLines[] = [];

  /** `owner`: the column of what it belongs to. `content`: the column of its text, where its header tells. */
  constructor(
    private readonly recorder: MaskRecorder,
    private readonly owner: number,
    private content: number | undefined,
    headerEnd: number,
  ) {
    this.#end = headerEnd;
  }

  /** Whether a line that starts in this column, and not with an action alone, is its text. */
  holds(column: number): boolean {
    return column > this.owner && column >= (this.content ?? 0);
  }

  /** A line of its text, and the actions in it. */
  text(column: number, actions: readonly Action[], end: number): void {
    this.content ??= Math.min(column, this.#leastDeepColumn());
    this.#settle(this.content);
    for (const action of actions) this.recorder.scalar(action, 'text');
    this.#end = end;
  }

  /** Lines that are its text, or stand behind it. */
  actionLines(lines: ActionLines): void {
    const column = lines.actions[0]?.column ?? 0;
    this.#waiting.push(lines);
    if (this.content === undefined || column < this.content) return;
    this.#settle(this.content);
  }

  /** No more of it follows. */
  finish(): void {
    const content = this.content ?? this.#leastDeepColumn();
    for (const lines of this.#waiting) {
      if ((lines.actions[0]?.column ?? 0) >= content) this.#take(lines, content);
      else this.recorder.trailingLines(lines.actions, this.#end);
    }
  }

  #settle(content: number): void {
    for (const lines of this.#waiting) this.#take(lines, content);
    this.#waiting = [];
  }

  #take({ start, end, actions }: ActionLines, content: number): void {
    this.recorder.contentLines(actions, start + content);
    this.#end = end;
  }

  /** The least column of waiting lines that are deep enough to be its text; Infinity where none is. */
  #leastDeepColumn(): number {
    let least = Infinity;
    for (const { actions } of this.#waiting) {
      const column = actions[0]?.column ?? 0;
      if (column > this.owner) least = Math.min(least, column);
    }
    return least;
  }
}

/** What the header of a block scalar tells: the column its text starts at, if so. Undefined where it is none. */
export function readBlockHeader(rest: string, owner: number): { content: number | undefined } | undefined {
  const header = /^[|>](?:[-+]?([1-9])?|([1-9])[-+])\s*(?:\s#.*)?$/.exec(rest);
  if (!header) return undefined;
  const depth = header[1] ?? header[2];
  return { content: depth === undefined ? undefined : Math.max(owner, 0) + Number(depth) };
}
