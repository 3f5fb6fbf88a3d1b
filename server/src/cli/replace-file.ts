import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { reasonOf } from '../workspace/file-error';

/**
 * Writes a file anew: all of it at once, so that nobody ever sees half of it and nothing is lost when the machine stops.
 * Links, mode and owner stay. Answers why it was left as it is, or undefined: above all where it does not hold `before` any
 * more, because somebody else has changed it.
 */
export function replaceFile(path: string, before: string, after: string): string | undefined {
  try {
    const real = realpathSync(path);
    const stats = statSync(real);
    if (!stats.isFile()) return 'It is not a regular file';
    accessSync(real, constants.W_OK);
    const isChanged = () => readFileSync(real, 'utf8') !== before;
    const isReplaced =
      stats.nlink > 1 ? rewrite(real, isChanged, after) : swap(real, stats, isChanged, after);
    return isReplaced ? undefined : 'It was changed meanwhile, so it was left as it is';
  } catch (error) {
    return reasonOf(error);
  }
}

/** Puts a new file in the place of the old one. Nothing but a rename lies between the last look and the change. */
function swap(path: string, stats: Stats, isChanged: () => boolean, text: string): boolean {
  const draft = join(dirname(path), `.${basename(path)}.${process.pid}.${Date.now().toString(36)}.tmp`);
  const descriptor = openSync(draft, 'wx', stats.mode);
  try {
    try {
      writeAll(descriptor, text);
      keepOwner(descriptor, stats);
      fchmodSync(descriptor, stats.mode);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    if (isChanged()) return false;
    renameSync(draft, path);
    return true;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Writes into the file itself: a new one in its place would take it away from its other names. */
function rewrite(path: string, isChanged: () => boolean, text: string): boolean {
  const descriptor = openSync(path, 'r+');
  try {
    if (isChanged()) return false;
    ftruncateSync(descriptor, writeAll(descriptor, text));
    fsyncSync(descriptor);
    return true;
  } finally {
    closeSync(descriptor);
  }
}

/** Answers how many bytes the text has. */
function writeAll(descriptor: number, text: string): number {
  const bytes = new TextEncoder().encode(text);
  for (let written = 0; written < bytes.length; ) {
    written += writeSync(descriptor, bytes, written, bytes.length - written, written);
  }
  return bytes.length;
}

function keepOwner(descriptor: number, { uid, gid }: Stats): void {
  try {
    fchownSync(descriptor, uid, gid);
  } catch {
    // Only the superuser may give a file away; who may write it otherwise becomes its owner.
  }
}
