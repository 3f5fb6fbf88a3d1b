import type { YamlDocument } from '../yaml/document';
import type { Located, Path } from '../yaml/field';
import type { Node } from '../yaml/node';
import type { Source } from '../yaml/source';

/** What every ignore comment has in it. */
export const MARKER = 'kube-harden-ignore';
/** What a text has where a comment in one document may silence another. */
export const IGNORES_FILE = /kube-harden-ignore-file/;
/** `# kube-harden-ignore a, b: reason`; with `-file` for all of the file. */
const COMMENT = /#\s*kube-harden-ignore(-file)?(?:[ \t]+([\w-]+(?:\s*,\s*[\w-]+)*))?\s*(?::\s*(.*))?$/;

/** The ignore comments of a source. */
export interface Ignores {
  /** Whether any of these rules is silenced at this place. */
  covers(rules: readonly string[], at: Located): boolean;
}

/** Silences nothing. */
export const noIgnores: Ignores = { covers: () => false };

interface Ignore {
  /** The rules it names; undefined for all. */
  readonly rules: readonly string[] | undefined;
  readonly reaches: (at: Located) => boolean;
}

/**
 * Reads the ignore comments of a source. A comment silences what lies under the key or list item it stands beside or
 * above, and what is underlined on that line; the `-file` form silences the whole source. Without rules it silences only
 * as a `-file` comment: to silence everything under a node is never meant.
 */
export function readIgnores(source: Source, documents: readonly YamlDocument[]): Ignores {
  const { text } = source;
  if (source.language === 'json' || !text.includes(MARKER)) return noIgnores;
  const ignores: Ignore[] = [];
  const lines = new ContentLines(text);
  for (let at = text.indexOf(MARKER); at >= 0; at = text.indexOf(MARKER, at + 1)) {
    const ignore = readIgnore(lines, at, documents);
    if (ignore !== undefined) ignores.push(ignore);
  }
  return {
    covers: (rules, at) =>
      ignores.some(
        (ignore) =>
          (ignore.rules === undefined || ignore.rules.some((rule) => rules.includes(rule))) &&
          ignore.reaches(at),
      ),
  };
}

function readIgnore(lines: ContentLines, at: number, documents: readonly YamlDocument[]): Ignore | undefined {
  const { text } = lines;
  const line = lineAt(text, at);
  const hash = text.lastIndexOf('#', at);
  const holder = documents.find(({ span }) => span.start <= hash && hash < span.end);
  if (hash < line.start || !isComment(text, hash, holder)) return undefined;
  const match = COMMENT.exec(text.slice(hash, line.end));
  if (match === null) return undefined;
  const rules = match[2]?.split(',').map((rule) => rule.trim());
  if (match[1] !== undefined) return { rules, reaches: () => true };
  if (rules === undefined) return undefined;
  const isAlone = text.slice(line.start, hash).trim() === '';
  const target = isAlone ? lines.behind(line.end) : line;
  if (target === undefined) return undefined;
  const document = documents.find(({ span }) => span.start <= target.start && target.start < span.end);
  const path = document === undefined ? undefined : lines.pathOn(document, target);
  return {
    rules,
    reaches: (place) =>
      (place.span.start >= target.start && place.span.start < target.end) ||
      (path !== undefined && place.document.index === document?.index && isUnder(place.path, path)),
  };
}

/** A `#` starts a comment after white space or at a line's start, where no scalar holds it. */
function isComment(text: string, hash: number, document: YamlDocument | undefined): boolean {
  if (hash > 0 && !/\s/.test(text.charAt(hash - 1))) return false;
  return document?.root === undefined || !scalarHolds(document.root, hash);
}

function scalarHolds(node: Node, offset: number): boolean {
  if (offset < node.span.start || offset >= node.span.end) return false;
  if (node.kind === 'scalar') return true;
  if (node.kind === 'mapping') return node.entries.some((entry) => scalarHolds(entry.value, offset));
  if (node.kind === 'sequence') return node.items.some((item) => scalarHolds(item.value, offset));
  return false;
}

interface Line {
  readonly start: number;
  readonly end: number;
}

function lineAt(text: string, offset: number): Line {
  let start = offset;
  while (start > 0 && !isBreak(text, start - 1)) start--;
  let end = offset;
  while (end < text.length && !isBreak(text, end)) end++;
  return { start, end };
}

function isBreak(text: string, offset: number): boolean {
  const code = text.charCodeAt(offset);
  return code === 10 || code === 13;
}

/** The lines that comments stand above. Of many comments in a row the lines between are looked at once. */
class ContentLines {
  private readonly known = new Map<number, Line | undefined>();
  private readonly paths = new Map<number, Path | undefined>();

  constructor(readonly text: string) {}

  /** The first line behind `end` that is no comment; undefined where a blank line or the end of the text comes first. */
  behind(end: number): Line | undefined {
    const passed: number[] = [];
    let found: Line | undefined;
    for (let at: number | undefined = end; at !== undefined; ) {
      if (this.known.has(at)) {
        found = this.known.get(at);
        break;
      }
      passed.push(at);
      const line = this.next(at);
      const content = line && this.text.slice(line.start, line.end).trim();
      const isComment = content?.startsWith('#') === true;
      if (content !== '' && !isComment) found = line;
      at = isComment ? line?.end : undefined;
    }
    for (const each of passed) this.known.set(each, found);
    return found;
  }

  /** The path of what starts on a line of a document. */
  pathOn({ root }: YamlDocument, line: Line): Path | undefined {
    const known = this.paths.get(line.start);
    if (known !== undefined || this.paths.has(line.start)) return known;
    const path = root === undefined ? undefined : pathStartingOn(root, line, this.text);
    this.paths.set(line.start, path);
    return path;
  }

  private next(end: number): Line | undefined {
    if (this.text.startsWith('\r\n', end)) return lineAt(this.text, end + 2);
    return isBreak(this.text, end) ? lineAt(this.text, end + 1) : undefined;
  }
}

/** The path of the outermost entry or list item that starts on a line; the root's first line stands for all of it. */
function pathStartingOn(root: Node, line: Line, text: string): Path | undefined {
  const isOn = (offset: number) => line.start <= offset && offset < line.end;
  if (isOn(root.span.start) && text.slice(line.start, root.span.start).trim() === '') return [];
  const search = (node: Node, path: Path): Path | undefined => {
    if (node.kind === 'mapping') {
      for (const entry of node.entries) {
        const own = [...path, entry.key.text];
        if (isOn(entry.key.span.start)) return own;
        const found = search(entry.value, own);
        if (found !== undefined) return found;
      }
    }
    if (node.kind === 'sequence') {
      for (const [index, item] of node.items.entries()) {
        if (isOn(item.start)) return [...path, index];
        const found = search(item.value, [...path, index]);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  };
  return search(root, []);
}

function isUnder(path: Path, ancestor: Path): boolean {
  return ancestor.every((part, index) => path[index] === part);
}
