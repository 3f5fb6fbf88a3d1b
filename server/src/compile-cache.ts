import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';

/** What nobody has renewed for so long belongs to a program or a Node that is gone. */
const MONTH = 30 * 24 * 60 * 60 * 1000;

/** Bytes of the SHA-256 digest before what is kept. */
const DIGEST_LENGTH = 32;

/**
 * Runs a CommonJS program as `require` does, with what V8 compiled of it in an earlier run: compiling is a quarter of a
 * start. `hash` has to change with the program, since V8 itself compares no more than its length. What is compiled is kept
 * in `folder` when the process ends; without one it is not. Whatever fails there costs time and nothing else.
 */
export function runCompiled(file: string, hash: string, folder: string | undefined): void {
  const name = `${hash}-${process.versions.v8}-${process.arch}`;
  const kept = folder === undefined ? undefined : join(folder, name);
  const cachedData = kept === undefined ? undefined : readOwn(kept);
  const program = `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, 'utf8')}\n})`;
  const script = new Script(program, { filename: file, ...(cachedData === undefined ? {} : { cachedData }) });
  if (kept !== undefined && script.cachedDataRejected !== false) {
    process.on('exit', () => keep(kept, script));
  }
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file));
}

/**
 * Where the system keeps what a program can make anew: undefined where it says nothing, and where the user wants none by
 * the variable that Node has for its own cache.
 */
export function compileCacheFolder(): string | undefined {
  const { env, platform } = process;
  if (env.NODE_DISABLE_COMPILE_CACHE === '1') return undefined;
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

/** What is kept, unless others could have put it there, since it is code, or a disk has damaged it: V8 would crash. */
function readOwn(kept: string): Uint8Array | undefined {
  try {
    if (!isOwn(dirname(kept))) return undefined;
    const content = new Uint8Array(readFileSync(kept));
    const data = content.subarray(DIGEST_LENGTH);
    const digest = digestOf(data);
    return content.subarray(0, DIGEST_LENGTH).every((byte, index) => byte === digest[index])
      ? data
      : undefined;
  } catch {
    return undefined;
  }
}

function digestOf(data: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(data).digest());
}

function isOwn(folder: string): boolean {
  const { uid, mode } = statSync(folder);
  return process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
}

function keep(kept: string, script: Script): void {
  const folder = dirname(kept);
  const unfinished = `${kept}.${process.pid}`;
  try {
    // Not `recursive`, by which Node never comes back from where no folder can be, and nobody's home would be made.
    for (const each of [dirname(folder), folder]) if (!existsSync(each)) mkdirSync(each, { mode: 0o700 });
    if (!isOwn(folder)) return;
    dropOld(folder);
    const data = new Uint8Array(script.createCachedData());
    writeFileSync(unfinished, digestOf(data), { flag: 'wx', mode: 0o600 });
    appendFileSync(unfinished, data);
    renameSync(unfinished, kept);
  } catch {
    // A full or read-only disk. What is left of it goes with what is old.
  }
}

function dropOld(folder: string): void {
  const now = Date.now();
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    if (now - statSync(file).mtimeMs > MONTH) rmSync(file, { force: true });
  }
}
