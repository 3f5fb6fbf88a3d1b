import { closeSync, fsyncSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { reasonOf } from '../workspace/file-error';
import { pathOf } from '../workspace/node-files';
import type { PendingFile } from '../workspace/pending-files';
import { replaceFile } from './replace-file';
import { shownPath } from './texts';

/**
 * Makes and changes files, the new ones first, and takes the new ones back where another cannot be written: what nobody
 * lists is of no use. Answers why, or undefined. Nothing that is there already is overwritten.
 */
export function writeFiles(files: readonly PendingFile[]): string | undefined {
  const created: string[] = [];
  for (const file of files) {
    const path = pathOf(file.uri);
    const complaint =
      file.before === undefined ? create(path, file.text) : replace(path, file.before.text, file.text);
    if (complaint !== undefined) {
      for (const one of created) rmSync(one, { force: true });
      return `${shownPath(path)}: ${complaint}`;
    }
    if (file.before === undefined) created.push(path);
  }
  return undefined;
}

function create(path: string, text: string): string | undefined {
  try {
    const descriptor = openSync(path, 'wx');
    try {
      writeFileSync(descriptor, text);
      fsyncSync(descriptor);
    } catch (error) {
      rmSync(path, { force: true });
      throw error;
    } finally {
      closeSync(descriptor);
    }
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

/** What is read for others is read without its byte order mark. */
function replace(path: string, before: string, after: string): string | undefined {
  try {
    const mark = readFileSync(path, 'utf8').startsWith('\ufeff') ? '\ufeff' : '';
    return replaceFile(path, mark + before, mark + after);
  } catch (error) {
    return reasonOf(error);
  }
}
