import { isAlias, isMap, isNode, isScalar, isSeq, type Node as ParsedYaml } from 'yaml';
import type { SyntaxProblem } from './document';
import type {
  AliasNode,
  Entry,
  Item,
  MappingNode,
  Node,
  ScalarNode,
  ScalarStyle,
  SequenceNode,
} from './node';
import type { Span } from './span';
import type { TemplateMask } from './template';

const DEPTH_LIMIT = 1000;

const STYLES: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single-quoted',
  QUOTE_DOUBLE: 'double-quoted',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};

/** Turns the nodes of the `yaml` package into ours, and marks what a template or a syntax error leaves uncertain. */
export class NodeBuilder {
  readonly problems: SyntaxProblem[] = [];
  private readonly anchors = new Map<string, Node>();
  private blocks: readonly Span[] = [];

  /** `damage` is the offset from which on syntax errors make what is read uncertain, Infinity where there are none. */
  constructor(
    private readonly text: string,
    private readonly slice: Span,
    private readonly mask: TemplateMask | undefined,
    private readonly damage: number,
  ) {}

  build(root: ParsedYaml): Node {
    const start = this.slice.start + (root.range?.[0] ?? 0);
    const end = this.endOf(root);
    // A condition around the whole document decides whether the object exists, not what it says.
    const blocks = (this.mask?.blocks ?? []).filter(({ span, keyword, hasElse }) => {
      const isAround = span.start <= start && span.end >= end;
      return !(isAround && keyword === 'if' && !hasElse);
    });
    this.blocks = union(blocks.map((block) => block.span));
    return this.node(root, this.slice, 0);
  }

  private endOf(node: ParsedYaml): number {
    const text = this.text;
    let end = this.slice.start + (node.range?.[1] ?? 0);
    while (end > this.slice.start && /\s/.test(text.charAt(end - 1))) end--;
    return end;
  }

  private node(node: unknown, region: Span, depth: number): Node {
    if (depth > DEPTH_LIMIT) return this.tooDeep(region);
    if (isMap(node)) return this.anchored(node, this.mapping(node, region, depth));
    if (isSeq(node)) return this.anchored(node, this.sequence(node, region, depth));
    if (isAlias(node)) return this.alias(node, region);
    if (isScalar(node)) return this.anchored(node, this.scalar(node, region));
    return emptyScalar(region.start, false);
  }

  private tooDeep(region: Span): ScalarNode {
    if (this.problems.length === 0) {
      const message = `Nested more than ${DEPTH_LIMIT} levels deep`;
      this.problems.push({ message, span: { start: region.start, end: region.start } });
    }
    return emptyScalar(region.start, true);
  }

  private anchored<T extends Node>(parsed: ParsedYaml & { anchor?: string }, node: T): T {
    if (parsed.anchor !== undefined) this.anchors.set(parsed.anchor, node);
    return node;
  }

  private mapping(
    node: ParsedYaml & { items: readonly unknown[]; flow?: boolean },
    region: Span,
    depth: number,
  ) {
    const pairs = node.items as readonly { key: unknown; value: unknown }[];
    const starts = pairs.map((pair) => this.startOf(pair.key) ?? this.startOf(pair.value) ?? region.end);
    const entries: Entry[] = [];
    let isUnreadable = false;
    pairs.forEach((pair, index) => {
      const key = this.key(pair.key);
      if (key === undefined) {
        isUnreadable = true;
        return;
      }
      const valueRegion = { start: key.span.end, end: starts[index + 1] ?? region.end };
      const value = this.node(pair.value, valueRegion, depth + 1);
      entries.push({
        key,
        value: this.filled(value, key, valueRegion),
        isCertain: this.isCertain(key.span.start),
      });
    });
    const start = entries[0]?.key.span.start ?? region.start;
    const mapping: MappingNode = {
      kind: 'mapping',
      style: node.flow === true ? 'flow' : 'block',
      entries,
      isOpen: isUnreadable || this.isOpen(region, node.flow === true ? undefined : start),
      span: this.collectionSpan(node, start, entries.at(-1)?.value ?? entries.at(-1)?.key),
      ...props(node),
    };
    return mapping;
  }

  /** A key is a scalar without a template in it; anything else hides what the entry is called. */
  private key(key: unknown): ScalarNode | undefined {
    if (!isScalar(key)) return undefined;
    const node = this.anchored(key, this.scalar(key, this.slice));
    return node.isPlaceholder && this.touchesHole(node.span) ? undefined : node;
  }

  private sequence(
    node: ParsedYaml & { items: readonly unknown[]; flow?: boolean },
    region: Span,
    depth: number,
  ) {
    const isFlow = node.flow === true;
    const starts = node.items.map((item) => this.startOf(item));
    const items: Item[] = node.items.map((item, index) => {
      const start = starts[index] ?? region.start;
      const itemRegion = { start, end: starts[index + 1] ?? region.end };
      const dash = isFlow ? start : this.dashBefore(start);
      return { value: this.node(item, itemRegion, depth + 1), start: dash, isCertain: this.isCertain(dash) };
    });
    const start = items[0]?.start ?? region.start;
    const sequence: SequenceNode = {
      kind: 'sequence',
      style: isFlow ? 'flow' : 'block',
      items,
      isOpen: this.isOpen(region, isFlow ? undefined : start),
      span: this.collectionSpan(node, start, items.at(-1)?.value),
      ...props(node),
    };
    return sequence;
  }

  /** Between a dash and its item an anchor or a tag may stand; a `-` of theirs has no white space behind it. */
  private dashBefore(start: number): number {
    for (let offset = start - 1; offset >= this.slice.start; offset--) {
      if (this.text[offset] === '-' && /^\s?$/.test(this.text.charAt(offset + 1))) return offset;
    }
    return start;
  }

  private collectionSpan(node: ParsedYaml & { flow?: boolean }, start: number, last: Node | undefined): Span {
    if (node.flow === true || last === undefined) {
      const from = this.slice.start + (node.range?.[0] ?? 0);
      return { start: from, end: this.slice.start + (node.range?.[1] ?? 0) };
    }
    return { start, end: Math.max(last.span.end, start) };
  }

  private scalar(
    node: ParsedYaml & { value: unknown; source?: string; type?: string; tag?: string },
    region: Span,
  ): ScalarNode {
    const [from, to] = node.range ?? [region.start - this.slice.start, region.start - this.slice.start];
    const span = { start: this.slice.start + from, end: this.slice.start + to };
    const text = typeof node.value === 'string' ? node.value : (node.source ?? '');
    const isPlaceholder = this.touchesHole(span) || /\$\{[^}]*\}|\$\([A-Za-z_][\w.-]*\)/.test(text);
    return {
      kind: 'scalar',
      style: STYLES[node.type ?? 'PLAIN'] ?? 'plain',
      span,
      text,
      isPlaceholder,
      ...props(node),
    };
  }

  private alias(node: ParsedYaml & { source: string }, region: Span): AliasNode {
    const start = this.slice.start + (node.range?.[0] ?? region.start - this.slice.start);
    const end = this.slice.start + (node.range?.[1] ?? region.start - this.slice.start);
    return { kind: 'alias', name: node.source, target: this.anchors.get(node.source), span: { start, end } };
  }

  private startOf(node: unknown): number | undefined {
    if (!isNode(node) || node.range === undefined || node.range === null) return undefined;
    return this.slice.start + node.range[0];
  }

  private touchesHole(span: Span): boolean {
    const holes = this.mask?.holes ?? [];
    const hole = holes[firstBehind(holes, (each) => each.end > span.start)];
    return hole !== undefined && hole.start < span.end;
  }

  private isCertain(offset: number): boolean {
    const block = this.blocks[firstBehind(this.blocks, (each) => each.end > offset)];
    return block === undefined || block.start > offset;
  }

  /** Whether a collection that starts at `start` may have more in it than is written; undefined `start` for flow style. */
  private isOpen(region: Span, start: number | undefined): boolean {
    if (region.end >= this.damage) return true;
    const fills = this.fillsIn(region);
    if (fills.length === 0) return false;
    const column = start === undefined ? undefined : this.columnOf(start);
    return fills.some(
      (fill) => column === undefined || (fill.isExact ? fill.column === column : fill.column >= column),
    );
  }

  /** A key with nothing behind it but a template line that prints deeper than the key has a value nobody knows. */
  private filled(value: Node, key: ScalarNode, region: Span): Node {
    if (value.kind !== 'scalar' || value.span.end > value.span.start) return value;
    const fills = this.fillsIn(region);
    if (fills.length === 0) return value;
    const column = this.columnOf(key.span.start);
    return fills.some((fill) => fill.column >= column) ? { ...value, isPlaceholder: true } : value;
  }

  private fillsIn(region: Span) {
    const fills = this.mask?.fills ?? [];
    const from = firstBehind(fills, ({ offset }) => offset >= region.start);
    return fills.slice(
      from,
      firstBehind(fills, ({ offset }) => offset >= region.end),
    );
  }

  private columnOf(offset: number): number {
    let start = offset;
    while (start > 0 && !/[\r\n]/.test(this.text.charAt(start - 1))) start--;
    return offset - start;
  }
}

/** The index of the first of some sorted items that is behind a point, or their number where none is. */
function firstBehind<T>(sorted: readonly T[], isBehind: (item: T) => boolean): number {
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

function props(node: { anchor?: string; tag?: string }): { anchor?: string; tag?: string } {
  return {
    ...(node.anchor === undefined ? {} : { anchor: node.anchor }),
    ...(node.tag === undefined ? {} : { tag: node.tag }),
  };
}

function emptyScalar(offset: number, isPlaceholder: boolean): ScalarNode {
  return { kind: 'scalar', style: 'plain', span: { start: offset, end: offset }, text: '', isPlaceholder };
}
