import type { YamlDocument } from './document';
import { lineEnd, nextLine } from './edit-line';
import type { Field, Path } from './field';
import { Frame } from './frame';
import type { AliasNode, MappingNode, Node, ScalarNode, SequenceNode } from './node';
import { readDocuments } from './read';
import { sourceOf } from './source';
import type { Span } from './span';
import { type MapView, mapAt } from './view';

/**
 * The YAML documents that are written in a text block, each as the document that the text stands in with the text read in
 * its place: all places are those of the file, so that what is found there can be underlined and changed as anything else.
 * None where the text is not a literal block (`|`), is not known or templated, or is no YAML.
 */
export function documentsInText(field: Field<string>): readonly YamlDocument[] {
  const { document, path } = field;
  const node = document.root === undefined ? undefined : nodeAt(document.root, path);
  if (field.state !== 'known' || node?.kind !== 'scalar' || node.style !== 'literal') return [];
  return slicesOf(document.source.text, node).flatMap((slice) => {
    const inner = readSlice(document, slice);
    const root = inner === undefined ? undefined : replaced(document.root, path, inner);
    return root === undefined ? [] : [{ ...document, root }];
  });
}

/** The mapping at a path of a document; undefined where something else stands there. No alias is followed on the way. */
export function mapIn(document: YamlDocument, path: Path, isPartial: boolean): MapView | undefined {
  const node = document.root === undefined ? undefined : nodeAt(document.root, path);
  if (node?.kind !== 'mapping') return undefined;
  const span = node.entries[0]?.key.span ?? node.span;
  return mapAt(new Frame(document, isPartial), node, { path }, span, undefined);
}

/** The lines of each document in a text block. None where a marker shares its line with anything. */
function slicesOf(text: string, node: ScalarNode): readonly Span[] {
  const lines = linesIn(text, { start: nextLine(text, node.span.start), end: node.span.end });
  const values = node.text.split('\n');
  const first = values.findIndex((line) => line.trim() !== '');
  const indent = (lines[first]?.text.length ?? 0) - (values[first]?.length ?? 0);
  if (first === -1 || lines[first]?.text.slice(indent) !== values[first]) return [];
  const slices: Span[] = [];
  let start = lines[0]?.start ?? 0;
  for (const line of lines) {
    const marker = /^(?:---|\.\.\.)(?=\s|$)(.*)/.exec(line.text.slice(indent));
    if (marker === null) continue;
    if (marker[1]?.trim() !== '') return [];
    slices.push({ start, end: line.start });
    start = nextLine(text, line.start);
  }
  return [...slices, { start, end: node.span.end }];
}

function linesIn(text: string, { start, end }: Span): readonly { start: number; text: string }[] {
  const lines: { start: number; text: string }[] = [];
  for (let at = start; at < end; at = nextLine(text, at)) {
    lines.push({ start: at, text: text.slice(at, lineEnd(text, at)) });
  }
  return lines;
}

/** What stands in some whole lines of a document's source, with the offsets it has there. */
function readSlice({ source }: YamlDocument, { start, end }: Span): Node | undefined {
  const slice = sourceOf(source.uri, source.text.slice(start, end), { language: 'yaml' });
  const [inner, another] = readDocuments(slice);
  if (inner?.root === undefined || another !== undefined) return undefined;
  if (inner.problems.length > 0 || inner.templateSpans.length > 0) return undefined;
  return moved(inner.root, start, new Map());
}

function nodeAt(root: Node, path: Path): Node | undefined {
  return path.reduce<Node | undefined>((node, step) => childOf(node, step), root);
}

function childOf(node: Node | undefined, step: string | number): Node | undefined {
  if (node?.kind === 'mapping') return node.entries.find(({ key }) => key.text === step)?.value;
  return node?.kind === 'sequence' && typeof step === 'number' ? node.items[step]?.value : undefined;
}

/** A copy of a tree with another node at a path; undefined where there is none to replace. */
function replaced(root: Node | undefined, path: Path, by: Node): Node | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return by;
  const child = replaced(childOf(root, step), rest, by);
  if (child === undefined) return undefined;
  if (root?.kind === 'mapping') {
    const entries = root.entries.map((entry) => {
      return entry.key.text === step ? { ...entry, value: child } : entry;
    });
    return { ...root, entries };
  }
  if (root?.kind !== 'sequence') return undefined;
  return {
    ...root,
    items: root.items.map((item, index) => (index === step ? { ...item, value: child } : item)),
  };
}

/** A copy of a tree, so many units further on. `copies` has the nodes that aliases may stand for. */
function moved(node: Node, by: number, copies: Map<Node, Node>): Node {
  const copy = copyOf(node, by, copies);
  copies.set(node, copy);
  return copy;
}

function copyOf(node: Node, by: number, copies: Map<Node, Node>): Node {
  const span = further(node.span, by);
  switch (node.kind) {
    case 'scalar':
      return { ...node, span };
    case 'alias':
      return {
        ...node,
        span,
        target: node.target === undefined ? undefined : copies.get(node.target),
      } satisfies AliasNode;
    case 'mapping': {
      const entries = node.entries.map((entry) => ({
        ...entry,
        key: { ...entry.key, span: further(entry.key.span, by) },
        value: moved(entry.value, by, copies),
      }));
      return { ...node, span, entries } satisfies MappingNode;
    }
    case 'sequence': {
      const items = node.items.map((item) => {
        return { ...item, start: item.start + by, value: moved(item.value, by, copies) };
      });
      return { ...node, span, items } satisfies SequenceNode;
    }
  }
}

function further({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}
