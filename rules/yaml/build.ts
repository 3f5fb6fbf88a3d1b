import { isAlias, isMap, isNode, isPair, isScalar, isSeq, type Node as ParsedYaml } from 'yaml';
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
import { dashBefore, type Uncertainty } from './uncertainty';

const STYLES: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single-quoted',
  QUOTE_DOUBLE: 'double-quoted',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};

/** Makes our nodes of those of the `yaml` package. */
export class NodeBuilder {
  private readonly anchors = new Map<string, Node>();

  /** `slice` is where the document stands in the source, which is `text`. */
  constructor(
    private readonly text: string,
    private readonly slice: Span,
    private readonly uncertainty: Uncertainty,
  ) {}

  build(root: ParsedYaml): Node {
    this.uncertainty.surround({ start: this.slice.start + (root.range?.[0] ?? 0), end: this.endOf(root) });
    return this.node(root, this.slice);
  }

  /** The end of the last node in a node: what stands behind that is white space and comments. */
  private endOf(node: unknown): number {
    let last = node;
    while ((isMap(last) || isSeq(last)) && last.flow !== true && last.items.length > 0) {
      const item: unknown = last.items.at(-1);
      last = isPair(item) ? (item.value ?? item.key) : item;
    }
    return this.slice.start + (isNode(last) ? (last.range?.[1] ?? 0) : 0);
  }

  private node(node: unknown, region: Span): Node {
    if (isMap(node)) return this.anchored(node, this.mapping(node, region));
    if (isSeq(node)) return this.anchored(node, this.sequence(node, region));
    if (isAlias(node)) return this.alias(node, region);
    if (isScalar(node)) return this.anchored(node, this.scalar(node, region));
    return emptyScalar(region.start);
  }

  private anchored<T extends Node>(parsed: ParsedYaml & { anchor?: string }, node: T): T {
    if (parsed.anchor !== undefined) this.anchors.set(parsed.anchor, node);
    return node;
  }

  private mapping(node: ParsedYaml & { items: readonly unknown[]; flow?: boolean }, region: Span) {
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
      const value = this.node(pair.value, valueRegion);
      entries.push({
        key,
        value: this.uncertainty.filled(value, key, valueRegion),
        isCertain: this.uncertainty.isCertain(key.span.start),
      });
    });
    const start = entries[0]?.key.span.start ?? region.start;
    const mapping: MappingNode = {
      kind: 'mapping',
      style: node.flow === true ? 'flow' : 'block',
      entries,
      isOpen: isUnreadable || this.uncertainty.isOpen(region, node.flow === true ? undefined : start),
      span: this.collectionSpan(node, start, entries.at(-1)?.value ?? entries.at(-1)?.key),
      ...props(node),
    };
    return mapping;
  }

  /** A key is a scalar without a template in it; anything else hides what the entry is called. */
  private key(key: unknown): ScalarNode | undefined {
    if (!isScalar(key)) return undefined;
    const node = this.anchored(key, this.scalar(key, this.slice));
    return node.isPlaceholder && this.uncertainty.touchesHole(node.span) ? undefined : node;
  }

  private sequence(node: ParsedYaml & { items: readonly unknown[]; flow?: boolean }, region: Span) {
    const isFlow = node.flow === true;
    const starts = node.items.map((item) => this.startOf(item));
    const items: Item[] = node.items.map((item, index) => {
      const start = starts[index] ?? region.start;
      const itemRegion = { start, end: starts[index + 1] ?? region.end };
      const dash = isFlow ? start : dashBefore(this.text, start, this.slice.start);
      return {
        value: this.node(item, itemRegion),
        start: dash,
        isCertain: this.uncertainty.isCertain(dash),
      };
    });
    const start = items[0]?.start ?? region.start;
    const sequence: SequenceNode = {
      kind: 'sequence',
      style: isFlow ? 'flow' : 'block',
      items,
      isOpen: this.uncertainty.isOpen(region, isFlow ? undefined : start),
      span: this.collectionSpan(node, start, items.at(-1)?.value),
      ...props(node),
    };
    return sequence;
  }

  private collectionSpan(node: ParsedYaml & { flow?: boolean }, start: number, last: Node | undefined): Span {
    if (node.flow !== true && last !== undefined) return { start, end: Math.max(last.span.end, start) };
    const end = node.flow === true ? this.slice.start + (node.range?.[1] ?? 0) : this.endOf(node);
    return { start: this.slice.start + (node.range?.[0] ?? 0), end };
  }

  private scalar(
    node: ParsedYaml & { value: unknown; source?: string; type?: string; tag?: string },
    region: Span,
  ): ScalarNode {
    const [from, to] = node.range ?? [region.start - this.slice.start, region.start - this.slice.start];
    const span = { start: this.slice.start + from, end: this.slice.start + to };
    const text = typeof node.value === 'string' ? node.value : (node.source ?? '');
    const isPlaceholder = this.uncertainty.isPlaceholder(span, text);
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
}

function props(node: { anchor?: string; tag?: string }): { anchor?: string; tag?: string } {
  return {
    ...(node.anchor === undefined ? {} : { anchor: node.anchor }),
    ...(node.tag === undefined ? {} : { tag: node.tag }),
  };
}

function emptyScalar(offset: number): ScalarNode {
  return {
    kind: 'scalar',
    style: 'plain',
    span: { start: offset, end: offset },
    text: '',
    isPlaceholder: false,
  };
}
