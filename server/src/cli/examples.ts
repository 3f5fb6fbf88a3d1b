import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Example, RuleMeta } from '../../../rules/engine/rule';

let shipped: Readonly<Record<string, readonly Example[]>> | undefined;

/** A rule with its examples, which the shipped program keeps in a file beside it until somebody wants to see them. */
export function withExamples(meta: RuleMeta): RuleMeta {
  if (meta.examples.length > 0) return meta;
  shipped ??= JSON.parse(readFileSync(join(__dirname, 'examples.json'), 'utf8'));
  return { ...meta, examples: shipped?.[meta.id] ?? [] };
}
