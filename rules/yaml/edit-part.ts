import { lineEnd, nextLine } from './edit-line';
import { blockScalarEnd, chompingOf, isBlockScalar, keptEnd } from './edit-text-block';
import type { Entry, Item, MappingNode, Node, ScalarNode, SequenceNode } from './node';
import type { Span } from './span';

/** One entry or item of a block collection: from its key or dash to the last character that belongs to it. */
export interface Part extends Span {
  /** The node that ends it: a scalar, an alias or a flow collection. */
  readonly leaf: Node;
  /** Whether its value is a list in block style. */
  readonly isList: boolean;
  /** False where a template may go on behind the leaf. */
  readonly isCertain: boolean;
}

/** The entries or items of a collection. */
export function partsOf(text: string, node: MappingNode | SequenceNode): Part[] {
  return node.kind === 'mapping'
    ? node.entries.map((entry) => entryPart(text, entry))
    : node.items.map((item) => itemPart(text, item));
}

/** The entry or item of an index, from the end where that is negative; undefined where there is none. */
export function partAt(text: string, node: MappingNode | SequenceNode, index: number): Part | undefined {
  if (node.kind === 'mapping') {
    const entry = node.entries.at(index);
    return entry && entryPart(text, entry);
  }
  const item = node.items.at(index);
  return item && itemPart(text, item);
}

/** The offset behind the last character of a node; `empty` where nothing is written. */
export function endOf(text: string, node: Node, empty: number): number {
  return lastOf(text, node, empty).end;
}

/** The offset behind the colon of a key; undefined where none follows on the line. */
export function colonEnd(text: string, key: ScalarNode): number | undefined {
  let offset = key.span.end;
  while (text[offset] === ' ' || text[offset] === '\t') offset++;
  return text[offset] === ':' ? offset + 1 : undefined;
}

/**
 * The end of the last line that belongs to a part: blank lines that a text block keeps, and the comments directly below
 * that stand deeper than its key or dash, or are items that were commented out.
 */
export function lastLineOf(text: string, { end, leaf, isList }: Part, column: number): number {
  let last = isBlockScalar(leaf) ? keptEnd(text, leaf, end) : end;
  for (let at = nextLine(text, last); at < text.length; at = nextLine(text, at)) {
    const line = text.slice(at, lineEnd(text, at));
    const indent = line.search(/[^ \t]/);
    const isItem = isList && indent === column && /^#(?: *-(?: |$)| {3})/.test(line.slice(indent));
    if (line[indent] !== '#' || (indent <= column && !isItem)) break;
    last = at + line.length;
  }
  return last;
}

/** Whether a text block is the last value of a node and counts the line breaks behind its last line. */
export function endsInTextBlock(text: string, root: Node): boolean {
  const { leaf } = lastOf(text, root, root.span.end);
  return isBlockScalar(leaf) && chompingOf(text, leaf) !== '-';
}

function entryPart(text: string, { key, value, isCertain }: Entry): Part {
  const last = lastOf(text, value, colonEnd(text, key) ?? key.span.end);
  const isList = value.kind === 'sequence' && value.style === 'block';
  return { ...last, start: key.span.start, isList, isCertain: isCertain && last.isCertain };
}

function itemPart(text: string, { start, value, isCertain }: Item): Part {
  const last = lastOf(text, value, start + 1);
  return { ...last, start, isList: false, isCertain: isCertain && last.isCertain };
}

function lastOf(text: string, node: Node, empty: number): Omit<Part, 'start' | 'isList'> {
  if (node.kind === 'scalar') {
    const isEmpty = node.span.start === node.span.end;
    const end = isBlockScalar(node) ? blockScalarEnd(text, node) : node.span.end;
    return { end: isEmpty ? empty : end, leaf: node, isCertain: !isEmpty || !node.isPlaceholder };
  }
  if (node.kind === 'alias' || node.style === 'flow')
    return { end: node.span.end, leaf: node, isCertain: true };
  const last = partAt(text, node, -1) ?? { end: empty, leaf: node, isCertain: true };
  return { ...last, isCertain: last.isCertain && !node.isOpen };
}
