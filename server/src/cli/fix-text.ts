import { anyFixes, type FixedText, safeFixes } from '../../../rules/engine/fix-all';
import { fixAllAround } from '../../../rules/engine/fix-around';
import type { Linter } from '../../../rules/engine/lint';
import type { LintResult } from '../../../rules/engine/problem';
import type { Source } from '../../../rules/yaml/source';
import type { PendingFiles } from '../workspace/pending-files';
import type { AroundOf } from './around';

/** Which fixes are made: those by which nothing can behave worse, or all. */
export type FixLevel = 'safe' | 'unsafe';

/** How a text is fixed. */
export interface Fixing {
  readonly linter: Linter;
  readonly level: FixLevel;
  /** Tells where what is added comes into new files. */
  readonly aroundOf: AroundOf;
}

/**
 * A source with its fixes made, or what went wrong in us; undefined where there is none to make. What is to be done to other
 * files goes to `pending`.
 */
export async function fixText(
  source: Source,
  { linter, level, aroundOf }: Fixing,
  pending: PendingFiles,
): Promise<FixedText | { readonly failure: string } | undefined> {
  try {
    const now = linter(source);
    const found = await aroundOf(source, now.problems);
    const around = found && pending.around(source, found);
    const lint = (one: Source): LintResult => (one === source ? now : linter(one));
    const fixed = fixAllAround(source, lint, level === 'safe' ? safeFixes : anyFixes, around);
    if (around !== undefined) pending.add(fixed.beyond, around);
    return fixed.applied.length === 0 ? undefined : fixed;
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}
