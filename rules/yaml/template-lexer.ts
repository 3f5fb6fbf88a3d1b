import { endOfQuoted, quotedStep } from './quoted-scalar';
import { type Action, ActionReader, readSubstitution } from './template-action';
import { BlockScalar, readBlockHeader } from './template-block-scalar';
import { MaskRecorder } from './template-recorder';
import { TextCursor } from './text-cursor';
import { endOfLine, skipOrdinary } from './text-line';

/** Actions that are all there is of a value, until the next line shows what they print. */
interface WaitingValue {
  readonly owner: number;
  readonly isItem: boolean;
  readonly makeLines: () => void;
}

/**
 * Walks over a text line by line and tells which part of YAML each action stands in. It knows no more of YAML than that
 * takes, and expects text that is being typed: nothing it meets is an error.
 */
export class TemplateLexer {
  readonly recorder: MaskRecorder;
  readonly #reader: ActionReader;
  readonly #cursor: TextCursor;
  #flowDepth = 0;
  /** The column of the key or dash that what comes next belongs to. */
  #owner = -1;
  #isItem = false;
  /** Whether a key or dash stands right before. */
  #isValue = false;
  #keyColumn = 0;
  /** The last character of a quoted scalar or flow collection right before. */
  #closed: number | undefined;
  /** The owner of the plain scalar that the last line ended in. */
  #plainOwner: number | undefined;
  #block: BlockScalar | undefined;
  #waitingValue: WaitingValue | undefined;
  #isStopped = false;

  constructor(
    private readonly text: string,
    private readonly isTemplate: boolean,
  ) {
    this.recorder = new MaskRecorder(text, isTemplate);
    this.#reader = new ActionReader(text);
    this.#cursor = new TextCursor(text);
  }

  /** False where the text was taken for YAML and has an action where YAML has a value or a line. */
  run(): boolean {
    while (!this.#cursor.isAtEnd && !this.#isStopped) {
      this.#line();
      this.#cursor.startNextLine();
    }
    this.#block?.finish();
    return !this.#isStopped;
  }

  #line(): void {
    if (this.#cursor.isAtMarker) {
      this.#startDocument();
      this.#cursor.offset += 3;
    }
    this.#cursor.skipBlanks();
    if (this.#cursor.isAtLineEnd || this.#blockLine(this.#block)) return;
    const actions = this.#actionsAlone();
    if (actions.length > 0) {
      this.recorder.lines(actions);
      this.#cursor.moveBehind(actions);
      this.#comment();
      return;
    }
    if (!this.#isStopped) this.#structure();
  }

  #startDocument(): void {
    this.#block?.finish();
    this.#block = undefined;
    this.#flowDepth = 0;
    this.#owner = -1;
    this.#plainOwner = undefined;
    this.#waitingValue = undefined;
  }

  /** A line with YAML in it, or a comment. */
  #structure(): void {
    if (this.#cursor.charAt(0) === '#') {
      this.#comment();
      return;
    }
    const column = this.#cursor.column;
    this.#isValue = false;
    this.#closed = undefined;
    if (this.#flowDepth === 0) {
      this.#settleValue(column);
      if (this.#plainOwner !== undefined && column > this.#plainOwner) this.#plain();
      else this.#plainOwner = undefined;
      if (column <= this.#owner) this.#owner = column - 1;
    }
    while (!this.#isStopped && this.#skipToToken()) this.#token();
  }

  /** A value that lines of its own follow was a part of them: `labels: {{ include "labels" . | nindent 2 }}`. */
  #settleValue(column: number): void {
    const waiting = this.#waitingValue;
    this.#waitingValue = undefined;
    if (!waiting) return;
    const isList = !waiting.isItem && column === waiting.owner && this.#cursor.isIndicator('-');
    if (column > waiting.owner || isList) waiting.makeLines();
  }

  #skipToToken(): boolean {
    this.#cursor.skipBlanks();
    if (this.#cursor.charAt(0) === '#' && /^\s$/.test(this.#cursor.charAt(-1))) this.#comment();
    return !this.#cursor.isAtLineEnd;
  }

  #token(): void {
    const char = this.#cursor.charAt(0);
    if (this.#indicator() || (char === '{' && (this.#wholeValue() || this.#appendix()))) return;
    const isBlockStyle = this.#flowDepth === 0;
    if (isBlockStyle) this.#keyColumn = this.#cursor.column;
    if ((char === '|' || char === '>') && isBlockStyle && this.#blockHeader()) return;
    if (this.#cursor.skipProperty()) return;
    this.#isValue = false;
    if (char === '"' || char === "'") this.#quoted(char);
    else if (!this.#flowIndicator(char)) this.#plain();
  }

  #indicator(): boolean {
    const isEntry = this.#flowDepth === 0 && (this.#cursor.isIndicator('-') || this.#cursor.isIndicator('?'));
    if (!isEntry && !this.#isColon()) return false;
    this.#startValue(isEntry ? this.#cursor.column : this.#keyColumn);
    return true;
  }

  #startValue(owner: number): void {
    this.#isItem = this.#cursor.charAt(0) !== ':';
    this.#cursor.offset++;
    this.#closed = undefined;
    if (this.#flowDepth > 0) return;
    this.#owner = owner;
    this.#isValue = true;
  }

  #wholeValue(): boolean {
    if (!this.#isValue || this.#flowDepth > 0) return false;
    const actions = this.#actionsAlone();
    if (actions.length === 0) return false;
    const makeLines = this.recorder.value(actions);
    this.#waitingValue = { owner: this.#owner, isItem: this.#isItem, makeLines };
    this.#cursor.moveBehind(actions);
    return true;
  }

  #appendix(): boolean {
    const action = this.#closed === undefined ? undefined : this.#read('plain');
    if (this.#closed === undefined || !action) return false;
    this.#isStopped = !this.isTemplate;
    this.recorder.appendix(action, this.#closed);
    this.#cursor.moveBehind([action]);
    return true;
  }

  #blockHeader(): boolean {
    const end = endOfLine(this.text, this.#cursor.offset);
    const header = readBlockHeader(this.text.slice(this.#cursor.offset, end), this.#owner);
    if (!header) return false;
    this.#block = new BlockScalar(this.recorder, this.#owner, header.content, end);
    this.#cursor.skipLine();
    return true;
  }

  #flowIndicator(char: string): boolean {
    if (char === '[' || (char === '{' && !this.#read('value'))) {
      this.#flowDepth++;
    } else if (this.#flowDepth > 0 && (char === ']' || char === '}')) {
      this.#flowDepth--;
      this.#closed = this.#cursor.offset;
    } else if (this.#flowDepth > 0 && char === ',') {
      this.#closed = undefined;
    } else return false;
    this.#cursor.offset++;
    return true;
  }

  /** Reads to the end of a plain scalar, or of its part on this line. */
  #plain(): void {
    const start = this.#cursor.offset;
    this.#closed = undefined;
    while (!this.#cursor.isAtLineEnd) {
      const char = this.#cursor.charAt(0);
      const action = char === '{' ? this.#read(this.#cursor.offset === start ? 'value' : 'plain') : undefined;
      if (action) {
        if (!this.isTemplate) this.#isStopped = true;
        this.recorder.scalar(action, 'text');
        this.#cursor.moveBehind([action]);
      } else if (this.#cursor.offset > start && this.#endsPlain(char)) {
        return;
      } else if (char !== '$' || !this.#substitution())
        this.#cursor.offset = skipOrdinary(this.text, this.#cursor.offset + 1);
    }
    if (this.#flowDepth === 0) this.#plainOwner = this.#owner;
  }

  #endsPlain(char: string): boolean {
    if (char === ':') return this.#isColon();
    if (char === '#') return /^[ \t]$/.test(this.#cursor.charAt(-1));
    return this.#flowDepth > 0 && /^[,[\]{}]$/.test(char);
  }

  #substitution(): boolean {
    const span = readSubstitution(this.text, this.#cursor.offset, this.#flowDepth > 0);
    if (!span) return false;
    this.recorder.substitution(span);
    this.#cursor.offset = span.end;
    return true;
  }

  #quoted(quote: string): void {
    const quotes = { quote, owner: this.#flowDepth > 0 ? -1 : this.#owner };
    const start = this.#cursor.offset++;
    const limit = this.isTemplate ? undefined : endOfQuoted(this.text, this.#cursor.offset, quotes);
    while (!this.#cursor.isAtEnd && !this.#isStopped) {
      if (this.#cursor.charAt(0) === '{' && this.#cursor.charAt(1) === '{') {
        this.#quotedAction(limit);
        continue;
      }
      const next = quotedStep(this.text, this.#cursor.offset, quotes);
      if (next === undefined) break;
      this.#cursor.offset = skipOrdinary(this.text, next);
    }
    const end = this.#cursor.offset;
    this.#cursor.moveBehind([{ start, end }]);
    if (this.#cursor.charAt(0) !== quote) return;
    this.#closed = end;
    this.#cursor.offset++;
  }

  /** `limit`: where YAML ends the scalar. An action that crosses it shows that a template is meant, or is none. */
  #quotedAction(limit: number | undefined): void {
    const action = this.#read('quoted');
    if (action && action.end <= (limit ?? Infinity)) {
      this.recorder.scalar(action, 'text');
      this.#cursor.moveBehind([action]);
      return;
    }
    this.#isStopped = !/^[\s,:\]}]?$/.test(this.text.charAt((limit ?? 0) + 1));
    this.recorder.doubt({ start: this.#cursor.offset, end: this.#cursor.offset + 2 });
    this.#cursor.offset += 2;
  }

  /** Whether the line is one of the block scalar before it. */
  #blockLine(block: BlockScalar | undefined): boolean {
    if (!block) return false;
    const actions = this.isTemplate ? this.#actionsAlone() : [];
    if (actions.length > 0) {
      const start = this.#cursor.lineStart;
      this.#cursor.moveBehind(actions);
      this.#cursor.skipLine();
      block.actionLines({ start, end: this.#cursor.offset, actions });
      return true;
    }
    const column = this.#cursor.column;
    if (block.holds(column)) {
      const inLine = this.#reader.readLine(this.#cursor.offset, this.#cursor.lineStart, !this.isTemplate);
      this.#cursor.moveBehind(inLine);
      this.#cursor.skipLine();
      block.text(column, inLine, this.#cursor.offset);
      return true;
    }
    block.finish();
    this.#block = undefined;
    return false;
  }

  /** The rest of the line, if it is a comment. */
  #comment(): void {
    this.#cursor.skipBlanks();
    if (this.#cursor.charAt(0) !== '#') return;
    const actions = this.#reader.readLine(this.#cursor.offset, this.#cursor.lineStart, !this.isTemplate);
    for (const action of actions) this.recorder.comment(action);
    this.#cursor.moveBehind(actions);
    this.#cursor.skipLine();
  }

  #read(place: 'value' | 'plain' | 'quoted'): Action | undefined {
    return this.#reader.read(this.#cursor.offset, this.#cursor.lineStart, place);
  }

  #actionsAlone(): readonly Action[] {
    const actions = this.#reader.readAlone(this.#cursor.offset, this.#cursor.lineStart);
    if (actions.length > 0 && !this.isTemplate) this.#isStopped = true;
    return actions;
  }

  #isColon(): boolean {
    const isBehindKey = this.#closed !== undefined && this.#cursor.charAt(0) === ':';
    return isBehindKey || this.#cursor.isColon(this.#flowDepth > 0);
  }
}
