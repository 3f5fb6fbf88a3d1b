import type { ListTree, MapTree, TextTree, Tree } from './hostile-yaml';

/** By how much collections stand deeper than what holds them. */
export const STEPS = [2, 2, 2, 4, 3, 1, 2, 5];
export const LIST_STEPS = [0, 0, 2, 2, 4, 1, 0, 3];

/** By how much what is in a collection stands deeper. */
export function stepOf({ indent }: MapTree | ListTree): number {
  return STEPS[indent] ?? 2;
}

/** The same for a list below a key. */
export function listStepOf({ indent }: ListTree): number {
  return LIST_STEPS[indent] ?? 0;
}

/** Whether a collection is written in brackets. */
export function isFlow(tree: MapTree | ListTree): boolean {
  return tree.style % 32 >= 26;
}

/** How many entries or items there are. */
export function childrenOf(tree: MapTree | ListTree): number {
  return tree.kind === 'map' ? tree.entries.length : tree.items.length;
}

/** The entries or items, with what stands before their values. */
export function partsOf(tree: MapTree | ListTree) {
  if (tree.kind === 'list') return tree.items.map((item) => ({ ...item, name: '' }));
  return tree.entries.map((entry) => ({ ...entry, name: `${quotedKey(entry.key, entry.keyStyle)}: ` }));
}

/** A key as it is written. */
export function quotedKey(key: string, style: number): string {
  const isPlain = /^[a-zü😀][\w.ü😀 -]*$/u.test(key);
  if (isPlain && style % 4 > 1) return key;
  return style % 4 === 0 ? `'${key}'` : JSON.stringify(key);
}

/** A text on one line. */
export function inline(text: string, style: number, isFlowContext: boolean): string {
  const isPlain = /^[\w'ü😀][\w' ü😀]*$/u.test(text) && !text.startsWith("'");
  if (isPlain && style % 4 !== 1) return text;
  if (text === '~' && isFlowContext) return 'null';
  return style % 8 === 1 && !text.includes('\n') ? `'${text.replaceAll("'", "''")}'` : JSON.stringify(text);
}

function jsonOf(tree: Tree): unknown {
  if (tree.kind === 'alias') return null;
  if (tree.kind === 'text') return tree.text === '~' ? null : tree.text === '1' ? 1 : tree.text;
  if (tree.kind === 'list') return tree.items.map(({ value }) => jsonOf(value));
  return Object.fromEntries(tree.entries.map(({ key, value }) => [key, jsonOf(value)]));
}

/** JSON, in one of the ways that tools print it. */
export function jsonText(tree: Tree, seed: number): string {
  return JSON.stringify(jsonOf(tree), undefined, ['', '', '  ', '    ', '\t'][seed % 5]);
}

/** Whether a text is written as a text block. */
export function isTextBlock({ text, style }: TextTree): boolean {
  return style % 2 === 0 && text.includes('\n');
}

/** The lines of a text block; `start` is what stands before its header. */
export function textBlock(start: string, tree: TextTree, column: number, comment: string): string[] {
  const { text, style, indent } = tree;
  const step = STEPS[indent] ?? 2;
  const isDeep = /^\s/.test(text) || style % 16 === 2;
  const chomping = ['', '-', '+'][(style >> 2) % 3];
  const header = `${style % 4 === 0 ? '|' : '>'}${isDeep ? step : ''}${chomping}`;
  const pad = ' '.repeat(column + step);
  const lines = text.split('\n').map((line) => (line.trim() === '' ? line : pad + line));
  return [`${start} ${header}${comment}`, ...(text.endsWith('\n') ? lines.slice(0, -1) : lines)];
}

/** The lines of any other text, the first with the white space before it. */
export function textLines({ text, style }: TextTree, column: number): string[] {
  if (text === '~' || text === '') {
    return [['', ' null', ' ~', ' ""', " ''", ' {}', ' []'][style % 7] ?? ''];
  }
  if (style === 61) return ['', `${' '.repeat(column + 1)}${inline(text, 0, false)}`];
  if (style === 59) return [' two', `${' '.repeat(column + 2)}lines`];
  if (style === 57) return [' "two', `${' '.repeat(column + 2)}lines"`];
  return [` ${inline(text, style, false)}`];
}
