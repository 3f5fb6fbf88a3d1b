import { readDocuments } from '../yaml/read';
import type { Source } from '../yaml/source';
import type { Span } from '../yaml/span';
import type { BaselineEntries } from './baseline';
import { readShape } from './config';
import type { ConfigProblem } from './config-reading';
import { byRule, type JsonSchema, listOf, mapOf, record, text, type ValueOf } from './config-shape';
import type { AnyRule, RuleMeta } from './rule';

const paths = listOf(text('a place in the object'), 'a list of places in the object');
const objects = mapOf(
  byRule(paths, 'a mapping from rules to places in the object'),
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

/** Where a place that is accepted stands in the text of a baseline; the start of the text where it is not found. */
export function spanOfEntry(source: Source, keys: readonly string[]): Span {
  let node = readDocuments(source)[0]?.root;
  for (const key of ['files', ...keys]) {
    if (node?.kind === 'mapping') node = node.entries.find((entry) => entry.key.text === key)?.value;
    else if (node?.kind === 'sequence')
      node = node.items.find(({ value }) => value.kind === 'scalar' && value.text === key)?.value;
  }
  return node?.span ?? { start: 0, end: 0 };
}
