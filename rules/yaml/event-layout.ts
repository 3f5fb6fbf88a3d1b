import {
  CHOMPING_MODE,
  COLLECTION_STYLE,
  EVENT_ID,
  type Event,
  type MappingEvent,
  SCALAR_STYLE,
  type ScalarEvent,
  type SequenceEvent,
} from 'js-yaml';
import { endOfBlockScalar } from './block-scalar-end';
import { EventChecks, NotCertain } from './event-checks';
import { Gaps, type Role } from './event-gaps';
import { endOfLine, skipBlanks, skipWhiteSpace } from './text-line';

/**
 * Where the nodes of a document start and end. Events tell the text of scalars and the start of collections; quotes,
 * headers, brackets and the places of what is not written are found in the text, in one pass forward.
 * Throws `NotCertain` where the two readers could differ.
 */
export class EventLayout {
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  readonly #next: Int32Array;
  readonly #gaps: Gaps;
  readonly #checks: EventChecks;
  /** How many flow collections stand around the cursor. */
  #flowDepth = 0;

  constructor(
    private readonly text: string,
    private readonly events: readonly Event[],
    root: number,
  ) {
    this.#starts = new Int32Array(events.length);
    this.#ends = new Int32Array(events.length);
    this.#next = new Int32Array(events.length);
    this.#gaps = new Gaps(text);
    this.#checks = new EventChecks(text);
    this.#node(root, 'root');
    this.#checks.tabbedLines(this.#gaps.cursor, text.length);
  }

  /** The offset of the first character of the node at an event: of its quote, header, bracket or first key. */
  start(index: number): number {
    return this.#starts[index] ?? 0;
  }

  /** The offset behind the last character of the node at an event. */
  end(index: number): number {
    return this.#ends[index] ?? 0;
  }

  /** The index of the event behind the node at an event. */
  next(index: number): number {
    return this.#next[index] ?? 0;
  }

  #node(index: number, role: Role): number {
    const event = this.events[index];
    let next = index + 1;
    switch (event?.type) {
      case EVENT_ID.SCALAR:
        this.#scalar(index, event, role);
        break;
      case EVENT_ID.ALIAS:
        this.#checks.name(event.anchorEnd);
        this.#place(index, event.anchorStart - 1, event.anchorEnd);
        break;
      case EVENT_ID.SEQUENCE:
        next = this.#sequence(index, event);
        break;
      case EVENT_ID.MAPPING:
        next = this.#mapping(index, event, role);
        break;
      default:
        throw new NotCertain();
    }
    this.#next[index] = next;
    return next;
  }

  #place(index: number, start: number, end: number, role?: Role): void {
    if (this.#flowDepth === 0) this.#checks.blanksBefore(start, role === 'value');
    this.#starts[index] = start;
    this.#ends[index] = end;
    this.#gaps.cursor = end;
  }

  #scalar(index: number, event: ScalarEvent, role: Role): void {
    this.#checks.properties(event);
    const { valueStart, valueEnd, style } = event;
    if (valueStart < 0) this.#nothing(index, event, role);
    else if (style === SCALAR_STYLE.PLAIN) {
      this.#checks.besideProperties(event, valueStart);
      if (!event.fast) this.#checks.lines(valueStart, valueEnd);
      this.#place(index, valueStart, valueEnd, role);
    } else if (style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED) {
      if (!event.fast) this.#checks.lines(valueStart, valueEnd);
      this.#place(index, valueStart - 1, valueEnd + 1, role);
    } else this.#blockScalar(index, event, role);
  }

  /** What is not written stands behind its key, dash or properties and the blanks there. */
  #nothing(index: number, event: ScalarEvent, role: Role): void {
    const isValue = this.#gaps.skipIndicator(role);
    const properties = Math.max(event.anchorEnd, event.tagEnd);
    const behind = properties < 0 ? this.#gaps.cursor : properties;
    const offset = isValue || properties >= 0 ? skipBlanks(this.text, behind) : behind;
    this.#checks.behindNothing(offset, this.#gaps.behindSpace(offset), this.#flowDepth > 0);
    this.#place(index, offset, offset, role);
  }

  #blockScalar(index: number, event: ScalarEvent, role: Role): void {
    const { valueStart, valueEnd, chomping } = event;
    this.#gaps.skipIndicator(role);
    const header = this.#gaps.behindSpace(Math.max(event.anchorEnd, event.tagEnd, this.#gaps.cursor));
    const isHeader = header < valueStart && /[|>]/.test(this.text.charAt(header));
    if (skipWhiteSpace(this.text, valueStart) >= valueEnd) throw new NotCertain();
    const end = endOfBlockScalar(this.text, valueStart, valueEnd, chomping === CHOMPING_MODE.KEEP);
    if (!isHeader || end === undefined) throw new NotCertain();
    // Blank lines that do not count are no part of its value either.
    event.valueEnd = end;
    this.#place(index, header, end, role);
  }

  #sequence(index: number, event: SequenceEvent): number {
    this.#checks.properties(event);
    const isFlow = event.style === COLLECTION_STYLE.FLOW;
    this.#gaps.cursor = isFlow ? event.start + 1 : event.start;
    if (isFlow) this.#flowDepth++;
    let at = index + 1;
    while (this.#isOpen(at)) at = this.#node(at, isFlow ? 'flow-item' : 'item');
    if (isFlow) this.#closeFlow();
    this.#place(index, event.start, this.#gaps.cursor);
    return at + 1;
  }

  #mapping(index: number, event: MappingEvent, role: Role): number {
    this.#checks.properties(event);
    const isFlow = event.style === COLLECTION_STYLE.FLOW;
    if (!isFlow && role === 'value' && this.#isBesideKey(index + 1)) throw new NotCertain();
    const hasBrackets = isFlow && this.text.charCodeAt(event.start) === BRACE;
    this.#gaps.cursor = hasBrackets ? event.start + 1 : event.start;
    if (hasBrackets) this.#flowDepth++;
    let at = index + 1;
    while (this.#isOpen(at)) at = this.#entry(at, !isFlow, at === index + 1);
    const start = hasBrackets ? event.start : this.start(index + 1);
    if (hasBrackets) this.#closeFlow();
    this.#place(index, start, this.#gaps.cursor);
    return at + 1;
  }

  #entry(index: number, isBlock: boolean, isFirst: boolean): number {
    const key = this.events[index];
    if (key?.type !== EVENT_ID.SCALAR || key.valueStart < 0) throw new NotCertain();
    // A block scalar ends behind its line break.
    const { valueStart } = key;
    const isOnNewLine =
      isFirst || !isBlock || endOfLine(this.text, this.#gaps.cursor - 1, valueStart) < valueStart;
    const value = this.#node(index, 'key');
    this.#checks.key(startOf(key), this.#gaps.cursor, isBlock, isOnNewLine);
    return this.#node(value, 'value');
  }

  #closeFlow(): void {
    this.#gaps.skipBracket();
    this.#flowDepth--;
  }

  #isOpen(index: number): boolean {
    return this.events[index]?.type !== EVENT_ID.POP;
  }

  /** Whether a key with an anchor or a tag stands on the line of the key that it is a part of the value of. */
  #isBesideKey(index: number): boolean {
    const event = this.events[index];
    if (event?.type !== EVENT_ID.SCALAR) return false;
    const properties = Math.max(event.anchorStart, event.tagStart);
    return properties >= 0 && endOfLine(this.text, this.#gaps.cursor, properties + 1) > properties;
  }
}

const BRACE = 0x7b;

/** The start of a key that something is written for, with its anchor and tag. */
function startOf({ valueStart, anchorStart, tagStart }: ScalarEvent): number {
  const start = anchorStart < 0 ? valueStart : Math.min(anchorStart, valueStart);
  return tagStart < 0 ? start : Math.min(tagStart, start);
}
