import { sourceOf } from '../../../rules/yaml/source';
import { pathOf } from '../workspace/node-files';
import { PendingFiles } from '../workspace/pending-files';
import type { Workspace } from '../workspace/workspace';
import { type Fixing, fixText } from './fix-text';
import type { LintedText } from './lint-file';
import { replaceFile } from './replace-file';
import type { FixTally } from './report';
import type { Output } from './streams';
import type { Read } from './texts';
import { writeFiles } from './write-files';

/** A fix in one file can bring about one in another; more rounds than this mean that two undo each other. */
const MAXIMUM_ROUNDS = 4;

/** What fixing has come to, and the URIs of the files that it has made. */
export interface FixedTargets {
  readonly tally: FixTally;
  readonly created: readonly string[];
}

/** Makes the fixes in all files, over and over until none changes any more. What cannot be written is told. */
export async function fixTargets(
  read: () => AsyncIterable<Read>,
  workspace: Workspace,
  fixing: Fixing,
  errors: Output,
): Promise<FixedTargets> {
  let changes = 0;
  const files = new Set<string>();
  const created: string[] = [];
  const given = new Set<string>();
  for (let round = 0; round < MAXIMUM_ROUNDS; round++) {
    let isChanged = false;
    for await (const one of read()) {
      if (!('lint' in one) || given.has(one.lint.file)) continue;
      const result = await fixFile(one.lint, fixing, workspace);
      if (result.complaint !== undefined) {
        given.add(one.lint.file);
        await errors.write(`kube-harden: ${one.lint.file} was not fixed: ${result.complaint}\n`);
      }
      if (result.changes > 0) isChanged = true;
      changes += result.changes;
      for (const uri of result.files) files.add(uri);
      created.push(...result.created);
    }
    if (!isChanged) break;
  }
  return { tally: { changes, files: files.size }, created };
}

/** What was changed for a file, in it and in others, and why anything could not be. */
interface FixedFile {
  readonly changes: number;
  readonly files: readonly string[];
  readonly created: readonly string[];
  readonly complaint?: string;
}

const nothing: FixedFile = { changes: 0, files: [], created: [] };

async function fixFile(
  { uri, text, isTemplate }: LintedText,
  fixing: Fixing,
  workspace: Workspace,
): Promise<FixedFile> {
  const pending = new PendingFiles();
  const fixed = await fixText(sourceOf(uri, text, { isTemplate }), fixing, pending);
  if (fixed === undefined) return nothing;
  if ('failure' in fixed) return { ...nothing, complaint: fixed.failure };
  const others = pending.all();
  const created = others.filter(({ before }) => before === undefined);
  const own = { changes: 0, files: [uri], created: [] };
  if (fixed.text !== text) {
    const complaint = replaceFile(pathOf(uri), text, fixed.text);
    if (complaint !== undefined) return { ...nothing, complaint };
    workspace.update(uri, sourceOf(uri, fixed.text, { isTemplate }));
    const inOthers = created.flatMap(({ edits }) => edits).flatMap(({ fixes }) => fixes).length;
    own.changes = fixed.applied.length - inOthers;
  }
  const complaint = writeFiles(others);
  if (complaint !== undefined) return { ...(own.changes > 0 ? own : nothing), complaint };
  for (const other of others) workspace.update(other.uri, sourceOf(other.uri, other.text));
  return {
    changes: fixed.applied.length,
    files: [...(own.changes > 0 ? own.files : []), ...others.map((other) => other.uri)],
    created: created.map((other) => other.uri),
  };
}
