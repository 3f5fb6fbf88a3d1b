import { dedented } from '../engine/page';

/** Where a finding is expected: offsets into the unmarked text, and its message. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

const CARETS = /^(\s*#\s*)(\^+) ?(.*)$/;

/** A manifest without its indentation in the source code and without its caret lines, and what these say. */
export function readMarked(manifest: string): { readonly text: string; readonly marks: readonly Mark[] } {
  const lines: string[] = [];
  const marks: Mark[] = [];
  let offset = 0;
  let lineStart = 0;
  for (const line of dedent(manifest).split('\n')) {
    const [, before, carets, message] = CARETS.exec(line) ?? [];
    if (before !== undefined && carets !== undefined) {
      const start = lineStart + before.length;
      marks.push({ start, end: start + carets.length, message: message ?? '' });
      continue;
    }
    lines.push(line);
    lineStart = offset;
    offset += line.length + 1;
  }
  return { text: lines.join('\n'), marks };
}

/** The text with a caret line under each mark: what tests compare, so that a difference reads like the page. */
export function mark(text: string, marks: readonly Mark[]): string {
  const result: string[] = [];
  let offset = 0;
  for (const line of text.split('\n')) {
    result.push(line);
    const here = marks.filter(({ start }) => start >= offset && start <= offset + line.length);
    for (const { start, end, message } of [...here].sort((a, b) => a.start - b.start || order(a, b))) {
      result.push(`#${' '.repeat(Math.max(start - offset - 1, 0))}${'^'.repeat(end - start)} ${message}`);
    }
    offset += line.length + 1;
  }
  return result.join('\n');
}

function order(a: Mark, b: Mark): number {
  return a.message < b.message ? -1 : 1;
}

/** The text of a template literal as a file has it: without the source code's indentation, with a last line break. */
export function dedent(text: string): string {
  return `${dedented(text)}\n`;
}
