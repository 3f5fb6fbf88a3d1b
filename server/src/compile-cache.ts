import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { cacheFolder, keep, readKept } from './cache-folder';

/**
 * Runs a CommonJS program as `require` does, with what V8 compiled of it in an earlier run: compiling is a quarter of a
 * start. `hash` has to change with the program, since V8 itself compares no more than its length. What is compiled is kept
 * in `folder` when the process ends; without one it is not. Whatever fails there costs time and nothing else.
 */
export function runCompiled(file: string, hash: string, folder: string | undefined): void {
  const name = `${hash}-${process.versions.v8}-${process.arch}`;
  const kept = folder === undefined ? undefined : join(folder, name);
  // It is code, and V8 would crash on what is damaged.
  const cachedData = kept === undefined ? undefined : readKept(kept);
  const program = `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, 'utf8')}\n})`;
  const script = new Script(program, { filename: file, ...(cachedData === undefined ? {} : { cachedData }) });
  if (kept !== undefined && script.cachedDataRejected !== false) {
    process.on('exit', () => keep(kept, () => [new Uint8Array(script.createCachedData())]));
  }
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file));
}

/** The cache folder, unless the user wants none by the variable that Node has for its own cache. */
export function compileCacheFolder(): string | undefined {
  return process.env.NODE_DISABLE_COMPILE_CACHE === '1' ? undefined : cacheFolder();
}
