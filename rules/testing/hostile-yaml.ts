import * as fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { printed, TemplateWriter } from './template-writer';
import { YamlWriter } from './yaml-writer';

/** YAML as trees with all that can be said about how they are written; `YamlWriter` makes text of them. */
export type Tree = TextTree | MapTree | ListTree | AliasTree;

interface Noise {
  /** Lines above: each a blank one or a comment. */
  readonly above: readonly number[];
  /** What stands behind on the line. */
  readonly behind: number;
}

export interface TextTree {
  readonly kind: 'text';
  readonly text: string;
  readonly style: number;
  readonly indent: number;
  readonly anchor: boolean;
}

export interface MapTree {
  readonly kind: 'map';
  readonly style: number;
  readonly indent: number;
  readonly anchor: boolean;
  readonly merge: boolean;
  readonly entries: readonly (Noise & {
    readonly key: string;
    readonly keyStyle: number;
    readonly value: Tree;
  })[];
}

export interface ListTree {
  readonly kind: 'list';
  readonly style: number;
  readonly indent: number;
  readonly anchor: boolean;
  readonly items: readonly (Noise & { readonly gap: number; readonly value: Tree })[];
}

export interface AliasTree {
  readonly kind: 'alias';
  readonly to: number;
}

/** A file: its documents and what stands between and around them. */
export interface FileTree {
  readonly documents: readonly {
    readonly root: MapTree;
    readonly marker: number;
    readonly tail: readonly number[];
  }[];
  readonly hasMark: boolean;
  readonly isWindows: boolean;
  readonly hasEnd: boolean;
}

/** What may stand in a file. */
export interface Hostility {
  readonly hasAliases: boolean;
  readonly isJson?: boolean;
}

const TEXTS = [
  'a',
  'b c',
  'ünï',
  '😀',
  'a # b',
  'yes',
  '',
  '1',
  'true',
  '~',
  "it's",
  '- x',
  'k: v',
  '{x}',
  'x\ny',
];
const BLOCKS = [
  'x\n',
  'x\n\n',
  'x\n\n\n  \n',
  ' deep\nx\n',
  '# no comment\nx',
  'x\n\n# y\n  more\n',
  '\nx\n',
  'key: v\n- i\n',
];
const KEYS = ['a', 'b', 'c', 'd', 'e-f', 'g.h', 'ünï', '😀', 'i j', 'yes', '0', 'name', 'k#'];

const style = fc.nat(63);
const noise = {
  above: fc.array(fc.nat(7), { maxLength: 2 }).map((lines) => lines.filter((line) => line < 5)),
  behind: fc.nat(15),
};
const indent = fc.nat(7);

function trees(hasAliases: boolean) {
  const anchor = hasAliases ? fc.nat(3).map((n) => n === 0) : fc.constant(false);
  return fc.letrec<{ tree: Tree; text: TextTree; map: MapTree; list: ListTree; alias: AliasTree }>((tie) => ({
    text: fc.record({
      kind: fc.constant('text' as const),
      text: fc.oneof(fc.constantFrom(...TEXTS), fc.constantFrom(...BLOCKS)),
      style,
      indent,
      anchor,
    }),
    alias: fc.record({ kind: fc.constant('alias' as const), to: fc.nat(3) }),
    map: fc.record({
      kind: fc.constant('map' as const),
      style,
      indent,
      anchor,
      merge: anchor,
      entries: fc.uniqueArray(
        fc.record({ ...noise, key: fc.constantFrom(...KEYS), keyStyle: style, value: tie('tree') }),
        { selector: ({ key }) => key, maxLength: 4 },
      ),
    }),
    list: fc.record({
      kind: fc.constant('list' as const),
      style,
      indent,
      anchor,
      items: fc.array(fc.record({ ...noise, gap: fc.nat(7), value: tie('tree') }), { maxLength: 3 }),
    }),
    tree: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      { weight: 3, arbitrary: tie('text') },
      { weight: 3, arbitrary: tie('map') },
      { weight: 2, arbitrary: tie('list') },
      ...(hasAliases ? [{ weight: 1, arbitrary: tie('alias') }] : []),
    ),
  }));
}

/** Text that is YAML without a fault, written as badly as people and tools ever do. */
export function hostileYaml({ hasAliases, isJson = false }: Hostility): fc.Arbitrary<string> {
  return files(hasAliases, isJson ? 1 : 3)
    .map((tree) => new YamlWriter(isJson).write(tree))
    .filter(isGood);
}

/** Templates of the same kind, which can be read with their conditions met and without. */
export function hostileTemplate(): fc.Arbitrary<string> {
  return files(false, 3)
    .map((tree) => new TemplateWriter().write(tree))
    .filter((text) => [true, false].every((isOn) => isGood(printed(text, isOn))));
}

function files(hasAliases: boolean, maxLength: number): fc.Arbitrary<FileTree> {
  const document = fc.record({
    root: trees(hasAliases).map.filter(({ entries }) => entries.length > 0),
    marker: fc.nat(15),
    tail: fc.array(fc.nat(4), { maxLength: 2 }),
  });
  return fc.record({
    documents: fc.array(document, { minLength: 1, maxLength }),
    hasMark: fc.nat(7).map((n) => n === 0),
    isWindows: fc.boolean(),
    hasEnd: fc.nat(3).map((n) => n > 0),
  });
}

/** A few combinations of all these are none: what cannot be read is left out. */
function isGood(text: string): boolean {
  return parseAllDocuments(text, { merge: true }).every(({ errors }) => errors.length === 0);
}
