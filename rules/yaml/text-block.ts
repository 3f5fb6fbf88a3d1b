import type { Field, Located } from './field';

/** What stands before the first line of a text block: its key, where it has one, and its indicator. */
const HEAD = /^(?:[^\n|>]*:[ \t]+)?(?:[!&]\S+[ \t]+)*([|>])[-+\d]*[ \t]*(?:#[^\n]*)?\r?\n/;

/** No head is longer: YAML allows keys of 1,024 characters. What is no text block may be a line of a megabyte. */
const LONGEST_HEAD = 2048;

/**
 * The place of a field with only `part` underlined, which stands in one line of its value, where the value is a text block:
 * of those else only the head is underlined. Any other value is underlined whole.
 */
export function underlinedIn(field: Field<string>, part: string | undefined): Located {
  const { document, path, span } = field;
  if (part === undefined || !/^.+$/.test(part)) return field;
  if (field.state !== 'known' || !field.value.includes(part)) return field;
  const { text } = document.source;
  const head = HEAD.exec(text.slice(span.start, Math.min(span.start + LONGEST_HEAD, document.span.end)));
  // Where lines are folded, a space in the value may be a line break in the text.
  if (head === null || (head[1] === '>' && /\s/.test(part))) return field;
  const start = text.indexOf(part, span.start + head[0].length);
  return start < 0 ? field : { document, path, span: { start, end: start + part.length } };
}
