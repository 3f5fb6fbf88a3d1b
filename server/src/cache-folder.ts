import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** What nobody has renewed for so long belongs to a program, a Node or a folder that is gone. */
const MONTH = 30 * 24 * 60 * 60 * 1000;

const DIGEST = 'sha256';

/** Bytes of the digest before what is kept. */
const DIGEST_LENGTH = 32;

/** Where the system keeps what a program can make anew; undefined where it says nothing, or the user wants none. */
export function cacheFolder(): string | undefined {
  const { env, platform } = process;
  if (env.KUBE_HARDEN_NO_CACHE) return undefined;
  try {
    if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, 'kube-harden');
    if (platform === 'win32') return join(env.LOCALAPPDATA ?? homedir(), 'kube-harden');
    const caches = platform === 'darwin' ? join('Library', 'Caches') : '.cache';
    return join(homedir(), caches, 'kube-harden');
  } catch {
    // Some users, as in containers, have no home.
    return undefined;
  }
}

/** What was kept, unless others could have put it there or a disk has damaged it. */
export function readKept(file: string): Uint8Array | undefined {
  try {
    if (!isOwn(dirname(file))) return undefined;
    const { buffer, byteOffset, length } = readFileSync(file);
    const content = new Uint8Array(buffer, byteOffset, length);
    const data = content.subarray(DIGEST_LENGTH);
    const digest = digestOf(data);
    return content.subarray(0, DIGEST_LENGTH).every((byte, index) => byte === digest[index])
      ? data
      : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Keeps data for `readKept`, one piece behind the other, in a folder of which only the last two may have to be made. Whatever
 * fails costs time later.
 */
export function keep(file: string, piecesOf: () => Iterable<Uint8Array>): void {
  const folder = dirname(file);
  const unfinished = `${file}.${process.pid}`;
  try {
    // Not `recursive`, by which Node never comes back from where no folder can be, and nobody's home would be made.
    for (const each of [dirname(folder), folder]) if (!existsSync(each)) mkdirSync(each, { mode: 0o700 });
    if (!isOwn(folder)) return;
    dropOld(folder);
    write(unfinished, piecesOf());
    renameSync(unfinished, file);
  } catch {
    // A full or read-only disk. What is left of it goes with what is old.
  }
}

/** Writes a new file of which the digest comes first, which is known last. */
function write(file: string, pieces: Iterable<Uint8Array>): void {
  const hash = createHash(DIGEST);
  const descriptor = openSync(file, 'wx', 0o600);
  try {
    let position = DIGEST_LENGTH;
    for (const piece of pieces) {
      hash.update(piece);
      for (let done = 0; done < piece.length; )
        done += writeSync(descriptor, piece, done, null, position + done);
      position += piece.length;
    }
    writeSync(descriptor, new Uint8Array(hash.digest()), 0, DIGEST_LENGTH, 0);
  } finally {
    closeSync(descriptor);
  }
}

function digestOf(data: Uint8Array): Uint8Array {
  return new Uint8Array(createHash(DIGEST).update(data).digest());
}

function isOwn(folder: string): boolean {
  const { uid, mode } = statSync(folder);
  return process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
}

function dropOld(folder: string): void {
  const now = Date.now();
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    if (now - statSync(file).mtimeMs > MONTH) rmSync(file, { force: true });
  }
}
