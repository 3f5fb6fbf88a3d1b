import { applyEdits, type Span, type TextEdit } from './span';

/** An edit, and what it is for. */
export interface LabelledEdit<L> extends TextEdit {
  readonly labels: readonly L[];
}

/** A stretch of the text between, and what of either side makes it. */
interface Stretch<L> extends Span {
  readonly first: readonly LabelledEdit<L>[];
  readonly second: readonly LabelledEdit<L>[];
  /** How much longer its first edits have made the text. */
  readonly growth: number;
}

/**
 * One list of edits that does what two do, one after the other: the spans of `second` are offsets into the text after
 * `first`. Edits that do not meet stay as they are; those that touch become one, with the labels of all.
 */
export function composeEdits<L>(
  text: string,
  first: readonly LabelledEdit<L>[],
  second: readonly LabelledEdit<L>[],
): readonly LabelledEdit<L>[] {
  const between = applyEdits(text, first);
  let grown = 0;
  return stretchesOf(first, second).flatMap((stretch) => {
    const before = grown;
    grown += stretch.growth;
    if (stretch.second.length === 0) return stretch.first;
    const own = stretch.second.map((edit) => ({ ...edit, span: moved(edit.span, -stretch.start) }));
    const labels = [...stretch.first, ...stretch.second].flatMap((edit) => edit.labels);
    return {
      span: { start: stretch.start - before, end: stretch.end - grown },
      text: applyEdits(between.slice(stretch.start, stretch.end), own),
      labels: [...new Set(labels)],
    };
  });
}

/** The edits of both, in the order of the text between, those that touch in one stretch. */
function stretchesOf<L>(first: readonly LabelledEdit<L>[], second: readonly LabelledEdit<L>[]): Stretch<L>[] {
  let grown = 0;
  const done = first.toSorted(byStart).map((edit): Stretch<L> => {
    const start = edit.span.start + grown;
    const growth = edit.text.length - (edit.span.end - edit.span.start);
    grown += growth;
    return { start, end: start + edit.text.length, first: [edit], second: [], growth };
  });
  const todo = second.map((edit): Stretch<L> => ({ ...edit.span, first: [], second: [edit], growth: 0 }));
  const result: Stretch<L>[] = [];
  for (const stretch of [...done, ...todo].toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const last = result.at(-1);
    if (last !== undefined && stretch.start <= last.end) result[result.length - 1] = joined(last, stretch);
    else result.push(stretch);
  }
  return result;
}

function joined<L>(a: Stretch<L>, b: Stretch<L>): Stretch<L> {
  return {
    start: a.start,
    end: Math.max(a.end, b.end),
    first: [...a.first, ...b.first],
    second: [...a.second, ...b.second],
    growth: a.growth + b.growth,
  };
}

function moved({ start, end }: Span, distance: number): Span {
  return { start: start + distance, end: end + distance };
}

function byStart(a: TextEdit, b: TextEdit): number {
  return a.span.start - b.span.start;
}
