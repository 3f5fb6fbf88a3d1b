import { firstBehind, type MaskSlice } from './mask-slice';
import type { Node, ScalarNode } from './node';
import type { Span } from './span';
import { isLineBreak, isSpaceOrEnd } from './text-line';

/** What a template or a syntax error leaves uncertain in a document. Both readers build their nodes with it. */
export class Uncertainty {
  private blocks: readonly Span[] = [];

  /** `damage` is the offset from which on syntax errors make what is read uncertain. */
  constructor(
    private readonly text: string,
    private readonly mask?: MaskSlice,
    private readonly damage = Infinity,
  ) {}

  /** To be told before anything is asked: from the start of what the document holds to the end of its last node. */
  surround({ start, end }: Span): void {
    if (this.mask === undefined) return;
    // A condition around the whole document decides whether the object exists, not what it says.
    const blocks = this.mask.blocks.filter(({ span, keyword, hasElse }) => {
      const isAround = span.start <= start && span.end >= end;
      return !(isAround && keyword === 'if' && !hasElse);
    });
    this.blocks = union(blocks.map((block) => block.span));
  }

  touchesHole(span: Span): boolean {
    if (this.mask === undefined) return false;
    const { holes } = this.mask;
    const hole = holes[firstBehind(holes, (each) => each.end > span.start)];
    return hole !== undefined && hole.start < span.end;
  }

  /** Whether a scalar has no known value: a template stands in it, or something else that is yet to be replaced. */
  isPlaceholder(span: Span, value: string): boolean {
    return (value.includes('$') && hasSubstitution(value)) || this.touchesHole(span);
  }

  /** False inside a template's conditional. */
  isCertain(offset: number): boolean {
    if (this.blocks.length === 0) return true;
    const block = this.blocks[firstBehind(this.blocks, (each) => each.end > offset)];
    return block === undefined || block.start > offset;
  }

  /**
   * Whether a collection that starts at `start` may have more in it than is written; undefined `start` for flow style.
   * `region` reaches from its key or dash to the next one.
   */
  isOpen(region: Span, start: number | undefined): boolean {
    if (region.end >= this.damage) return true;
    const fills = this.fillsIn(region);
    if (fills.length === 0) return false;
    const column = start === undefined ? undefined : this.columnOf(start);
    return fills.some(
      (fill) => column === undefined || (fill.isExact ? fill.column === column : fill.column >= column),
    );
  }

  /** A key with nothing behind it but a template line that prints deeper than the key has a value nobody knows. */
  filled(value: Node, key: ScalarNode, region: Span): Node {
    if (value.kind !== 'scalar' || value.span.end > value.span.start) return value;
    const fills = this.fillsIn(region);
    if (fills.length === 0) return value;
    const column = this.columnOf(key.span.start);
    return fills.some((fill) => fill.column >= column) ? { ...value, isPlaceholder: true } : value;
  }

  private fillsIn(region: Span) {
    const fills = this.mask?.fills ?? [];
    if (fills.length === 0) return fills;
    const from = firstBehind(fills, ({ offset }) => offset >= region.start);
    return fills.slice(
      from,
      firstBehind(fills, ({ offset }) => offset >= region.end),
    );
  }

  private columnOf(offset: number): number {
    let start = offset;
    while (start > 0 && !isLineBreak(this.text.charCodeAt(start - 1))) start--;
    return offset - start;
  }
}

/** The dash of a list item that starts at an offset: an anchor or a tag may stand between. The offset where none is. */
export function dashBefore(text: string, start: number, least: number): number {
  for (let offset = start - 1; offset >= least; offset--) {
    if (text.charCodeAt(offset) === 0x2d && isSpaceOrEnd(text, offset + 1)) return offset;
  }
  return start;
}

/** Whether a text has a `${…}` or a `$(NAME)` in it. */
function hasSubstitution(text: string): boolean {
  const open = text.indexOf('${');
  return (open >= 0 && text.includes('}', open + 2)) || /\$\([A-Za-z_][\w.-]*\)/.test(text);
}

/** Spans that may lie in each other, sorted by start, as such that do not touch. */
function union(spans: readonly Span[]): readonly Span[] {
  const result: Span[] = [];
  for (const span of spans) {
    const last = result.at(-1);
    if (last === undefined || last.end < span.start) result.push(span);
    else result[result.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
  }
  return result;
}
