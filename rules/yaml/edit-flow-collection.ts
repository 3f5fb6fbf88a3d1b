import { isFirstOnLine, lineEnd } from './edit-line';
import { colonEnd } from './edit-part';
import type { Entry, MappingNode, SequenceNode } from './node';
import type { Span } from './span';

/** A flow collection with what stands between its entries or items. */
export class FlowCollection {
  readonly parts: readonly Span[];
  /** Before, between and behind the parts, with comments made blank. */
  readonly gaps: readonly (Span & { readonly text: string; readonly hasComment: boolean })[];

  constructor(
    readonly text: string,
    node: MappingNode | SequenceNode,
  ) {
    this.parts =
      node.kind === 'mapping'
        ? node.entries.map((entry) => entrySpan(text, entry))
        : node.items.map(({ value }) => value.span);
    const edges = [
      node.span.start + 1,
      ...this.parts.flatMap(({ start, end }) => [start, end]),
      node.span.end - 1,
    ];
    this.gaps = edges.flatMap((start, index) => {
      const end = edges[index + 1];
      if (index % 2 === 1 || end === undefined) return [];
      const raw = text.slice(start, end);
      const blanked = raw.replace(/(?<=^|\s)#.*/g, (comment) => ' '.repeat(comment.length));
      return [{ start, end, text: blanked, hasComment: blanked !== raw }];
    });
  }

  /** Whether nothing but commas stands between the parts. */
  isUsual(): boolean {
    return this.gaps.every(({ text }, index) => {
      const sign = text.trim();
      if (index === this.gaps.length - 1) return sign === '' || (sign === ',' && this.parts.length > 0);
      return sign === (index === 0 ? '' : ',');
    });
  }

  /** Whether a part has its lines for itself, with its comma and a comment. */
  isAlone({ start, end }: Span): boolean {
    const rest = this.text.slice(end, lineEnd(this.text, end));
    return isFirstOnLine(this.text, start) && /^[ \t]*,?(?:[ \t]*|[ \t]+#.*)$/.test(rest);
  }

  hasTrailingComma(): boolean {
    return this.gaps.at(-1)?.text.trim() === ',';
  }

  hasComment(from: number, to: number): boolean {
    return this.gaps.slice(from, to + 1).some((gap) => gap.hasComment);
  }

  /** Whether a comment stands in the first column, from a gap on: without a comma before it, it is an error to the reader. */
  hasCommentInFirstColumn(from: number): boolean {
    return this.gaps.slice(from).some(({ start, end }) => /\n#/.test(this.text.slice(start, end)));
  }
}

function entrySpan(text: string, { key, value }: Entry): Span {
  const end = value.span.end > value.span.start ? value.span.end : (colonEnd(text, key) ?? key.span.end);
  return { start: key.span.start, end };
}
