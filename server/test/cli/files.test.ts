import { spawn } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { cleanPod, podOnHostNetwork } from './manifests';
import { bundle, folderWith, type Run, run, start } from './program';

let program: string;

beforeAll(async () => {
  program = await bundle('cli-files');
});

async function lint(cwd: string, ...args: readonly string[]): Promise<Run> {
  return await run(program, ['lint', '--only', 'host-network', ...args], { cwd });
}

/** What was linted and skipped, as the JSON tells. */
async function told(cwd: string, ...args: readonly string[]) {
  const { code, output, errors } = await lint(cwd, '--format', 'json', ...args);
  const { findings, skipped, summary } = JSON.parse(output);
  const files: readonly string[] = findings.map((finding: { file: string }) => finding.file);
  return { code, errors, files, skipped, count: summary.files };
}

describe('Met on the way', () => {
  it.concurrent.each([
    ['a file with a NUL byte', `apiVersion: v1\u0000\n`, 'binary', 'The file is not text: it has NUL bytes'],
    [
      'UTF-16',
      new Uint8Array(Buffer.from(`\ufeff${cleanPod}`, 'utf16le')),
      'binary',
      'The file is UTF-16; only UTF-8 is read',
    ],
    [
      'Latin-1',
      new Uint8Array(Buffer.from('name: café\n', 'latin1')),
      'binary',
      'The file is not valid UTF-8',
    ],
    ['11 MB', `# ${'x'.repeat(11 * 1024 * 1024)}\n`, 'too-large', 'The file is larger than 10 MB'],
  ])('%s is skipped and fails nothing', async (_what, content, code, message) => {
    const folder = folderWith({ 'a.yaml': content, 'b.yaml': cleanPod });
    const skipped = [{ file: 'a.yaml', code, message }];
    expect(await told(folder)).toEqual({ code: 0, errors: '', files: [], skipped, count: 1 });
    expect(await told(folder, 'a.yaml')).toEqual({ code: 0, errors: '', files: [], skipped, count: 0 });
  });

  it('a file of just under 10 MB is linted', async () => {
    const folder = folderWith({
      'a.yaml': `${podOnHostNetwork('web')}# ${'x'.repeat(10 * 1024 * 1024 - 200)}\n`,
    });
    expect(await told(folder)).toMatchObject({ code: 1, files: ['a.yaml'], skipped: [] });
  });

  it('an empty file is linted, and has nothing to find', async () => {
    expect(await told(folderWith({ 'a.yaml': '' }))).toMatchObject({ code: 0, skipped: [], count: 1 });
  });

  it('a folder with the name of a manifest is a folder', async () => {
    const folder = folderWith({ 'x.yaml/web.yaml': podOnHostNetwork('web') });
    expect(await told(folder)).toMatchObject({ code: 1, files: ['x.yaml/web.yaml'] });
    expect(await told(folder, 'x.yaml')).toMatchObject({ code: 1, files: ['x.yaml/web.yaml'] });
  });
});

describe.skipIf(process.platform === 'win32')('Links', () => {
  it('that lead nowhere are skipped, and are exit code 2 where they are named', async () => {
    const folder = folderWith({ 'web.yaml': cleanPod });
    symlinkSync('gone.yaml', join(folder, 'link.yaml'));
    const message = 'The link leads nowhere: No such file or folder';
    expect(await told(folder)).toMatchObject({
      code: 0,
      errors: '',
      skipped: [{ file: 'link.yaml', code: 'unreadable', message }],
    });
    expect(await told(folder, '*.yaml')).toMatchObject({
      code: 0,
      count: 1,
      skipped: [{ file: 'link.yaml', code: 'unreadable', message }],
    });
    expect((await told(folder, 'w*.yaml')).skipped).toEqual([]);
    expect(await told(folder, 'link.yaml')).toMatchObject({
      code: 2,
      errors: 'kube-harden: link.yaml: No such file or folder\n',
      skipped: [{ file: 'link.yaml', code: 'unreadable', message: 'No such file or folder' }],
    });
  });

  it('to one file give it once, by its own name where that is in the folder', async () => {
    const folder = folderWith({
      'k8s/web.yaml': podOnHostNetwork('web'),
      'out.yaml': podOnHostNetwork('out'),
    });
    symlinkSync('web.yaml', join(folder, 'k8s', 'a-link.yaml'));
    symlinkSync('../out.yaml', join(folder, 'k8s', 'b-link.yaml'));
    symlinkSync('../out.yaml', join(folder, 'k8s', 'c-link.yaml'));
    expect((await told(folder, 'k8s')).files).toEqual(['k8s/b-link.yaml', 'k8s/web.yaml']);
  });

  it('to folders are not followed, unless they are named', async () => {
    const folder = folderWith({ 'k8s/web.yaml': podOnHostNetwork('web') });
    symlinkSync('..', join(folder, 'k8s', 'loop'));
    symlinkSync('k8s', join(folder, 'named'));
    expect((await told(folder)).files).toEqual(['k8s/web.yaml']);
    expect((await told(folder, 'named')).files).toEqual(['named/web.yaml']);
  });

  it('that a shell puts in place of a command are read', async () => {
    const folder = folderWith({ 'web.yaml': podOnHostNetwork('web') });
    const command = `"${process.execPath}" "${program}" lint --only host-network <(cat web.yaml)`;
    const { code, errors } = await start('bash', ['-c', command], { cwd: folder });
    expect({ code, errors }).toEqual({ code: 1, errors: '' });
  });

  it('to something that is no file are left alone', async () => {
    const folder = folderWith({ 'web.yaml': cleanPod });
    symlinkSync('/dev/zero', join(folder, 'zero.yaml'));
    expect(await told(folder)).toMatchObject({ code: 0, skipped: [], count: 1 });
  });
});

describe('Standard input', () => {
  it('that is too large is skipped', async () => {
    const input = `# ${'x'.repeat(11 * 1024 * 1024)}\n`;
    const { code, output } = await run(program, ['lint', '-', '--format', 'json'], { input });
    expect(code).toBe(0);
    expect(JSON.parse(output).skipped).toMatchObject([{ file: 'stdin.yaml', code: 'too-large' }]);
  });

  it('stands beside files', async () => {
    const cwd = folderWith({ 'web.yaml': podOnHostNetwork('web') });
    const args = ['lint', '--only', 'host-network', '--format', 'json', 'web.yaml', '-'];
    const { output } = await run(program, args, { cwd, input: podOnHostNetwork('other') });
    expect(JSON.parse(output).findings.map((finding: { file: string }) => finding.file)).toEqual([
      'stdin.yaml',
      'web.yaml',
    ]);
  });
});

describe('Paths', () => {
  it('are shown relative to the working folder, above it, too', async () => {
    const folder = folderWith({ 'web.yaml': podOnHostNetwork('web'), 'sub/deep/clean.yaml': cleanPod });
    expect((await told(join(folder, 'sub', 'deep'), '../..')).files).toEqual(['../../web.yaml']);
    expect((await told(join(folder, 'sub'), join(folder, 'web.yaml'))).files).toEqual(['../web.yaml']);
  });

  it('with brackets, blanks, percent and number signs are files before they are globs', async () => {
    const names = ['[a].yaml', 'a b.yaml', 'a%20b.yaml', 'a#b.yaml', 'é.yaml'];
    const folder = folderWith(Object.fromEntries(names.map((name) => [name, podOnHostNetwork('web')])));
    expect((await told(folder, '[a].yaml')).files).toEqual(['[a].yaml']);
    expect((await told(folder)).files).toEqual(names.toSorted());
  });

  it('come in the same order every time, whatever the order they are named in', async () => {
    const names = ['a.yaml', 'a/b.yaml', 'a-b.yaml', 'B.yaml'];
    const folder = folderWith(Object.fromEntries(names.map((name) => [name, podOnHostNetwork('web')])));
    mkdirSync(join(folder, 'empty'));
    const sorted = ['B.yaml', 'a-b.yaml', 'a.yaml', 'a/b.yaml'];
    expect((await told(folder)).files).toEqual(sorted);
    expect((await told(folder, 'a', 'a.yaml', 'empty', 'a-b.yaml', 'B.yaml')).files).toEqual(sorted);
  });
});

describe('Output', () => {
  const many = Object.fromEntries(
    Array.from({ length: 300 }, (_, index) => [`${index}.yaml`, podOnHostNetwork(`web-${index}`)]),
  );

  it('that is large is written to its end', async () => {
    const { code, output } = await lint(folderWith(many), '--format', 'json');
    expect(code).toBe(1);
    expect(JSON.parse(output).findings).toHaveLength(300);
  });

  it('ends quietly when its reader goes away', async () => {
    const child = spawn(process.execPath, [program, 'lint', '--only', 'host-network'], {
      cwd: folderWith(many),
    });
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((done) => child.on('close', done));
    expect({ code, errors }).toEqual({ code: 1, errors: '' });
  });

  it.skipIf(process.platform !== 'linux')('that cannot be written is exit code 2 and one line', async () => {
    const command = `"${process.execPath}" "${program}" lint > /dev/full`;
    const { code, errors } = await start('bash', ['-c', command], {
      cwd: folderWith({ 'web.yaml': cleanPod }),
    });
    expect(errors).toBe('kube-harden: the results cannot be written: No space is left\n');
    expect(code).toBe(2);
  });

  it('has no colours without a terminal', async () => {
    const { output } = await lint(folderWith({ 'web.yaml': podOnHostNetwork('web') }));
    expect(output).toContain('web.yaml:6:16: error host-network');
    expect(output).not.toContain('\u001b');
  });

  it('cannot be played tricks with by what stands in a manifest', async () => {
    const text =
      '{apiVersion: v1, kind: Pod, metadata: {name: "\\e[2Ja"}, spec: {hostNetwork: true}} # \u001b[2J\u202e\n';
    const { output } = await lint(folderWith({ 'web.yaml': text }));
    expect(output).toContain('hostNetwork: true');
    expect(output).not.toContain('\u001b');
    expect(output).not.toContain('\u202e');
  });
});

// `script` gives a program a terminal.
describe.skipIf(process.platform !== 'linux')('On a terminal', () => {
  async function onTerminal(env: Readonly<Record<string, string>>, ...args: readonly string[]) {
    const cwd = folderWith({ 'web.yaml': podOnHostNetwork('web') });
    const command = [process.execPath, program, 'lint', '--only', 'host-network', ...args].join(' ');
    const terminal = { TERM: 'xterm-256color', ...env };
    return await start('script', ['-qec', command, '/dev/null'], { cwd, env: terminal });
  }

  it('findings have colours', async () => {
    const { code, output } = await onTerminal({});
    expect(output).toContain('\u001b[31merror\u001b[0m');
    expect(code).toBe(1);
  });

  it.each([
    ['NO_COLOR', { NO_COLOR: '1' }],
    ['continuous integration', { CI: 'true' }],
    ['a terminal that knows none', { TERM: 'dumb' }],
  ])('findings have none with %s', async (_what, env: Record<string, string>) => {
    const { output } = await onTerminal(env);
    expect(output).toContain('error host-network');
    expect(output).not.toContain('\u001b');
  });

  it('findings have none with --no-color', async () => {
    const { output } = await onTerminal({}, '--no-color');
    expect(output).toContain('error host-network');
    expect(output).not.toContain('\u001b');
  });
});

it('A file that changes between two runs is read anew', async () => {
  const folder = folderWith({ 'web.yaml': cleanPod });
  expect((await lint(folder)).code).toBe(0);
  writeFileSync(join(folder, 'web.yaml'), podOnHostNetwork('web'));
  expect((await lint(folder)).code).toBe(1);
});
