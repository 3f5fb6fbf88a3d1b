import type { YamlDocument } from '../yaml/document';
import type { Path } from '../yaml/field';
import type { Entry, Item, Node } from '../yaml/node';
import { readDocuments } from '../yaml/read';
import type { Source } from '../yaml/source';
import type { TextEdit } from '../yaml/span';
import type { Problem } from './problem';

/** What an ignore comment is to silence a rule for. */
export type SuppressionReach = 'resource' | 'line' | 'file';

/**
 * The edits that silence a problem's rule by an ignore comment on a line of its own; undefined where none can stand: in
 * JSON, and where the source no longer has what the problem is about.
 */
export function suppressionEdits(
  source: Source,
  problem: Problem,
  reach: SuppressionReach,
): readonly TextEdit[] | undefined {
  if (source.language === 'json') return undefined;
  const eol = source.text.includes('\r\n') ? '\r\n' : '\n';
  if (reach === 'file') {
    const start = source.text.charCodeAt(0) === 0xfeff ? 1 : 0;
    return [insertion(start, `# kube-harden-ignore-file ${problem.rule}${eol}`)];
  }
  const document = readDocuments(source).find(({ index }) => index === problem.place.document);
  if (document?.root === undefined || document.root.kind !== 'mapping' || document.root.style === 'flow') {
    return undefined;
  }
  const path = reach === 'resource' ? objectPath(problem.place.path) : problem.place.path;
  return [commentAbove(document, startOf(document.root, path), problem.rule, eol)];
}

/** An object of a list is one of its items; any other is the whole document. */
function objectPath(path: Path): Path {
  const [first, second] = path;
  return first === 'items' && typeof second === 'number' ? [first, second] : [];
}

function commentAbove(document: YamlDocument, offset: number, rule: string, eol: string): TextEdit {
  const { text } = document.source;
  let start = offset;
  while (start > 0 && !/[\r\n\ufeff]/.test(text.charAt(start - 1))) start--;
  const indent = /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
  return insertion(start, `${indent}# kube-harden-ignore ${rule}${eol}`);
}

/** Where the deepest part of a path starts that is written: its key, or the dash of its item. */
function startOf(root: Node, path: Path): number {
  let node: Node | undefined = root;
  let start = root.span.start;
  for (const part of path) {
    if (node?.kind === 'mapping') {
      const entry: Entry | undefined = node.entries.find(({ key }) => key.text === part);
      if (entry === undefined) return start;
      start = entry.key.span.start;
      node = entry.value;
    } else if (node?.kind === 'sequence' && typeof part === 'number') {
      const item: Item | undefined = node.items[part];
      if (item === undefined) return start;
      start = item.start;
      node = item.value;
    } else {
      return start;
    }
  }
  return start;
}

function insertion(offset: number, text: string): TextEdit {
  return { span: { start: offset, end: offset }, text };
}
