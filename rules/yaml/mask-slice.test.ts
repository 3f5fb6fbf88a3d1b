import { expect, test } from 'vitest';
import { MaskReader } from './mask-slice';
import { splitDocuments } from './split';
import { maskTemplate } from './template';

/** What each document of a template is told of blocks, actions and holes, as text. */
function slices(text: string) {
  const mask = maskTemplate(text, true);
  if (mask === undefined) return [];
  const reader = new MaskReader(mask);
  const textOf = ({ start, end }: { start: number; end: number }) => text.slice(start, end);
  return splitDocuments(mask.text).map(({ span }) => {
    const { actions, holes, fills, blocks } = reader.slice(span);
    return {
      actions: actions.map(textOf),
      holes: holes.map(textOf),
      fills: fills.length,
      blocks: blocks.map(({ span: { start }, keyword }) => `${keyword} ${start}`),
    };
  });
}

test('A document is told of its own actions only', () => {
  expect(slices('a: {{ .b }}\n---\nc: d\n---\n{{ .e }}\nf: x-{{ .g }}\n')).toEqual([
    { actions: ['{{ .b }}'], holes: ['{{ .b }}'], fills: 0, blocks: [] },
    { actions: [], holes: [], fills: 0, blocks: [] },
    { actions: ['{{ .e }}', '{{ .g }}'], holes: ['{{ .g }}'], fills: 1, blocks: [] },
  ]);
});

test('A condition is told to the documents it starts and ends in, and not to those inside', () => {
  const text = 'a: 1\n{{ if .x }}\nb: 1\n---\nc: 1\n---\nd: 1\n{{ end }}\ne: 1\n---\nf: 1\n';
  expect(slices(text).map(({ blocks }) => blocks)).toEqual([['if 5'], [], ['if 5'], []]);
});

test('A loop, and a condition with an alternative, is told to the documents inside too', () => {
  const text = '{{ range .x }}\na: 1\n---\n{{ if .y }}\nb: 1\n{{ end }}\n---\nc: 1\n{{ end }}\n---\nd: 1\n';
  expect(slices(text).map(({ blocks }) => blocks)).toEqual([
    ['range 0'],
    ['range 0', 'if 24'],
    ['range 0'],
    [],
  ]);
  const other = '{{ if .x }}\na: 1\n---\nb: 1\n---\nc: 1\n{{ else }}\nd: 1\n{{ end }}\n';
  expect(slices(other).map(({ blocks }) => blocks)).toEqual([['if 0'], ['if 0'], ['if 0']]);
});

test('A block between two documents is told to none', () => {
  const text = 'a: 1\n---\n{{ if .x }}\n{{ end }}\n---\nb: 1\n';
  expect(slices(text).map(({ blocks }) => blocks)).toEqual([[], []]);
});
