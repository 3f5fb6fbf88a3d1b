import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { podOnHostNetwork } from './manifests';
import { bundle, folderWith, run } from './program';

const args = ['lint', '--only', 'host-network', '--format', 'github'];
const message = 'Pod shares the network namespace of its node';
let program: string;

beforeAll(async () => {
  program = await bundle('cli-github');
});

describe('A workflow command', () => {
  it('escapes what would end it or one of its properties', async () => {
    const cwd = folderWith({ '50%, a:b.yaml': podOnHostNetwork('web') });
    const { output } = await run(program, args, { cwd, env: { GITHUB_WORKSPACE: '' } });
    expect(output).toBe(
      `::error file=50%25%2C a%3Ab.yaml,line=6,endLine=6,col=16,endColumn=20,title=host-network::${message}\n`,
    );
  });

  it('names files as the repository does, from whatever folder the step runs in', async () => {
    const repository = folderWith({ 'deploy/k8s/web.yaml': podOnHostNetwork('web') });
    const cwd = join(repository, 'deploy');
    const { output } = await run(program, args, { cwd, env: { GITHUB_WORKSPACE: repository } });
    expect(output).toContain('::error file=deploy/k8s/web.yaml,');
  });

  it('names files from the working folder where that is outside of the repository', async () => {
    const cwd = folderWith({ 'web.yaml': podOnHostNetwork('web') });
    const repository = join(cwd, 'repository');
    mkdirSync(repository);
    const { output } = await run(program, args, { cwd, env: { GITHUB_WORKSPACE: repository } });
    expect(output).toContain('::error file=web.yaml,');
  });

  it.each([
    ['error', 'error'],
    ['warning', 'warning'],
    ['info', 'notice'],
  ])('shows %s as %s', async (severity, command) => {
    const cwd = folderWith({ 'web.yaml': podOnHostNetwork('web') });
    const { output } = await run(program, [...args, '--rule', `host-network=${severity}`], { cwd });
    expect(output).toMatch(new RegExp(`^::${command} file=web.yaml,.*::${message}\n$`));
  });
});
