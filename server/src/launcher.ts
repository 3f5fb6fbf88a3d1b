import { join } from 'node:path';
import { compileCacheFolder, runCompiled } from './compile-cache';

/** The program that lies beside this one, and a hash of it: set by the build. */
declare const PROGRAM: { readonly file: string; readonly hash: string };

runCompiled(join(__dirname, PROGRAM.file), PROGRAM.hash, compileCacheFolder());
