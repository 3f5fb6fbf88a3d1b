import type { Linter } from '../../../rules/engine/lint';
import { sourceOf } from '../../../rules/yaml/source';
import { pathOf } from '../workspace/node-files';
import type { Workspace } from '../workspace/workspace';
import { type FixLevel, fixText } from './fix-text';
import type { LintedText } from './lint-file';
import { replaceFile } from './replace-file';
import type { FixTally } from './report';
import type { Output } from './streams';
import type { Read } from './texts';

/** A fix in one file can bring about one in another; more rounds than this mean that two undo each other. */
const MAXIMUM_ROUNDS = 4;

/** Makes the fixes in all files, over and over until none changes any more. What cannot be written is told. */
export async function fixTargets(
  read: () => AsyncIterable<Read>,
  workspace: Workspace,
  level: FixLevel,
  errors: Output,
): Promise<FixTally> {
  const linter: Linter = (source) => workspace.lint(source);
  const fixed = new Map<string, number>();
  const given = new Set<string>();
  for (let round = 0; round < MAXIMUM_ROUNDS; round++) {
    let isChanged = false;
    for await (const one of read()) {
      if (!('lint' in one) || given.has(one.lint.file)) continue;
      const result = fixFile(one.lint, linter, level, workspace);
      if (typeof result === 'string') {
        given.add(one.lint.file);
        await errors.write(`kube-harden: ${one.lint.file} was not fixed: ${result}\n`);
      } else if (result > 0) {
        isChanged = true;
        fixed.set(one.lint.file, (fixed.get(one.lint.file) ?? 0) + result);
      }
    }
    if (!isChanged) break;
  }
  return { changes: [...fixed.values()].reduce((sum, count) => sum + count, 0), files: fixed.size };
}

/** How many changes were made in a file, or why none could be. */
function fixFile(
  { uri, text, isTemplate }: LintedText,
  linter: Linter,
  level: FixLevel,
  workspace: Workspace,
): number | string {
  const fixed = fixText(sourceOf(uri, text, { isTemplate }), linter, level);
  if (fixed === undefined) return 0;
  if ('failure' in fixed) return fixed.failure;
  const complaint = replaceFile(pathOf(uri), text, fixed.text);
  if (complaint !== undefined) return complaint;
  workspace.update(uri, sourceOf(uri, fixed.text, { isTemplate }));
  return fixed.applied.length;
}
