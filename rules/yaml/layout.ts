import type { YamlDocument } from './document';
import { columnOf, indentOf, isFirstOnLine } from './edit-line';
import type { Quote } from './edit-scalar';
import { Evidence, itemStyleOf, mostFrequent, paddingOf, startsOf } from './layout-evidence';
import type { Entry, MappingNode, Node, SequenceNode } from './node';

/** How a document is written, so that what is added looks like the rest. */
export interface Layout {
  /** Columns by which a mapping stands right of its key. */
  readonly step: number;
  /** Columns by which a `-` stands right of its key. */
  readonly listIndent: number;
  /** Around strings that need quotes. */
  readonly quote: Quote;
  /** Around all keys. */
  readonly keyQuote: Quote | undefined;
  /** Around all strings that are not keys. */
  readonly stringQuote: Quote | undefined;
  /** Around all strings in a list in block style. */
  readonly itemQuote: Quote | undefined;
  /** Lists of scalars are written `[a, b]`. */
  readonly hasFlowLists: boolean;
  /** Keys are in the order of the alphabet. */
  readonly isSorted: boolean;
  readonly flow: FlowLayout;
}

/** How `{}` and `[]` are written. */
export interface FlowLayout {
  /** Keys and strings are in double quotes. */
  readonly isJson: boolean;
  /** Around all strings in lists. */
  readonly itemQuote: Quote | undefined;
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
    keyQuote: habitOf(evidence.keys),
    stringQuote: habitOf(evidence.strings),
    itemQuote: undefined,
    hasFlowLists: mostFrequent(evidence.lists) === 'flow',
    isSorted: false,
    flow: {
      isJson,
      itemQuote: quoteOf(evidence.flowItems),
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
    for (const { key, value } of node.entries) {
      if (value.kind === 'mapping' || value.kind === 'sequence')
        evidence.add(value, columnOf(text, key.span.start));
    }
  }
  const lists = mostFrequent(evidence.lists);
  return {
    ...around,
    itemQuote: node.kind === 'sequence' ? quoteOf([itemStyleOf(node)]) : undefined,
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
    ...(itemStyleOf(node) === undefined ? {} : { itemQuote: quoteOf([itemStyleOf(node)]) }),
    isMultiline,
    unit: isMultiline && inner.startsWith(outer) && inner !== outer ? inner.slice(outer.length) : around.unit,
  };
}

/** The quotes of those who put them around everything: one alone may have needed them. */
function habitOf(styles: readonly (Quote | 'plain')[]): Quote | undefined {
  return styles.length < 2 || styles.includes('plain') ? undefined : quoteOf(styles);
}

function quoteOf(styles: readonly (Quote | 'plain' | undefined)[]): Quote | undefined {
  const style = mostFrequent(styles.filter((each) => each !== undefined));
  return style === 'plain' ? undefined : style;
}

function hasJsonKeys(node: Node | undefined): boolean {
  if (node?.kind !== 'mapping' || node.style === 'block' || node.entries.length === 0) return false;
  return node.entries.every(({ key }) => key.style === 'double-quoted');
}

function spacingOf(text: string, node: MappingNode | SequenceNode, around: FlowLayout): Partial<FlowLayout> {
  if (node.kind === 'sequence') {
    const [first, second] = node.items;
    if (first === undefined || second === undefined) return {};
    return { comma: gap(text, first.value.span.end, second.start, ',') ?? around.comma };
  }
  const [first, second] = node.entries;
  if (first === undefined) return {};
  // Behind the colon of an empty value nothing stands that a value would have before it.
  const written = node.entries.find(({ value }) => value.span.end > value.span.start);
  const colon = written && gap(text, written.key.span.end, written.value.span.start, ':');
  return {
    colon: colon ?? around.colon,
    comma: (second && gap(text, first.value.span.end, second.key.span.start, ',')) ?? around.comma,
  };
}

/** What stands between two nodes, where it is `sign` and at most spaces. */
function gap(text: string, from: number, to: number, sign: string): string | undefined {
  const between = text.slice(from, to);
  return between.trim() === sign && /^\S *$/.test(between) ? between : undefined;
}
