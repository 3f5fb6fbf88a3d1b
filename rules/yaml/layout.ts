import type { YamlDocument } from './document';
import { columnOf, indentOf, isFirstOnLine } from './edit-line';
import type { Quote } from './edit-scalar';
import type { Entry, MappingNode, Node, SequenceNode } from './node';

/** How a document is written, so that what is added looks like the rest. */
export interface Layout {
  /** Columns by which a mapping stands right of its key. */
  readonly step: number;
  /** Columns by which a `-` stands right of its key. */
  readonly listIndent: number;
  /** Around strings that need quotes. */
  readonly quote: Quote;
  /** Lists of scalars are written `[a, b]`. */
  readonly hasFlowLists: boolean;
  readonly flow: FlowLayout;
}

/** How `{}` and `[]` are written. */
export interface FlowLayout {
  /** Keys and strings are in double quotes. */
  readonly isJson: boolean;
  /** White space inside the brackets of collections on one line. */
  readonly bracePadding: string;
  readonly bracketPadding: string;
  readonly colon: string;
  readonly comma: string;
  /** One entry a line. */
  readonly isMultiline: boolean;
  /** Lists of scalars too have one item a line where the rest has. */
  readonly hasMultilineLists: boolean;
  /** The indentation of one level, where there is one entry a line. */
  readonly unit: string;
}

/** Enough to know how a document is written; bounds the work in large ones. */
const EVIDENCE = 2000;

/** A document never changes, and each of its findings may ask for its layout. */
const known = new WeakMap<YamlDocument, Layout>();

/** The layout that prevails in a document. */
export function layoutOf(document: YamlDocument): Layout {
  const layout = known.get(document) ?? gather(document);
  known.set(document, layout);
  return layout;
}

function gather(document: YamlDocument): Layout {
  const isJson = document.source.language === 'json' || hasJsonKeys(document.root);
  const evidence = new Evidence(document.source.text);
  if (document.root !== undefined) evidence.read(document.root);
  return {
    step: evidence.steps[0] ?? 2,
    // What Kubernetes' own tools print.
    listIndent: mostFrequent(evidence.listIndents) ?? 0,
    quote: mostFrequent(evidence.quotes) ?? '"',
    hasFlowLists: mostFrequent(evidence.lists) === 'flow',
    flow: {
      isJson,
      bracePadding: mostFrequent(evidence.bracePaddings) ?? '',
      bracketPadding: mostFrequent(evidence.bracketPaddings) ?? '',
      colon: ': ',
      comma: ', ',
      isMultiline: false,
      hasMultilineLists: isJson && mostFrequent(evidence.flowLists) !== 'one line',
      unit: '  ',
    },
  };
}

/** The layout for what is added in `node`: what the node itself shows comes before what its document shows. */
export function layoutWithin(text: string, node: MappingNode | SequenceNode, around: Layout): Layout {
  if (node.style === 'flow') return { ...around, flow: flowWithin(text, node, around.flow) };
  const evidence = new Evidence(text);
  if (node.kind === 'mapping') {
    for (const entry of node.entries) evidence.add(entry.value, columnOf(text, entry.key.span.start));
  }
  const lists = mostFrequent(evidence.lists);
  return {
    ...around,
    step: evidence.steps[0] ?? around.step,
    hasFlowLists: lists === undefined ? around.hasFlowLists : lists === 'flow',
  };
}

/** The layout for what is added below a key, whose own mapping is the best evidence of an indentation. */
export function layoutBelow(text: string, { key, value }: Entry, around: Layout): Layout {
  if (value.kind !== 'mapping' || value.style === 'flow' || value.entries.length === 0) return around;
  return { ...around, step: columnOf(text, value.span.start) - columnOf(text, key.span.start) };
}

function flowWithin(text: string, node: MappingNode | SequenceNode, around: FlowLayout): FlowLayout {
  const starts = startsOf(node);
  const first = starts[0];
  if (first === undefined) return around;
  const isMultiline = isFirstOnLine(text, first);
  const outer = indentOf(text, node.span.start);
  const inner = indentOf(text, first);
  return {
    ...around,
    isJson: around.isJson || hasJsonKeys(node),
    ...(isMultiline ? {} : paddingOf(text, node, first)),
    ...spacingOf(text, node, around),
    isMultiline,
    unit: isMultiline && inner.startsWith(outer) && inner !== outer ? inner.slice(outer.length) : around.unit,
  };
}

function hasJsonKeys(node: Node | undefined): boolean {
  if (node?.kind !== 'mapping' || node.style === 'block' || node.entries.length === 0) return false;
  return node.entries.every(({ key }) => key.style === 'double-quoted');
}

function paddingOf(text: string, node: MappingNode | SequenceNode, first: number): Partial<FlowLayout> {
  const padding = text.slice(node.span.start + 1, first);
  if (!/^ *$/.test(padding)) return {};
  return node.kind === 'mapping' ? { bracePadding: padding } : { bracketPadding: padding };
}

function spacingOf(text: string, node: MappingNode | SequenceNode, around: FlowLayout): Partial<FlowLayout> {
  if (node.kind === 'sequence') {
    const [first, second] = node.items;
    if (first === undefined || second === undefined) return {};
    return { comma: gap(text, first.value.span.end, second.start, ',') ?? around.comma };
  }
  const [first, second] = node.entries;
  if (first === undefined) return {};
  return {
    colon: gap(text, first.key.span.end, first.value.span.start, ':') ?? around.colon,
    comma: (second && gap(text, first.value.span.end, second.key.span.start, ',')) ?? around.comma,
  };
}

/** What stands between two nodes, where it is `sign` and at most spaces. */
function gap(text: string, from: number, to: number, sign: string): string | undefined {
  const between = text.slice(from, to);
  return between.trim() === sign && /^\S *$/.test(between) ? between : undefined;
}

function startsOf(node: MappingNode | SequenceNode): readonly number[] {
  return node.kind === 'mapping'
    ? node.entries.map((entry) => entry.key.span.start)
    : node.items.map((item) => item.start);
}

/** What nodes show about the layout, in the order they stand in. */
class Evidence {
  readonly steps: number[] = [];
  readonly listIndents: number[] = [];
  readonly quotes: Quote[] = [];
  readonly lists: ('flow' | 'block')[] = [];
  readonly flowLists: ('one line' | 'multiline')[] = [];
  readonly bracePaddings: string[] = [];
  readonly bracketPaddings: string[] = [];

  constructor(private readonly text: string) {}

  /** Reads a whole tree, up to a limit. */
  read(root: Node): void {
    const pending: { node: Node; column: number | undefined }[] = [{ node: root, column: undefined }];
    for (let count = 0; count < EVIDENCE; count++) {
      const next = pending.pop();
      if (next === undefined) return;
      this.add(next.node, next.column);
      pending.push(...this.childrenOf(next.node).reverse());
    }
  }

  /** Reads one node. `column` is that of its key, where it has one in block style. */
  add(node: Node, column: number | undefined): void {
    if (node.kind === 'scalar') {
      if (node.style === 'double-quoted') this.quotes.push('"');
      if (node.style === 'single-quoted') this.quotes.push("'");
      return;
    }
    if (node.kind === 'alias') return;
    const first = startsOf(node)[0];
    if (first === undefined) return;
    const isMultiline = isFirstOnLine(this.text, first);
    if (node.style === 'flow' && !isMultiline) this.addPadding(node, first);
    if (node.kind === 'sequence' && node.items.every((item) => item.value.kind === 'scalar')) {
      this.lists.push(node.style);
      if (node.style === 'flow') this.flowLists.push(isMultiline ? 'multiline' : 'one line');
    }
    if (node.style === 'block' && column !== undefined) {
      (node.kind === 'mapping' ? this.steps : this.listIndents).push(columnOf(this.text, first) - column);
    }
  }

  private addPadding(node: MappingNode | SequenceNode, first: number): void {
    const { bracePadding, bracketPadding } = paddingOf(this.text, node, first);
    if (bracePadding !== undefined) this.bracePaddings.push(bracePadding);
    if (bracketPadding !== undefined) this.bracketPaddings.push(bracketPadding);
  }

  private childrenOf(node: Node): { node: Node; column: number | undefined }[] {
    if (node.kind === 'sequence') return node.items.map((item) => ({ node: item.value, column: undefined }));
    if (node.kind !== 'mapping') return [];
    return node.entries.map(({ key, value }) => ({
      node: value,
      column: node.style === 'block' ? columnOf(this.text, key.span.start) : undefined,
    }));
  }
}

/** The value that occurs most often, the first one of several. */
function mostFrequent<T>(values: readonly T[]): T | undefined {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best: T | undefined;
  for (const [value, count] of counts) {
    if (best === undefined || count > (counts.get(best) ?? 0)) best = value;
  }
  return best;
}
