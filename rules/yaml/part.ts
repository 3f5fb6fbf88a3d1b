import type { Field } from './field';

/**
 * A part of a known text as a field of its own, from `start` to `end` in UTF-16 units of its value. It is underlined
 * exactly where the text is written as it reads, and else where the whole text is.
 */
export function partOf(field: Field<string>, start: number, end: number): Field<string> {
  if (field.state !== 'known') return field;
  const { document, span, value } = field;
  const written = document.source.text.slice(span.start, span.end);
  const offset = written === value ? 0 : written.slice(1, -1) === value ? 1 : undefined;
  const isExact = offset !== undefined && end > start;
  const own = isExact ? { start: span.start + offset + start, end: span.start + offset + end } : span;
  return { ...field, span: own, value: value.slice(start, end) };
}

/** The parts of a known text between separators, without the white space around them; empty ones are left out. */
export function partsOf(field: Field<string>, separator: string): readonly Field<string>[] {
  if (field.state !== 'known') return [field];
  const parts: Field<string>[] = [];
  let start = 0;
  for (const piece of field.value.split(separator)) {
    const lead = piece.length - piece.trimStart().length;
    const { length } = piece.trim();
    if (length > 0) parts.push(partOf(field, start + lead, start + lead + length));
    start += piece.length + separator.length;
  }
  return parts;
}
