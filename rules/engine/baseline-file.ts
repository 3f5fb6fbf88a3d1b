import type { Node } from '../yaml/node';
import { readDocuments } from '../yaml/read';
import type { Source } from '../yaml/source';
import type { Span } from '../yaml/span';
import type { BaselineEntries } from './baseline';
import type { BaselineEntry } from './baseline-update';
import { readShape } from './config';
import type { ConfigProblem } from './config-reading';
import { byRule, type JsonSchema, listOf, mapOf, record, text, type ValueOf } from './config-shape';
import type { AnyRule, RuleMeta } from './rule';

const paths = listOf(text('a place in the object'), 'a list of places in the object');
const objects = mapOf(
  byRule(() => paths, 'a mapping from rules to places in the object'),
  'a mapping from objects to rules',
);

const baselineShape = record('a mapping with files', {
  files: {
    shape: mapOf(objects, 'a mapping from files to objects'),
    summary:
      "What is accepted: by file, relative to this one's folder, by object, by rule, where in the object.",
  },
});

/** What a baseline accepts as far as it makes sense, and what does not. */
export interface BaselineResult {
  readonly entries: BaselineEntries;
  readonly problems: readonly ConfigProblem[];
}

/** Reads a baseline. Never throws on what a user wrote. Rules have their present names, whatever they are called there. */
export function readBaseline(source: Source, rules: readonly AnyRule[]): BaselineResult {
  const { value, problems } = readShape<ValueOf<typeof baselineShape>>(source, baselineShape, rules);
  return { entries: value?.files ?? {}, problems };
}

/** The JSON Schema of baselines. */
export function baselineSchema(rules: readonly AnyRule[], id: string): JsonSchema {
  const metas = rules.map(({ meta }): RuleMeta => meta);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: id,
    title: 'Findings that Kube Harden does not tell of: .kube-harden-baseline.json',
    ...baselineShape.schema(metas),
    definitions: { rule: paths.schema(metas) },
  };
}

/** Where entries stand in the text of a baseline; without those that are not there. */
export function spansOfEntries(
  source: Source,
  entries: readonly BaselineEntry[],
): readonly (readonly [BaselineEntry, Span])[] {
  const root = readDocuments(source)[0]?.root;
  return entries.flatMap((entry) => {
    const { file, object, rule, path } = entry;
    const span = spanOf(root, ['files', file, object, rule], path);
    return span === undefined ? [] : [[entry, span] as const];
  });
}

function spanOf(root: Node | undefined, keys: readonly string[], path: string): Span | undefined {
  let node = root;
  for (const key of keys) {
    node = node?.kind === 'mapping' ? node.entries.find((one) => one.key.text === key)?.value : undefined;
  }
  if (node?.kind !== 'sequence') return undefined;
  return node.items.find(({ value }) => value.kind === 'scalar' && value.text === path)?.value.span;
}
