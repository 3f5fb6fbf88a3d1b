import type { YamlDocument } from '../yaml/document';
import type { Path } from '../yaml/field';
import type { MappingNode, Node, SequenceNode } from '../yaml/node';
import type { Span } from '../yaml/span';
import type { PlannedChange } from './random-change';

/** What changes may touch: lines by their number, from 0, and those of them whose comments may go. */
export interface Touched {
  readonly lines: ReadonlySet<number>;
  readonly gone: ReadonlySet<number>;
}

/** The lines of a document that changes cannot leave as they are. */
export function touchedLines(document: YamlDocument, changes: readonly PlannedChange[]): Touched {
  const lines = new Set<number>();
  const gone = new Set<number>();
  const { text } = document.source;
  const removed = new Set(
    changes.filter(({ verb }) => verb === 'remove').map(({ path }) => JSON.stringify(path)),
  );
  const isGone = (path: Path, node: Node): boolean => {
    if (removed.has(JSON.stringify(path))) return true;
    const children = childrenOf(node);
    return children.length > 0 && children.every(({ step, value }) => isGone([...path, step], value));
  };
  for (const { verb, path } of changes) {
    if (verb === 'add-document' || document.root === undefined) continue;
    const trail = trailOf(document.root, path);
    const first =
      verb === 'remove' ? trail.findIndex(({ path: at, node }) => isGone(at, node)) : trail.length - 1;
    const { node, span } = trail[first] ?? { node: document.root, span: document.root.span };
    const flow = trail.find((step) => isFlow(step.node));
    if (flow !== undefined) addLines(lines, text, flow.node.span);
    if (verb === 'remove') {
      addLines(lines, text, span);
      addLines(gone, text, span);
      const next = childrenOf(trail[first - 1]?.node ?? node).find((child) => child.span.start >= span.end);
      // What comes next may move up behind the dash, over blank lines.
      if (next !== undefined) addLines(lines, text, { start: span.end, end: next.span.start + 1 });
    } else if (verb === 'rename' || childrenOf(node).length === 0) addLines(lines, text, span);
  }
  return { lines, gone };
}

function addLines(lines: Set<number>, text: string, { start, end }: Span): void {
  const last = text.slice(0, Math.max(start, end - 1)).split('\n').length - 1;
  for (let line = text.slice(0, start).split('\n').length - 1; line <= last; line++) lines.add(line);
}

/** The nodes on the way to a path, as far as they are there, with the spans of their entries or items. */
function trailOf(root: Node, path: Path) {
  const trail: { path: Path; node: Node; span: Span }[] = [{ path: [], node: root, span: root.span }];
  for (const step of path) {
    const last = trail.at(-1);
    const child = last && childrenOf(last.node).find((each) => each.step === step);
    if (last === undefined || child === undefined) break;
    trail.push({ path: [...last.path, step], node: child.value, span: child.span });
  }
  return trail;
}

function isFlow(node: Node): node is MappingNode | SequenceNode {
  return (node.kind === 'mapping' || node.kind === 'sequence') && node.style === 'flow';
}

function childrenOf(node: Node): { step: string | number; value: Node; span: Span }[] {
  if (node.kind === 'mapping') {
    return node.entries.map(({ key, value }) => {
      return {
        step: key.text,
        value,
        span: { start: key.span.start, end: Math.max(value.span.end, key.span.end) },
      };
    });
  }
  if (node.kind !== 'sequence') return [];
  return node.items.map(({ start, value }, index) => {
    return { step: index, value, span: { start, end: Math.max(value.span.end, start) } };
  });
}
