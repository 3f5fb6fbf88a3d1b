import { statSync } from 'node:fs';
import { sourceOf } from '../../../rules/yaml/source';
import type { Workspace } from '../workspace/workspace';
import type { LintRequest } from './lint-options';
import type { Preview } from './preview';
import type { RunFiles } from './run-files';
import type { Streams } from './streams';
import type { Target, Targets } from './targets';
import type { TextLinter } from './text-linter';
import { missing, type Read, shownPath, stdinText, textsOf } from './texts';

/** What was read and what can be read again, with the changes of a preview. */
export async function* textsNow(preview: Preview, once: readonly Read[], again: AsyncIterable<Read>) {
  for (const read of once) yield preview.now(read);
  for await (const read of again) yield preview.now(read);
}

/** What a shell puts in place of `<(command)` is a pipe, and gone once it is read. */
export function canBeReadTwice({ isNamed, path }: Target): boolean {
  return !isNamed || statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/**
 * All that is to be linted, or cannot be: what is missing first, then standard input, then the files. What cannot be read twice
 * goes to `once`, too.
 */
export async function* readsOf(
  request: LintRequest,
  targets: Targets,
  files: RunFiles,
  workspace: Workspace,
  streams: Streams,
  linter: TextLinter,
  once: Read[],
): AsyncIterable<Read> {
  for (const { path, message } of targets.missing) yield missing(path, message);
  for (const { path, code, message } of targets.unreadable) {
    yield { skipped: { file: shownPath(path), code, message, isTold: false } };
  }
  const take = (read: Read): Read => {
    if ('lint' in read) {
      const { uri, text, isTemplate } = read.lint;
      workspace.update(uri, sourceOf(uri, text, { isTemplate }));
    }
    once.push(read);
    return read;
  };
  if (request.paths.includes('-')) yield take(await stdinText(streams.input, request.stdinFilename));
  const pipes = targets.files.filter((target) => !canBeReadTwice(target));
  for await (const read of textsOf(pipes, files)) yield take(read);
  yield* textsOf(targets.files.filter(canBeReadTwice), files, (uri, isTemplate) =>
    linter.clean(uri, isTemplate),
  );
}
