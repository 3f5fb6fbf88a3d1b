import type { YamlDocument } from '../yaml/document';
import type { Located } from '../yaml/field';
import { firstBehind } from '../yaml/mask-slice';
import type { Node } from '../yaml/node';
import type { Source } from '../yaml/source';
import { ContentLines, type Line, lineAt } from './content-lines';
import { IgnoredPlaces } from './ignored-places';

/** What every ignore comment has in it. */
export const MARKER = 'kube-harden-ignore';
/** What a text has where a comment in one document may silence another. */
export const IGNORES_FILE = /kube-harden-ignore-file/;
/** What the comments on a line are told by. */
const PIECE = /#|kube-harden-ignore/g;
/** `# kube-harden-ignore a, b: reason`; with `-file` for all of the file. */
const COMMENT = /#\s*kube-harden-ignore(-file)?(?:[ \t]+([\w-]+(?:\s*,\s*[\w-]+)*))?\s*(?::\s*(.*))?$/;

/** The ignore comments of a source. */
export interface Ignores {
  /** Whether any of these rules is silenced at this place. */
  covers(rules: readonly string[], at: Located): boolean;
}

/** Silences nothing. */
export const noIgnores: Ignores = { covers: () => false };

/**
 * Reads the ignore comments of a source. A comment silences what lies under the key or list item it stands beside or
 * above, and what is underlined on that line; the `-file` form silences the whole source. Without rules it silences only
 * as a `-file` comment: to silence everything under a node is never meant.
 */
export function readIgnores(source: Source, documents: readonly YamlDocument[]): Ignores {
  const { text } = source;
  if (source.language === 'json' || !text.includes(MARKER)) return noIgnores;
  const places = new IgnoredPlaces();
  const lines = new ContentLines(text);
  for (let at = text.indexOf(MARKER); at >= 0; ) {
    const line = lineAt(text, at);
    for (const comment of commentsOn(text, line)) readIgnore(lines, line, comment, documents, places);
    at = text.indexOf(MARKER, line.end);
  }
  return places;
}

/** What may be an ignore comment, if no scalar holds it. */
interface Comment {
  readonly hash: number;
  readonly match: RegExpExecArray;
}

/** The last `#` before each marker on a line, and the ignore comment that is there or behind. Quick on any line. */
function commentsOn(text: string, { start, end }: Line): readonly Comment[] {
  const comments: Comment[] = [];
  let hash = -1;
  let match: RegExpExecArray | null = null;
  let matched = -1;
  for (const { 0: piece, index } of text.slice(start, end).matchAll(PIECE)) {
    if (piece === '#') hash = start + index;
    else if (hash >= 0 && comments.at(-1)?.hash !== hash) {
      if (hash > matched) {
        match = COMMENT.exec(text.slice(hash, end));
        if (match === null) break;
        matched = hash + match.index;
      }
      if (match !== null) comments.push({ hash, match });
    }
  }
  return comments;
}

function readIgnore(
  lines: ContentLines,
  line: Line,
  { hash, match }: Comment,
  documents: readonly YamlDocument[],
  places: IgnoredPlaces,
): void {
  const { text } = lines;
  if (!isComment(text, hash, documentAt(documents, hash))) return;
  const rules = match[2]?.split(',').map((rule) => rule.trim());
  if (match[1] !== undefined) places.addEverywhere(rules);
  if (match[1] !== undefined || rules === undefined) return;
  const isAlone = text.slice(line.start, hash).trim() === '';
  const target = isAlone ? lines.behind(line.end) : line;
  if (target === undefined) return;
  places.addLine(target, rules);
  const document = documentAt(documents, target.start);
  const path = document === undefined ? undefined : lines.pathOn(document, target);
  if (document !== undefined && path !== undefined) places.addPath(document.index, path, rules);
}

function documentAt(documents: readonly YamlDocument[], offset: number): YamlDocument | undefined {
  const document = documents[firstBehind(documents, ({ span }) => span.end > offset)];
  return document !== undefined && document.span.start <= offset ? document : undefined;
}

/** A `#` starts a comment after white space or at a line's start, where no scalar holds it. */
function isComment(text: string, hash: number, document: YamlDocument | undefined): boolean {
  if (hash > 0 && !/\s/.test(text.charAt(hash - 1))) return false;
  return document?.root === undefined || !scalarHolds(document.root, hash);
}

function scalarHolds(node: Node, offset: number): boolean {
  if (offset < node.span.start || offset >= node.span.end) return false;
  if (node.kind === 'scalar') return true;
  if (node.kind === 'alias') return false;
  const children: readonly { value: Node }[] = node.kind === 'mapping' ? node.entries : node.items;
  const child = children[firstBehind(children, ({ value }) => value.span.end > offset)];
  return child !== undefined && scalarHolds(child.value, offset);
}
