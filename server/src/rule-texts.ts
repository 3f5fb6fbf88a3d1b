import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RuleMeta } from '../../rules/engine/rule';

/** What explains a rule. The shipped programs keep it in files beside them until somebody wants to see it. */
type Texts = Pick<RuleMeta, 'why' | 'whenNotToFix' | 'noFix'>;

const texts = new Map<string, Texts>();
const examples = new Map<string, RuleMeta['examples']>();

/** A rule with the texts that explain it. */
export function withTexts(meta: RuleMeta): RuleMeta {
  if (meta.why !== '') return meta;
  return { ...meta, ...shipped(texts, 'texts.json').get(meta.id) };
}

/** A rule with those texts and with its examples, which only the command line comes with. */
export function withExamples(meta: RuleMeta): RuleMeta {
  if (meta.examples.length > 0) return meta;
  return { ...withTexts(meta), examples: shipped(examples, 'examples.json').get(meta.id) ?? [] };
}

function shipped<T>(known: Map<string, T>, name: string): ReadonlyMap<string, T> {
  if (known.size === 0) {
    const read: Readonly<Record<string, T>> = JSON.parse(readFileSync(join(__dirname, name), 'utf8'));
    for (const [id, value] of Object.entries(read)) known.set(id, value);
  }
  return known;
}
