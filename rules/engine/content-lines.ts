import type { YamlDocument } from '../yaml/document';
import type { Path } from '../yaml/field';
import { firstBehind } from '../yaml/mask-slice';
import type { Node } from '../yaml/node';

/** A line of a text, without its line break. */
export interface Line {
  readonly start: number;
  readonly end: number;
}

/** The line that an offset is on. */
export function lineAt(text: string, offset: number): Line {
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
export class ContentLines {
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
    for (const { step, start, value } of childrenAround(node, line)) {
      const own = [...path, step];
      if (isOn(start)) return own;
      const found = search(value, own);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return search(root, []);
}

interface Child {
  readonly step: string | number;
  readonly start: number;
  readonly value: Node;
}

/** The entry or item that starts before a line, since it may reach into it, and the one behind. */
function childrenAround(node: Node, line: Line): readonly Child[] {
  if (node.kind === 'mapping') {
    const next = firstBehind(node.entries, ({ key }) => key.span.start >= line.start);
    return node.entries
      .slice(Math.max(0, next - 1), next + 1)
      .map(({ key, value }) => ({ step: key.text, start: key.span.start, value }));
  }
  if (node.kind === 'sequence') {
    const next = firstBehind(node.items, ({ start }) => start >= line.start);
    const first = Math.max(0, next - 1);
    return node.items
      .slice(first, next + 1)
      .map(({ start, value }, index) => ({ step: first + index, start, value }));
  }
  return [];
}
