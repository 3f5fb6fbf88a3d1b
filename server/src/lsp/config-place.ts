import type { Position } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { configShape } from '../../../rules/engine/config';
import type { Shape } from '../../../rules/engine/config-shape';

/** What is written, or being written, at a position of a configuration file. */
export interface ConfigPlace {
  /** What may stand there; undefined where nothing may. */
  readonly shape: Shape<unknown> | undefined;
  /** Whether a key may stand there, or a value. */
  readonly is: 'key' | 'value';
  /** The characters of the word before the position, on its line. */
  readonly start: number;
  /** Keys of the same mapping. */
  readonly siblings: ReadonlySet<string>;
}

/** By its indentation: a text that is being typed is no YAML yet. Undefined in comments and in JSON. */
export function configPlaceAt(
  document: TextDocument,
  { line, character }: Position,
): ConfigPlace | undefined {
  if (document.uri.endsWith('.json')) return undefined;
  const lines = document.getText().split(/\r?\n/);
  const before = (lines[line] ?? '').slice(0, character);
  const match = LINE.exec(before)?.groups;
  if (match === undefined) return undefined;
  const { indent = '', dashes = '', key, list, word = '' } = match;
  const start = character - word.length;
  const isItem = dashes !== '';
  let shape = pathAbove(lines, line, indent.length + (isItem ? 1 : 0)).reduce(inside, configShape);
  if (isItem) shape = inside(shape, '0');
  if (key !== undefined) shape = inside(shape, key);
  if (list !== undefined) shape = inside(shape, '0');
  const is = key !== undefined || isItem || list !== undefined ? 'value' : 'key';
  return { shape, is, start, siblings: is === 'key' ? siblingsOf(lines, line, indent.length) : new Set() };
}

/** A line up to a position that may stand in a word: `  - key: [a, wor`. */
const LINE =
  /^(?<indent> *)(?<dashes>(?:- +)*)(?:["']?(?<key>[\w$.-]+)["']?\s*:\s+)?(?<list>\[\s*(?:[^\],]*,\s*)*)?["']?(?<word>[\w$.-]*)$/;

const KEY = /^(?<indent> *)["']?(?<key>[\w$.-]+)["']?\s*:(?:\s|$)/;

function inside(shape: Shape<unknown> | undefined, step: string): Shape<unknown> | undefined {
  return shape?.inside(step);
}

/** The keys that a line stands under, if its own column is `column`. */
function pathAbove(lines: readonly string[], line: number, column: number): readonly string[] {
  const path: string[] = [];
  let limit = column;
  for (let above = line - 1; above >= 0 && limit > 0; above--) {
    const found = KEY.exec(lines[above] ?? '')?.groups;
    const indent = found?.indent?.length ?? limit;
    if (found?.key === undefined || indent >= limit) continue;
    path.unshift(found.key);
    limit = indent;
  }
  return path;
}

function siblingsOf(lines: readonly string[], line: number, column: number): ReadonlySet<string> {
  const siblings = new Set<string>();
  for (const step of [-1, 1]) {
    for (let at = line + step; at >= 0 && at < lines.length; at += step) {
      const text = lines[at] ?? '';
      if (/^\s*(?:#|$)/.test(text)) continue;
      const indent = text.search(/\S/);
      if (indent < column) break;
      const key = indent === column ? KEY.exec(text)?.groups?.key : undefined;
      if (key !== undefined) siblings.add(key);
    }
  }
  return siblings;
}
