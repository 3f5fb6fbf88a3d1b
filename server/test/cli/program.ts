import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { afterAll } from 'vitest';

export const root = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * Bundles the program as it is shipped, and gives its file. Each test file needs its own `name`. `rules` is a module to
 * take in place of the catalogue.
 */
export async function bundle(name: string, rules?: string): Promise<string> {
  const outfile = join(root, 'out', 'test', `${name}.js`);
  await build({
    absWorkingDir: root,
    entryPoints: ['server/src/cli/main.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    logLevel: 'error',
    plugins: rules === undefined ? [] : [withRules(resolve(root, rules))],
  });
  return outfile;
}

function withRules(file: string): Plugin {
  return {
    name: 'other rules',
    setup({ onResolve }) {
      onResolve({ filter: /\/rules\/index$/ }, () => ({ path: file }));
    },
  };
}

export interface Run {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

export interface Surroundings {
  readonly cwd?: string;
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the program to its end. Nothing of this process's own terminal or continuous integration gets through. */
export function run(program: string, args: readonly string[], surroundings: Surroundings = {}): Promise<Run> {
  return start(process.execPath, [program, ...args], surroundings);
}

/** Runs any command to its end. */
export function start(
  command: string,
  args: readonly string[],
  { cwd = root, input = '', env = {} }: Surroundings,
): Promise<Run> {
  const { CI: _ci, NO_COLOR: _noColor, FORCE_COLOR: _forceColor, ...rest } = process.env;
  const child = spawn(command, args, { cwd, env: { ...rest, ...env } });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  // A program that ends without reading all of its input is none of the tests' business.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => done({ code, output, errors }));
  });
}

/** A new folder with these files in it, which goes when the tests of this file have run. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'kube-harden-')));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Text from which everything is taken that differs from run to run and from release to release. */
export function timeless(text: string): string {
  return text
    .replace(/\d+ ms$/gm, 'N ms')
    .replace(/"durationMs":\d+/, '"durationMs":0')
    .replace(/"semanticVersion":"[^"]+","version":"[^"]+"/, '"semanticVersion":"N","version":"N"');
}
