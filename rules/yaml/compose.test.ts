import fc from 'fast-check';
import { expect, test } from 'vitest';
import { composeEdits, type LabelledEdit } from './compose';
import { applyEdits } from './span';

type Edit = LabelledEdit<string>;

/** Edits of a text of this length that do not overlap. */
function editsOf(length: number, label: string): fc.Arbitrary<Edit[]> {
  const cuts = fc.array(fc.nat({ max: length }), { maxLength: 8 });
  const texts = fc.array(fc.constantFrom('', 'x', 'yy', '\n'), { minLength: 4, maxLength: 4 });
  return fc.tuple(cuts, texts).map(([offsets, inserted]) => {
    const sorted = offsets.toSorted((a, b) => a - b);
    return Array.from({ length: Math.floor(sorted.length / 2) }, (_, index) => ({
      span: { start: sorted[index * 2] ?? 0, end: sorted[index * 2 + 1] ?? 0 },
      text: inserted[index] ?? '',
      labels: [`${label}${index}`],
    }));
  });
}

const twoSteps = fc
  .string({ maxLength: 30 })
  .chain((text) =>
    editsOf(text.length, 'a').chain((first) =>
      editsOf(applyEdits(text, first).length, 'b').map((second) => ({ text, first, second })),
    ),
  );

test('one list of edits does what two do one after the other, and keeps their labels', () => {
  fc.assert(
    fc.property(twoSteps, ({ text, first, second }) => {
      const composed = composeEdits(text, first, second);
      expect(applyEdits(text, composed)).toBe(applyEdits(applyEdits(text, first), second));
      const labels = [...first, ...second].flatMap((edit) => edit.labels).toSorted();
      expect(composed.flatMap((edit) => edit.labels).toSorted()).toEqual(labels);
    }),
    { seed: 1, numRuns: 2000 },
  );
});

test('edits that do not meet stay as small as they are', () => {
  const first = [{ span: { start: 1, end: 2 }, text: 'BBB', labels: ['b'] }];
  const second = [{ span: { start: 6, end: 7 }, text: 'E', labels: ['e'] }];
  expect(composeEdits('abcde', first, second)).toEqual([
    first[0],
    { span: { start: 4, end: 5 }, text: 'E', labels: ['e'] },
  ]);
});
