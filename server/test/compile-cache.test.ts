import { chmodSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { folderWith, root, run } from './cli/program';

const code = "console.log('hello', process.argv[2], require('./other'), __filename.endsWith('program.js'));";
const program = join(root, 'out', 'test', 'compile-cache', 'program.js');
const launcher = join(root, 'out', 'test', 'compile-cache', 'launcher.js');
/** What tells one program from another is the build's business. */
const hash = 'b5bb9d8014a0f9b1d61e21e796d78dcc';
const said = { code: 0, output: 'hello you there true\n', errors: '' };

beforeAll(async () => {
  mkdirSync(join(program, '..'), { recursive: true });
  writeFileSync(program, code);
  writeFileSync(join(program, '..', 'other.js'), "module.exports = 'there';");
  const define = { PROGRAM: JSON.stringify({ file: 'program.js', hash }) };
  await build({
    absWorkingDir: root,
    entryPoints: ['server/src/launcher.ts'],
    outfile: launcher,
    bundle: true,
    platform: 'node',
    define,
  });
});

describe('What is compiled of a program', () => {
  it('is kept by its first run and left as it is by the next', async () => {
    const home = folderWith({});
    expect(await launch(home)).toEqual(said);
    const [name] = keptIn(home);
    expect(name).toBe(`${hash}-${process.versions.v8}-${process.arch}`);
    const first = contentOf(home);
    expect(await launch(home)).toEqual(said);
    expect(contentOf(home)).toEqual(first);
  });

  it('is made anew where the disk has damaged it', async () => {
    const home = folderWith({});
    await launch(home);
    const damaged = contentOf(home);
    for (let at = 100; at < damaged.length; at += 7) damaged[at] = 255 - (damaged[at] ?? 0);
    overwrite(home, damaged);
    expect(await launch(home)).toEqual(said);
    expect(contentOf(home)).not.toEqual(damaged);
    expect(await launch(home)).toEqual(said);
  });

  it('is made anew where only a part of it was written', async () => {
    const home = folderWith({});
    await launch(home);
    const whole = contentOf(home);
    overwrite(home, whole.subarray(0, 20));
    expect(await launch(home)).toEqual(said);
    expect(contentOf(home).length).toBeGreaterThan(whole.length / 2);
  });

  it('is neither read from nor kept in a folder that others may write into', async () => {
    const home = folderWith({});
    mkdirSync(join(home, 'kube-harden'));
    chmodSync(join(home, 'kube-harden'), 0o777);
    expect(await launch(home)).toEqual(said);
    expect(keptIn(home)).toEqual([]);
  });

  it('is not kept where the user wants no cache', async () => {
    const home = folderWith({});
    expect(await launch(home, { NODE_DISABLE_COMPILE_CACHE: '1' })).toEqual(said);
    expect(readdirSync(home)).toEqual([]);
  });

  it('is not kept, and the program runs, where no folder can be', async () => {
    const home = folderWith({ file: '' });
    expect(await launch(join(home, 'file'))).toEqual(said);
    expect(await launch(join(home, 'no', 'such', 'folder'))).toEqual(said);
    expect(readdirSync(home)).toEqual(['file']);
  });

  it('goes when nobody has renewed it for a month', async () => {
    const home = folderWith({ 'kube-harden/of-last-year': '', 'kube-harden/of-today': '' });
    chmodSync(join(home, 'kube-harden'), 0o700);
    const longAgo = new Date(Date.now() - 31 * 24 * 60 * 60 * 1000);
    utimesSync(join(home, 'kube-harden', 'of-last-year'), longAgo, longAgo);
    await launch(home);
    expect(keptIn(home)).toEqual([expect.stringMatching(hash), 'of-today']);
  });
});

function launch(home: string, env: Readonly<Record<string, string>> = {}) {
  return run(launcher, ['you'], { env: { XDG_CACHE_HOME: home, ...env } });
}

function keptIn(home: string): string[] {
  return readdirSync(join(home, 'kube-harden')).sort();
}

function fileIn(home: string): string {
  return join(home, 'kube-harden', keptIn(home)[0] ?? '');
}

function contentOf(home: string): Uint8Array {
  return new Uint8Array(readFileSync(fileIn(home)));
}

function overwrite(home: string, content: Uint8Array): void {
  writeFileSync(fileIn(home), content);
}
