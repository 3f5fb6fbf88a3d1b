import type { Span } from '../../../rules/yaml/span';

/**
 * A text in which nobody can read these parts of it any more, and in which all else stands where it stood. What names a value
 * is left: a flag, a key in a list of settings.
 */
export function hidden(text: string, parts: readonly Span[]): string {
  let shown = '';
  let end = 0;
  for (const part of parts.toSorted((a, b) => a.start - b.start)) {
    const start = Math.max(part.start, end);
    shown += text.slice(end, start) + starred(text.slice(start, part.end));
    end = Math.max(part.end, end);
  }
  return shown + text.slice(end);
}

/** White space stays, above all the ends of lines. */
function starred(text: string): string {
  const name = NAME.exec(text)?.[0] ?? '';
  return name + text.slice(name.length).replace(/[^\s"']/g, '*');
}

/** What stands before a value in one and the same scalar. */
const NAME = /^["']?(?:--?)?[A-Za-z][\w.-]*=/;
