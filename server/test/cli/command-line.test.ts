import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundle as bundleServer } from '../lsp/bundle';
import { cleanPod } from './manifests';
import { bundle, folderWith, root, run } from './program';

let program: string;
let folder: string;

beforeAll(async () => {
  program = await bundle('cli-command-line/program');
  await bundleServer('server/src/node.ts', 'cli-command-line/server');
  folder = folderWith({ 'web.yaml': cleanPod });
});

describe('A command line that makes no sense is refused in one line', () => {
  it.concurrent.each([
    ['lint --only host-netwrok', "unknown rule 'host-netwrok'; did you mean 'host-network'?"],
    ['lint --only no-rule-like-this', "unknown rule 'no-rule-like-this'"],
    ['lint --only ,', '--only needs the id of a rule'],
    ['lint --rule host-netwrok=off', "unknown rule 'host-netwrok'; did you mean 'host-network'?"],
    ['lint --rule host-network=eror', "unknown severity 'eror'; did you mean 'error'?"],
    ['lint --rule host-network', "--rule needs RULE=SEVERITY, not 'host-network'"],
    ['lint --profile pss-restrcted', "--profile cannot be 'pss-restrcted'; did you mean 'pss-restricted'?"],
    ['lint --format xml', "--format cannot be 'xml'; give pretty, json, sarif, github"],
    ['lint --fail-on eror', "--fail-on cannot be 'eror'; did you mean 'error'?"],
    ['lint --kubernetes-version 1.x', "unknown Kubernetes version '1.x'; give one such as 1.29, or latest"],
    ['lint --stdin-filenam a', "unknown option '--stdin-filenam'; did you mean '--stdin-filename'?"],
    [
      'lint --stdin-filename a',
      "--stdin-filename needs '-' as PATH: kube-harden lint - --stdin-filename PATH",
    ],
    ['lint -z', "unknown option '-z'"],
    ['lint --format', '--format needs a value: --format FORMAT'],
    ['lint --profile --quiet', '--profile needs a value: --profile PROFILE'],
    ['lint --profile=', '--profile needs a value: --profile PROFILE'],
    ['lint --quiet=yes', '--quiet takes no value'],
    ['lint --workspace nowhere', "--workspace: there is no folder 'nowhere'"],
    ['lint --workspace web.yaml', "--workspace: there is no folder 'web.yaml'"],
    ['lnt', "unknown command 'lnt'; did you mean 'lint'?"],
    ['help', "unknown command 'help'; kube-harden --help lists them"],
    ['web.yaml', "unknown command 'web.yaml'; did you mean 'lint web.yaml'?"],
    ['--format json', '--format belongs behind a command: kube-harden lint --format'],
    ['--verson', "unknown option '--verson'; did you mean '--version'?"],
    ['rules --profile all', "unknown option '--profile'"],
    ['rules all', "rules: unexpected 'all'"],
    ['explain host-netwrok', "unknown rule 'host-netwrok'; did you mean 'host-network'?"],
    ['explain', 'explain needs the id of a rule; kube-harden rules lists them'],
    ['explain host-network host-port', "explain: unexpected 'host-port'"],
    ['lsp --socket=1', "unknown option '--socket'"],
  ])('%s', async (command, message) => {
    const { code, output, errors } = await run(program, command.split(' '), { cwd: folder });
    expect(errors).toBe(`kube-harden: ${message}\n`);
    expect({ code, output }).toEqual({ code: 2, output: '' });
  });
});

describe('Help', () => {
  const options: Readonly<Record<string, readonly string[]>> = {
    lint: [
      'format',
      'profile',
      'kubernetes-version',
      'rule',
      'only',
      'fail-on',
      'fix',
      'diff',
      'workspace',
      'stdin-filename',
      'config',
      'no-config',
      'force-exclude',
      'no-baseline',
      'no-cache',
      'no-color',
      'quiet',
    ],
    rules: ['format'],
    explain: [],
    lsp: ['stdio'],
  };

  it.concurrent.each(Object.entries(options))(
    '%s --help lists each of its options',
    async (command, names) => {
      const { code, output, errors } = await run(program, [command, '--help']);
      const listed = [...output.matchAll(/^ {2}(?:-h, )?--([a-z-]+)/gm)].map((match) => match[1]);
      expect(listed).toEqual([...names, 'help']);
      expect(output).toContain(`Usage: kube-harden ${command}`);
      expect({ code, errors }).toEqual({ code: 0, errors: '' });
    },
  );

  it('lists each command, with and without being asked', async () => {
    const asked = await run(program, ['--help']);
    for (const command of Object.keys(options))
      expect(asked.output).toMatch(new RegExp(`^  ${command} `, 'm'));
    expect(await run(program, [])).toEqual(asked);
    expect(await run(program, ['-h'])).toEqual(asked);
    expect(asked.code).toBe(0);
  });

  it('names no option that the reference does not explain', async () => {
    const reference = readFileSync(join(root, 'docs', 'cli.md'), 'utf8');
    for (const name of Object.values(options).flat()) expect(reference).toContain(`--${name}`);
  });
});

it('--version tells the version of the package', async () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(await run(program, ['--version'])).toEqual({ code: 0, output: `${version}\n`, errors: '' });
});

it('explain tells what the rule reports, why, an example, its fix and when to leave it', async () => {
  const { code, output } = await run(program, ['explain', 'host-network']);
  expect(code).toBe(0);
  for (const part of [
    /^host-network: \S/,
    /^Reports .+\.$/m,
    /^Severity: error$/m,
    /^Fix: unsafe/m,
    /^Pod Security Standards: Baseline/m,
    /^Why$/m,
    /^ {2}.*hostNetwork: true/m,
    /^Example: after the fix$/m,
    /^When not to fix it$/m,
    /docs\/rules\/host-network\.md$/m,
  ]) {
    expect(output).toMatch(part);
  }
});

it('rules lists every rule once, under its chapter', async () => {
  const pretty = await run(program, ['rules']);
  const json = await run(program, ['rules', '--format', 'json']);
  const ids: readonly string[] = JSON.parse(json.output).map((rule: { id: string }) => rule.id);
  const listed = [...pretty.output.matchAll(/^ {2}([a-z][a-z0-9-]+) /gm)].map((match) => match[1]);
  expect(listed.toSorted()).toEqual(ids.toSorted());
  expect(ids).toContain('host-network');
  expect(pretty.output).toMatch(/^pod-security$/m);
});

it.each([[['lsp']], [['lsp', '--stdio']]])('%j serves an editor until it says goodbye', async (args) => {
  const server = spawn(process.execPath, [program, ...args]);
  let output = '';
  let errors = '';
  server.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const say = (message: object) => {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    server.stdin.write(`Content-Length: ${text.length}\r\n\r\n${text}`);
  };
  server.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    if (text.includes('"id":1,')) say({ id: 2, method: 'shutdown' });
    if (text.includes('"id":2,')) say({ method: 'exit' });
  });
  say({ id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } });
  const code = await new Promise((done) => server.on('close', done));
  expect(output).toContain('"capabilities":{');
  expect({ code, errors }).toEqual({ code: 0, errors: '' });
});
