import { anyFixes, type FixedText, fixAll, safeFixes } from '../../../rules/engine/fix-all';
import type { Linter } from '../../../rules/engine/lint';
import type { Source } from '../../../rules/yaml/source';

/** Which fixes are made: those by which nothing can behave worse, or all. */
export type FixLevel = 'safe' | 'unsafe';

/** A source with its fixes made, or what went wrong in us; undefined where there is none to make. */
export function fixText(
  source: Source,
  linter: Linter,
  level: FixLevel,
): FixedText | { readonly failure: string } | undefined {
  try {
    const fixed = fixAll(source, linter, level === 'safe' ? safeFixes : anyFixes);
    return fixed.edits.length === 0 ? undefined : fixed;
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}
