import type { YamlDocument } from './document';
import { isFirstOnLine, lineBreakAt, lineEnd, lineStart, linesOf, nextLine } from './edit-line';
import type { KeyOrder } from './edit-order';
import { type EditStyle, editStyleOf } from './edit-style';
import { joined, type Text, writtenText } from './edit-text';
import type { DocumentEdit } from './operation';
import type { Span } from './span';

export const OPEN = 'a template may add to this';
export const OTHER = 'other values stand here';
export const TEMPLATE = 'a template stands here';
export const TEXT_BLOCK = 'the text block before it would change at its end';
export const UNUSUAL = 'the YAML here is written in an unusual way';

/** New text for a span, before placeholders have offsets. */
interface Replacement {
  readonly span: Span;
  readonly text: Text;
}

/**
 * Collects what is to change in one document: whole lines that go, lines that come behind a line, and spans within
 * lines. The first refusal refuses it all; work goes on behind it, so that nobody needs to look out for it.
 */
export class EditPlan {
  private readonly removed: Span[] = [];
  private readonly guards: { readonly at: number; readonly isUnsafe: (end: number) => boolean }[] = [];
  private readonly added: { readonly at: number; readonly lines: readonly Text[] }[] = [];
  private readonly replaced: Replacement[] = [];
  private readonly appended: Replacement[] = [];
  private reason: string | undefined;

  constructor(
    readonly document: YamlDocument,
    readonly order: KeyOrder,
  ) {}

  get text(): string {
    return this.document.source.text;
  }

  /** How the document is written. */
  get style(): EditStyle {
    return editStyleOf(this.document, this.order);
  }

  get refusal(): string | undefined {
    return this.reason;
  }

  refuse(reason: string): void {
    this.reason ??= reason;
  }

  /** Whether a template stands in the span, but for one that prints a value on its first line and ends there. */
  hasTemplate(span: Span): boolean {
    const first = { start: lineStart(this.text, span.start), end: span.start };
    return this.document.templateSpans.some(({ start, end }) => {
      if (end <= first.start || start >= span.end) return false;
      return end > first.end || !isValue(this.text.slice(start, end));
    });
  }

  /** Takes the lines away that `span` touches. */
  removeLines(span: Span): void {
    this.removed.push(linesOf(this.text, span));
  }

  /** Refuses if the line of `offset` goes, with others up to an `end` at which that is unsafe, and nothing comes there. */
  guardRemoval(offset: number, isUnsafe: (end: number) => boolean): void {
    this.guards.push({ at: offset, isUnsafe });
  }

  /** Puts lines behind the line of `offset`, whether that stays or goes. */
  addLines(offset: number, lines: readonly Text[]): void {
    if (lines.length > 0) this.added.push({ at: lineEnd(this.text, offset), lines });
  }

  /** Puts lines in front of the line that starts at `offset`, or at the end of the text; behind all else there. */
  appendLines(offset: number, lines: readonly Text[]): void {
    const { text } = this;
    const lineBreak = lineBreakAt(text, Math.max(offset - 1, 0));
    const isAtStart = offset === lineStart(text, offset);
    const written = joined(lines, lineBreak);
    const all = isAtStart ? [...written, lineBreak] : [lineBreak, ...written];
    this.appended.push({ span: { start: offset, end: offset }, text: all });
  }

  /** Replaces what stands in `span`, within lines that stay. */
  replace(span: Span, lines: readonly Text[]): void {
    this.replaced.push({ span, text: joined(lines, lineBreakAt(this.text, span.start)) });
  }

  /** The edits, in order and without those that change nothing. */
  edits(): DocumentEdit[] {
    const groups = this.groups();
    const isInGroup = (at: number) => groups.some((group) => isWithin(at, group));
    const all = [
      ...this.replaced,
      ...groups.map((group) => this.removal(group)),
      ...this.added.filter(({ at }) => !isInGroup(at)).map(({ at, lines }) => this.insertion(at, lines)),
      ...this.appended,
    ];
    for (const replacement of all) this.checkTemplates(replacement);
    return inOrder(all)
      .reduce<Replacement[]>(joinTouching, [])
      .map((replacement) => this.edit(replacement))
      .filter((edit) => this.text.slice(edit.span.start, edit.span.end) !== edit.text);
  }

  /** The removed lines, those that follow each other taken together. */
  private groups(): Span[] {
    const groups: Span[] = [];
    for (const span of this.removed.toSorted((a, b) => a.start - b.start)) {
      const last = groups.at(-1);
      if (last !== undefined && span.start <= nextLine(this.text, last.end)) {
        groups[groups.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
      } else {
        groups.push(span);
      }
    }
    return groups;
  }

  private removal(group: Span): Replacement {
    const lines = this.added.filter(({ at }) => isWithin(at, group)).flatMap(({ lines }) => lines);
    if (lines.length > 0) return { span: group, text: joined(lines, lineBreakAt(this.text, group.end)) };
    const isUnsafe = this.guards.some(({ at, isUnsafe }) => isWithin(at, group) && isUnsafe(group.end));
    if (isUnsafe) this.refuse(TEXT_BLOCK);
    const end = nextLine(this.text, group.end);
    if (end > group.end) return { span: { start: group.start, end }, text: [] };
    // A file without a line break at its end stays without.
    const start = lineStart(this.text, group.start);
    return { span: { start: start > 0 ? lineEnd(this.text, start - 1) : start, end }, text: [] };
  }

  private insertion(at: number, lines: readonly Text[]): Replacement {
    const lineBreak = lineBreakAt(this.text, at);
    return { span: { start: at, end: at }, text: [lineBreak, ...joined(lines, lineBreak)] };
  }

  /**
   * A line that is inserted behind a template value touches nothing of it, unless the template goes on in some way. What
   * goes up to the first text of a line touches nothing of that line.
   */
  private checkTemplates({ span, text }: Replacement): void {
    const touched = linesOf(this.text, span);
    const isUpToText = text.length === 0 && span.start < span.end && isFirstOnLine(this.text, span.end);
    const lines = isUpToText ? { start: touched.start, end: span.end } : touched;
    const isInsertion = span.start === span.end && /^\r?\n$/.test(String(text[0]));
    for (const { start, end } of this.document.templateSpans) {
      if (end <= lines.start || start >= lines.end) continue;
      if (!isInsertion || end > span.start || !isValue(this.text.slice(start, end))) this.refuse(TEMPLATE);
    }
  }

  private edit({ span, text }: Replacement): DocumentEdit {
    return { uri: this.document.source.uri, span, ...writtenText(text) };
  }
}

function isWithin(offset: number, { start, end }: Span): boolean {
  return start <= offset && offset <= end;
}

/** By offset; what is inserted at an offset comes before what is replaced from there on. */
function inOrder(replacements: readonly Replacement[]): Replacement[] {
  const isReplaced = ({ span }: Replacement) => (span.end > span.start ? 1 : 0);
  return replacements.toSorted((a, b) => a.span.start - b.span.start || isReplaced(a) - isReplaced(b));
}

function joinTouching(all: Replacement[], next: Replacement): Replacement[] {
  const last = all.at(-1);
  if (last === undefined || last.span.end !== next.span.start) {
    all.push(next);
    return all;
  }
  const span = { start: last.span.start, end: next.span.end };
  all[all.length - 1] = { span, text: [...last.text, ...next.text] };
  return all;
}

/** Whether a template action prints a value and nothing else: no control structure, no trimmed line break. */
function isValue(action: string): boolean {
  return !/^\{\{-?\s*(?:if|else|end|with|range|define|block)\b/.test(action) && !action.endsWith('-}}');
}
