import type { ScalarEvent } from 'js-yaml';
import { isSpaceOrEnd, skipBlanks } from './text-line';

/** Says that a document is better left to the tolerant reader. */
export class NotCertain extends Error {}

/** Where the anchor and the tag of a node stand; -1 where it has none. */
export type Properties = Pick<ScalarEvent, 'anchorStart' | 'anchorEnd' | 'tagStart' | 'tagEnd'>;

const COLON = 0x3a;
/** Longer ones than 1024 characters are no keys. */
const LONGEST_KEY = 1000;
/** Those that neither reader gives a meaning. */
const PLAIN_TAG = /^!!?(?!(?:binary|merge|omap|pairs|set|timestamp)$)[A-Za-z][\w.-]*$/;
const ESCAPED_BREAKS = /\\\r?\n[ \t]*\r?\n/;

/**
 * Where the two readers are known to differ. Each check throws `NotCertain` where a document comes near: what is read is
 * the same whichever reader does it, so these can be stricter than they need to be.
 */
export class EventChecks {
  readonly #hasTabs: boolean;

  constructor(private readonly text: string) {
    this.#hasTabs = text.includes('\t');
  }

  properties({ anchorStart, anchorEnd, tagStart, tagEnd }: Properties): void {
    if (anchorStart >= 0) {
      this.name(anchorEnd);
      this.#check(isSpaceOrEnd(this.text, anchorEnd));
      this.blanksBefore(anchorStart - 1, false);
    }
    if (tagStart >= 0) {
      this.#check(PLAIN_TAG.test(this.text.slice(tagStart, tagEnd)) && isSpaceOrEnd(this.text, tagEnd));
      this.blanksBefore(tagStart, false);
    }
  }

  /** The tolerant reader may miss a scalar that stands lines below its anchor or tag. */
  besideProperties({ anchorEnd, tagEnd }: Properties, start: number): void {
    const end = Math.max(anchorEnd, tagEnd);
    this.#check(end < 0 || !this.text.slice(end, start).includes('\n'));
  }

  /** A colon at the end of an anchor or alias could be that of a key. */
  name(end: number): void {
    this.#check(this.text.charCodeAt(end - 1) !== COLON);
  }

  /** In a scalar, a backslash hides one line break; the fast parser takes it to hide the empty lines behind it too. */
  lines(start: number, end: number): void {
    this.#check(!ESCAPED_BREAKS.test(this.text.slice(start, end)));
    this.tabbedLines(start, end);
  }

  /** Between a node that is not written and what comes next. In flow style, the next line may not be indented enough. */
  behindNothing(start: number, end: number, isInFlow: boolean): void {
    this.#check(!isInFlow || !this.text.slice(start, end).includes('\n'));
    this.tabbedLines(start, end);
  }

  /** A block key starts a line, though the fast parser does not always insist, and its colon stands right behind it. */
  key(start: number, end: number, isBlock: boolean, isOnNewLine: boolean): void {
    const colon = skipBlanks(this.text, end);
    this.#check(colon - start < LONGEST_KEY);
    this.#check(!isBlock || (isOnNewLine && this.text.charCodeAt(colon) === COLON));
  }

  /** A tab is white space, or an indentation that is not allowed. Behind a colon, it is certainly the former. */
  blanksBefore(offset: number, mayFollowColon: boolean): void {
    if (!this.#hasTabs) return;
    let start = offset;
    while (isBlank(this.text.charCodeAt(start - 1))) start--;
    if (mayFollowColon && this.text.charCodeAt(start - 1) === COLON) return;
    this.#check(!this.text.slice(start, offset).includes('\t'));
  }

  /** No line between two offsets may start with a tab. */
  tabbedLines(start: number, end: number): void {
    if (this.#hasTabs) this.#check(!/[\r\n] *\t/.test(this.text.slice(start, end)));
  }

  #check(isCertain: boolean): void {
    if (!isCertain) throw new NotCertain();
  }
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}
