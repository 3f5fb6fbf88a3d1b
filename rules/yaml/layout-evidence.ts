import { columnOf, isFirstOnLine } from './edit-line';
import { isPlainString, type Quote } from './edit-scalar';
import type { FlowLayout } from './layout';
import type { MappingNode, Node, ScalarNode, SequenceNode } from './node';

/** Enough to know how a document is written; bounds the work in large ones. */
const EVIDENCE = 2000;

/** What nodes show about the layout, in the order they stand in. */
export class Evidence {
  readonly steps: number[] = [];
  readonly listIndents: number[] = [];
  readonly quotes: Quote[] = [];
  /** How keys, and other strings, are written that need no quotes. */
  readonly keys: (Quote | 'plain')[] = [];
  readonly strings: (Quote | 'plain')[] = [];
  readonly lists: ('flow' | 'block')[] = [];
  readonly flowItems: (Quote | 'plain')[] = [];
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
      this.strings.push(...stringStyleOf(node));
      return;
    }
    if (node.kind === 'alias') return;
    const first = startsOf(node)[0];
    if (first === undefined) return;
    const isMultiline = isFirstOnLine(this.text, first);
    if (node.kind === 'mapping') this.keys.push(...node.entries.flatMap(({ key }) => stringStyleOf(key)));
    if (node.style === 'flow' && !isMultiline) this.addPadding(node, first);
    const style = node.style === 'flow' ? itemStyleOf(node) : undefined;
    if (style !== undefined) this.flowItems.push(style);
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

/** Where the entries or items of a collection start. */
export function startsOf(node: MappingNode | SequenceNode): readonly number[] {
  return node.kind === 'mapping'
    ? node.entries.map((entry) => entry.key.span.start)
    : node.items.map((item) => item.start);
}

/** The white space inside the brackets of a flow collection on one line. */
export function paddingOf(
  text: string,
  node: MappingNode | SequenceNode,
  first: number,
): Partial<FlowLayout> {
  const padding = text.slice(node.span.start + 1, first);
  if (!/^ *$/.test(padding)) return {};
  return node.kind === 'mapping' ? { bracePadding: padding } : { bracketPadding: padding };
}

/** How the strings in a list are written, where any of them could have been written without quotes. */
export function itemStyleOf(node: MappingNode | SequenceNode): Quote | 'plain' | undefined {
  if (node.kind === 'mapping') return undefined;
  const styles = node.items.flatMap(({ value }) => (value.kind === 'scalar' ? stringStyleOf(value) : []));
  return styles.includes('plain') ? 'plain' : styles.at(-1);
}

/** How a string is written that needs no quotes; nothing for other scalars. */
function stringStyleOf({ style, text }: ScalarNode): readonly (Quote | 'plain')[] {
  if (style === 'literal' || style === 'folded' || !isPlainString(text)) return [];
  if (style === 'plain') return ['plain'];
  return [style === 'single-quoted' ? "'" : '"'];
}

/** The value that occurs most often, the first one of several. */
export function mostFrequent<T>(values: readonly T[]): T | undefined {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best: T | undefined;
  for (const [value, count] of counts) {
    if (best === undefined || count > (counts.get(best) ?? 0)) best = value;
  }
  return best;
}
