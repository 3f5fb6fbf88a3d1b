import { describe, expect, test } from 'vitest';
import { defaultOptions } from '../../../rules/engine/options';
import { rules } from '../../../rules/index';
import { sourceOf } from '../../../rules/yaml/source';
import { Workspace } from '../../src/workspace/workspace';
import type { WorkspaceHost } from '../../src/workspace/workspace-host';
import { MemoryFiles, uriOf } from './memory-files';

const ROOT = 'file:///home';
const options = { ...defaultOptions, only: ['memory-limit-missing'] };

/** A pod in a namespace that says nothing about its memory. */
function pod(namespace = 'shop', image = 'registry.example/app:1'): string {
  return `apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: ${namespace}}\nspec: {containers: [{name: app, image: "${image}"}]}\n`;
}

function limits(namespace = 'shop'): string {
  return `apiVersion: v1\nkind: LimitRange\nmetadata: {name: a, namespace: ${namespace}}\nspec: {limits: [{type: Container, default: {memory: 1Gi}}]}\n`;
}

interface World {
  readonly files: MemoryFiles;
  readonly workspace: Workspace;
  /** What was told, one text for each time. */
  readonly told: string[];
}

function worldOf(contents: Readonly<Record<string, string>>, host: Partial<WorkspaceHost> = {}): World {
  const files = new MemoryFiles(contents);
  const workspace = new Workspace({ files, rules, optionsFor: () => options, ...host });
  const told: string[] = [];
  workspace.onChange((uris) =>
    told.push(
      [...uris]
        .map((uri) => uri.slice(ROOT.length + 1))
        .sort()
        .join(' '),
    ),
  );
  return { files, workspace, told };
}

async function scanned(contents: Readonly<Record<string, string>>, host: Partial<WorkspaceHost> = {}) {
  const world = worldOf(contents, host);
  await world.workspace.scan([ROOT]);
  world.told.length = 0;
  world.files.reads.clear();
  return world;
}

/** How many problems each file has. */
function counts(workspace: Workspace): Readonly<Record<string, number>> {
  return Object.fromEntries(
    workspace.uris().map((uri) => [uri.slice(ROOT.length + 1), workspace.problemCount(uri)]),
  );
}

describe('a scan', () => {
  test('takes no configuration file for a manifest, whatever it says', async () => {
    const { workspace } = await scanned({ 'pod.yaml': pod(), '.kube-harden.yaml': limits() });
    expect(counts(workspace)).toMatchObject({ 'pod.yaml': 1 });
    const other = await scanned({ 'pod.yaml': pod(), 'limits.yaml': limits() });
    expect(counts(other.workspace)).toMatchObject({ 'pod.yaml': 0 });
  });

  test('lints every file with what all files say, and places findings without their texts', async () => {
    const { workspace } = await scanned({ 'a.yaml': pod(), 'b.yaml': pod('billing'), 'z.yaml': limits() });
    expect(counts(workspace)).toEqual({ 'a.yaml': 0, 'b.yaml': 1, 'z.yaml': 0 });
    const [found] = (await workspace.findings(uriOf('b.yaml')))?.problems ?? [];
    expect(found?.range.start.line).toBe(3);
    expect(Object.keys(found?.problem ?? {})).not.toContain('fixes');
  });

  test('keeps what it has found until somebody asks, and then lints the file anew for whoever asks again', async () => {
    const { workspace, files, told } = await scanned({ 'a.yaml': pod(), 'b.yaml': pod() });
    const first = await workspace.findings(uriOf('a.yaml'));
    expect(files.reads.size).toBe(0);
    expect(await workspace.findings(uriOf('a.yaml'))).toEqual(first);
    expect([...files.reads]).toEqual([[uriOf('a.yaml'), 1]]);
    workspace.drop([uriOf('b.yaml')]);
    expect(workspace.digest(uriOf('b.yaml'))).toMatchObject({ problems: 1, isShown: true });
    expect((await workspace.findings(uriOf('b.yaml')))?.problems).toHaveLength(1);
    expect([...files.reads.keys()]).toEqual(['a.yaml', 'b.yaml'].map(uriOf));
    expect(told).toEqual([]);
  });

  test('tells of a file that turns out to have other findings when it is linted anew', async () => {
    const { workspace, files, told } = await scanned({ 'a.yaml': pod() });
    workspace.drop([uriOf('a.yaml')]);
    files.texts.set(uriOf('a.yaml'), `${pod()}---\n${pod()}`);
    expect((await workspace.findings(uriOf('a.yaml')))?.problems).toHaveLength(2);
    expect(told).toEqual(['a.yaml']);
    expect(workspace.problemCount(uriOf('a.yaml'))).toBe(2);
  });

  test('tells of open files before it has linted the closed ones', async () => {
    const { workspace, told } = worldOf({ 'a.yaml': pod(), 'open.yaml': pod() });
    workspace.update(uriOf('open.yaml'), sourceOf(uriOf('open.yaml'), pod()));
    await workspace.scan([ROOT]);
    expect(told).toEqual(['open.yaml', 'a.yaml']);
  });

  test('reads configuration before all else, and leaves out what that says', async () => {
    const order: string[] = [];
    const { workspace } = await scanned(
      { '.kube-harden.yaml': 'x', 'a.yaml': pod(), 'out/limits.yaml': limits() },
      {
        configure: (_, text) => order.push(`configured ${text}`),
        optionsFor: (uri) => {
          order.push('asked');
          return uri.includes('/out/') ? undefined : options;
        },
      },
    );
    expect(order[0]).toBe('configured x');
    expect(counts(workspace)).toMatchObject({ 'a.yaml': 1 });
    expect(await workspace.findings(uriOf('out/limits.yaml'))).toBeUndefined();
  });

  test('can be ended, and gives way to other work meanwhile', async () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`${index}.yaml`, pod()]));
    const { workspace } = worldOf(many);
    const abort = new AbortController();
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    await workspace.scan([ROOT], {
      signal: abort.signal,
      onProgress: ({ done }) => {
        if (done >= 64) abort.abort();
      },
    });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(0);
    expect(workspace.uris().length).toBeGreaterThanOrEqual(64);
    expect(workspace.uris().length).toBeLessThan(500);
  });

  test('lets a change be noticed that came between reading a file and linting it', async () => {
    const { files, workspace } = worldOf({ 'a.yaml': pod(), 'z.yaml': limits() });
    const read = files.readMany.bind(files);
    files.readMany = async (uris) => {
      const texts = await read(uris);
      files.texts.set(uriOf('z.yaml'), pod('billing'));
      return texts;
    };
    await workspace.scan([ROOT]);
    await workspace.refresh([uriOf('z.yaml')]);
    expect(counts(workspace)).toEqual({ 'a.yaml': 1, 'z.yaml': 1 });
  });

  test('survives a rule that throws, and names it', async () => {
    const failed: string[] = [];
    const [rule] = rules.filter(({ meta }) => meta.id === 'memory-limit-missing');
    const broken = {
      ...rule,
      // biome-ignore lint/correctness/useYield: it fails before it has anything to say
      *check() {
        throw new Error('a bug');
      },
    } as unknown as (typeof rules)[number];
    await scanned(
      { 'a.yaml': pod() },
      { rules: [broken], reportFailures: (_, failures) => failed.push(...failures.map((each) => each.rule)) },
    );
    expect(failed).toEqual(['memory-limit-missing']);
  });
});

describe('an edit', () => {
  test('of a LimitRange lints only the files of its namespace again', async () => {
    const { workspace, files, told } = await scanned({
      'a.yaml': pod(),
      'b.yaml': pod('billing'),
      'c.yaml': pod(),
      'limits.yaml': '',
    });
    const uri = uriOf('limits.yaml');
    workspace.update(uri, sourceOf(uri, limits()));
    await workspace.settled();
    expect(told).toEqual(['a.yaml c.yaml']);
    expect([...files.reads.keys()]).toEqual([uriOf('a.yaml'), uriOf('c.yaml')]);
    expect(counts(workspace)).toMatchObject({ 'a.yaml': 0, 'b.yaml': 1, 'c.yaml': 0 });
  });

  test('counts at once for a lint, and its closing brings back what is saved', async () => {
    const { workspace, told } = await scanned({ 'a.yaml': pod(), 'limits.yaml': '' });
    const uri = uriOf('limits.yaml');
    workspace.update(uri, sourceOf(uri, limits()));
    expect(workspace.lint(sourceOf(uriOf('a.yaml'), pod())).problems).toEqual([]);
    await workspace.settled();
    workspace.update(uri, undefined);
    await workspace.settled();
    expect(counts(workspace)).toMatchObject({ 'a.yaml': 1 });
    expect(told).toContain('a.yaml limits.yaml');
  });

  test('is the same file under another spelling of its URI', async () => {
    const { workspace } = await scanned({ 'a+b.yaml': pod() });
    workspace.update('file:///home/a%2Bb.yaml', sourceOf('file:///home/a%2Bb.yaml', ''));
    expect(workspace.uris()).toEqual(['file:///home/a%2Bb.yaml']);
    expect((await workspace.findings(uriOf('a+b.yaml')))?.problems).toEqual([]);
  });

  test('tells of an open file that depends on it, without linting it', async () => {
    const { workspace, files, told } = await scanned({ 'open.yaml': pod(), 'limits.yaml': '' });
    workspace.update(uriOf('open.yaml'), sourceOf(uriOf('open.yaml'), pod()));
    expect((await workspace.findings(uriOf('open.yaml')))?.problems).toHaveLength(1);
    workspace.update(uriOf('limits.yaml'), sourceOf(uriOf('limits.yaml'), limits()));
    await workspace.settled();
    expect(told).toEqual(['open.yaml']);
    expect(files.reads.size).toBe(0);
    expect((await workspace.findings(uriOf('open.yaml')))?.problems).toEqual([]);
  });
});

describe('changes on the disk', () => {
  test('of many files at once are one change', async () => {
    const many = Object.fromEntries(Array.from({ length: 600 }, (_, index) => [`${index}.yaml`, pod()]));
    const { workspace, files } = await scanned(many);
    files.texts.set(uriOf('limits.yaml'), limits());
    for (let index = 0; index < 200; index++) files.texts.delete(uriOf(`${index}.yaml`));
    await workspace.refresh([...Object.keys(many), 'limits.yaml'].map(uriOf));
    expect(workspace.uris()).toHaveLength(401);
    expect(Object.values(counts(workspace)).every((count) => count === 0)).toBe(true);
    expect(Math.max(...files.reads.values())).toBeLessThanOrEqual(2);
  });

  test('leave alone what has the same text', async () => {
    const { workspace, told, files } = await scanned({ 'a.yaml': pod() });
    await workspace.refresh([uriOf('a.yaml')]);
    expect(told).toEqual([]);
    expect(files.reads.get(uriOf('a.yaml'))).toBe(1);
  });

  test('may be a folder that comes or goes', async () => {
    const { workspace, files, told } = await scanned({ 'a.yaml': pod() });
    files.texts.set(uriOf('new/limits.yaml'), limits());
    await workspace.refresh([uriOf('new')]);
    expect(counts(workspace)).toEqual({ 'a.yaml': 0, 'new/limits.yaml': 0 });
    files.texts.delete(uriOf('new/limits.yaml'));
    await workspace.refresh([uriOf('new')]);
    expect(counts(workspace)).toEqual({ 'a.yaml': 1 });
    expect(told).toEqual(['a.yaml', 'new/limits.yaml', 'a.yaml']);
  });

  test('may take away a file that is open: what is open stays until it is closed', async () => {
    const { workspace, files, told } = await scanned({ 'a.yaml': pod(), 'limits.yaml': limits() });
    for (const [name, text] of Object.entries({ 'a.yaml': pod('billing'), 'limits.yaml': limits() }))
      workspace.update(uriOf(name), sourceOf(uriOf(name), text));
    files.texts.clear();
    await workspace.refresh([uriOf('a.yaml'), uriOf('limits.yaml')]);
    expect(counts(workspace)).toEqual({ 'a.yaml': 1, 'limits.yaml': 0 });
    expect(told).toEqual([]);
    for (const name of ['a.yaml', 'limits.yaml']) workspace.update(uriOf(name), undefined);
    expect(workspace.uris()).toEqual([]);
    expect(told).toEqual(['a.yaml', 'limits.yaml']);
  });

  test('of a configuration lint everything again', async () => {
    let isOn = true;
    const { workspace, files } = await scanned(
      { '.kube-harden.yaml': 'on', 'a.yaml': pod() },
      {
        configure: (_, text) => {
          isOn = text === 'on';
        },
        optionsFor: () => (isOn ? options : undefined),
      },
    );
    expect(counts(workspace)['a.yaml']).toBe(1);
    files.texts.delete(uriOf('.kube-harden.yaml'));
    await workspace.refresh([uriOf('.kube-harden.yaml')]);
    expect(await workspace.findings(uriOf('a.yaml'))).toBeUndefined();
  });

  test('of a Chart.yaml read its templates again', async () => {
    const { files, workspace } = await scanned({
      'chart/templates/a.yaml': pod(),
      'chart/other.yaml': pod(),
    });
    files.texts.set(uriOf('chart/Chart.yaml'), 'name: a');
    await workspace.refresh([uriOf('chart/Chart.yaml')]);
    expect(files.reads.has(uriOf('chart/templates/a.yaml'))).toBe(true);
    expect(files.reads.has(uriOf('chart/other.yaml'))).toBe(false);
  });
});

test('facts can be read without linting anything, of files that lie elsewhere too', async () => {
  const { workspace, files } = worldOf({ 'a.yaml': pod() });
  files.texts.set('file:///elsewhere/limits.yaml', limits());
  const uri = 'file:///elsewhere/limits.yaml';
  await workspace.readFacts([ROOT], {}, [{ uri, identity: uri }]);
  expect(workspace.uris()).toEqual([]);
  expect(workspace.lint(sourceOf(uriOf('a.yaml'), pod())).problems).toEqual([]);
});

test('a text that is not the one that was read is seen with what it says itself, which is not kept', async () => {
  const { workspace } = await scanned({ 'a.yaml': pod() });
  const tried = (text: string) => workspace.lint(sourceOf(uriOf('a.yaml'), text)).problems.length;
  expect([tried(pod()), tried(`${pod()}---\n${limits()}`), tried(pod())]).toEqual([1, 0, 1]);
  const other = `${pod()}---\n${limits()}`;
  workspace.update(uriOf('a.yaml'), sourceOf(uriOf('a.yaml'), other));
  expect([tried(other), tried(pod()), tried(other)]).toEqual([0, 1, 0]);
});
