import type { Span } from './span';
import type { Fill, TemplateBlock, TemplateMask } from './template';

/** What a mask says about one document. */
export interface MaskSlice {
  readonly actions: readonly Span[];
  readonly holes: readonly Span[];
  readonly fills: readonly Fill[];
  /** Those that start or end in the document, and one that stands around it and makes it uncertain, if any does. */
  readonly blocks: readonly TemplateBlock[];
}

/** A block that is still open, and the nearest one that makes what is in it uncertain: itself or one around it. */
interface OpenBlock {
  readonly block: TemplateBlock;
  readonly doubtful: TemplateBlock | undefined;
}

/** Cuts a mask into those of its documents, which are asked for in their order. All of them take linear time. */
export class MaskReader {
  #next = 0;
  readonly #open: OpenBlock[] = [];

  constructor(private readonly mask: TemplateMask) {}

  /** What the mask says about the document in `span`. */
  slice(span: Span): MaskSlice {
    return {
      actions: within(this.mask.actions, span),
      holes: within(this.mask.holes, span),
      fills: this.mask.fills.slice(
        firstBehind(this.mask.fills, ({ offset }) => offset >= span.start),
        firstBehind(this.mask.fills, ({ offset }) => offset >= span.end),
      ),
      blocks: this.#blocks(span),
    };
  }

  /** Blocks stand in each other like brackets, so those around the next document are a stack. */
  #blocks({ start, end }: Span): readonly TemplateBlock[] {
    const blocks: TemplateBlock[] = [];
    this.#close(start);
    this.#enter(start, start, []);
    blocks.push(...this.#close(end));
    const around = this.#open.at(-1)?.doubtful;
    if (around !== undefined) blocks.push(around);
    this.#enter(end, end, blocks);
    return blocks.sort((a, b) => a.span.start - b.span.start);
  }

  /** Takes the blocks that start before an offset, and keeps open those that go beyond it. */
  #enter(offset: number, end: number, blocks: TemplateBlock[]): void {
    for (;;) {
      const block = this.mask.blocks[this.#next];
      if (block === undefined || block.span.start >= offset) return;
      this.#next++;
      blocks.push(block);
      if (block.span.end <= end) continue;
      const isDoubtful = block.keyword !== 'if' || block.hasElse;
      this.#open.push({ block, doubtful: isDoubtful ? block : this.#open.at(-1)?.doubtful });
    }
  }

  /** Forgets the open blocks that end up to an offset, and returns them. */
  #close(offset: number): readonly TemplateBlock[] {
    const first = this.#open.findLastIndex(({ block }) => block.span.end > offset) + 1;
    return this.#open.splice(first).map(({ block }) => block);
  }
}

/** The index of the first of some sorted items that is behind a point, or their number where none is. */
export function firstBehind<T>(sorted: readonly T[], isBehind: (item: T) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = sorted[middle];
    if (item !== undefined && isBehind(item)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Those of some sorted spans that overlap another. */
function within(spans: readonly Span[], { start, end }: Span): readonly Span[] {
  const from = firstBehind(spans, (span) => span.end > start);
  return spans.slice(
    from,
    firstBehind(spans, (span) => span.start >= end),
  );
}
