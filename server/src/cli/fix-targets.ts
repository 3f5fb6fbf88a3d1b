import { sourceOf } from '../../../rules/yaml/source';
import { pathOf } from '../workspace/node-files';
import { type PendingFile, PendingFiles } from '../workspace/pending-files';
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

/** Where fixed texts go. Says why something was left as it is, or undefined. */
export interface FixedTexts {
  /** Puts another text in place of that of a file. */
  replace(file: LintedText, text: string): string | undefined;
  /** Makes and changes other files, all of them or none. */
  write(files: readonly PendingFile[]): string | undefined;
}

/** The disk. */
export const onDisk: FixedTexts = {
  replace: ({ uri, text }, fixed) => replaceFile(pathOf(uri), text, fixed),
  write: writeFiles,
};

/** What fixing has come to, and the URIs of the files that it has made. */
export interface FixedTargets {
  readonly tally: FixTally;
  readonly created: readonly string[];
}

/**
 * Makes the fixes in all files, over and over until none changes any more. `read` gives their texts as they are by then. What
 * cannot be written is told.
 */
export async function fixTargets(
  read: () => AsyncIterable<Read>,
  texts: FixedTexts,
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
      const result = await fixFile(one.lint, texts, fixing, workspace);
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
  file: LintedText,
  texts: FixedTexts,
  fixing: Fixing,
  workspace: Workspace,
): Promise<FixedFile> {
  const { uri, text, isTemplate } = file;
  const pending = new PendingFiles();
  const fixed = await fixText(sourceOf(uri, text, { isTemplate }), fixing, pending);
  if (fixed === undefined) return nothing;
  if ('failure' in fixed) return { ...nothing, complaint: fixed.failure };
  const others = pending.all();
  const created = others.filter(({ before }) => before === undefined);
  const own = { changes: 0, files: [uri], created: [] };
  if (fixed.text !== text) {
    const complaint = texts.replace(file, fixed.text);
    if (complaint !== undefined) return { ...nothing, complaint };
    workspace.update(uri, sourceOf(uri, fixed.text, { isTemplate }));
    const inOthers = created.flatMap(({ edits }) => edits).flatMap(({ fixes }) => fixes).length;
    own.changes = fixed.applied.length - inOthers;
  }
  const complaint = texts.write(others);
  if (complaint !== undefined) return { ...(own.changes > 0 ? own : nothing), complaint };
  for (const other of others) workspace.update(other.uri, sourceOf(other.uri, other.text));
  return {
    changes: fixed.applied.length,
    files: [...(own.changes > 0 ? own.files : []), ...others.map((other) => other.uri)],
    created: created.map((other) => other.uri),
  };
}
