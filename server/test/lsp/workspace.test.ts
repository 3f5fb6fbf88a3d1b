import { readFileSync } from 'node:fs';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ClientCapabilities } from 'vscode-languageserver/node';
import { bundle } from './bundle';
import { pulling, pushed } from './clients';
import { TestClient } from './harness';
import { changeFolders, Problems, TestFolder, tell } from './workspace-client';

const bad =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  automountServiceAccountToken: false\n' +
  '  hostNetwork: true\n';
/** Breaks no rule. */
const good = bad.replace('true', 'false');
const rule = 'host-network';

/** A container without a memory limit, and what gives it one. */
const limitless = `${good}  containers:\n    - name: app\n      image: registry.example/app:2.0\n`;
const limits =
  'apiVersion: v1\nkind: LimitRange\nmetadata:\n  name: all\nspec:\n  limits:\n' +
  '    - type: Container\n      default: { memory: 1Gi, cpu: 1 }\n      defaultRequest: { memory: 1Gi, cpu: 1 }\n';
const limit = 'memory-limit-missing';

const pushedWatching: ClientCapabilities = {
  ...pushed,
  workspace: {
    ...pushed.workspace,
    workspaceFolders: true,
    didChangeWatchedFiles: { dynamicRegistration: true },
    didChangeConfiguration: { dynamicRegistration: true },
  },
};

let server: string;
beforeAll(async () => {
  server = await bundle('server/src/node.ts', 'workspace-server');
});

describe.each([
  ['a client that pulls the workspace', pulling],
  ['a client that is sent diagnostics', pushedWatching],
])('%s', (_, capabilities) => {
  let client: TestClient;
  let folder: TestFolder;
  let problems: Problems;

  afterEach(async () => {
    await client.stop();
    folder.remove();
  });

  async function start(files: Readonly<Record<string, string>>, settings: unknown = {}): Promise<void> {
    folder = new TestFolder();
    for (const [name, text] of Object.entries(files)) folder.write(name, text);
    client = await TestClient.start(server, { capabilities, settings, folders: [folder.uri()] });
    problems = new Problems(client);
    problems.follow().catch(() => undefined);
  }

  test('shows files that nobody has opened', async () => {
    await start({ 'a.yaml': bad, 'deep/b.yaml': bad, 'good.yaml': good, 'node_modules/c.yaml': bad });
    await problems.untilFiles([folder.uri('a.yaml'), folder.uri('deep/b.yaml')]);
    expect(problems.of(folder.uri('a.yaml'))).toContain(rule);
  });

  test('shows what is created, changed, renamed and deleted', async () => {
    await start({ 'a.yaml': bad });
    const a = folder.uri('a.yaml');
    await problems.untilFiles([a]);
    const b = folder.write('b.yaml', bad);
    await tell(client, { created: [b] });
    await problems.untilFiles([a, b]);
    await tell(client, { changed: [folder.write('a.yaml', good)] });
    await problems.untilFiles([b]);
    folder.rename('b.yaml', 'c.yaml');
    const c = folder.uri('c.yaml');
    await tell(client, { deleted: [b], created: [c] });
    await problems.untilFiles([c]);
    await tell(client, { deleted: [folder.remove('c.yaml')] });
    await problems.untilFiles([]);
  });

  test('shows nothing of a folder that is deleted or renamed, of which it hears nothing else', async () => {
    await start({ 'apps/a.yaml': bad, 'apps/deep/b.yaml': bad, 'apps2/c.yaml': bad });
    const c = folder.uri('apps2/c.yaml');
    await problems.untilFiles([folder.uri('apps/a.yaml'), folder.uri('apps/deep/b.yaml'), c]);
    folder.rename('apps', 'moved');
    await tell(client, { deleted: [folder.uri('apps')], created: [folder.uri('moved')] });
    await problems.untilFiles([folder.uri('moved/a.yaml'), folder.uri('moved/deep/b.yaml'), c]);
    await tell(client, { deleted: [folder.remove('moved')] });
    await problems.untilFiles([c]);
  });

  test('shows what git ignores no longer, and again', async () => {
    await start({ 'out/a.yaml': bad, 'b.yaml': bad });
    const files = [folder.uri('out/a.yaml'), folder.uri('b.yaml')];
    await problems.untilFiles(files);
    // Outside a repository nobody ignores anything.
    folder.write('.git/HEAD', '');
    await tell(client, { created: [folder.write('.gitignore', 'out/\n')] });
    await problems.untilFiles([folder.uri('b.yaml')]);
    await tell(client, { changed: [folder.write('out/a.yaml', `${bad}# more\n`)] });
    await tell(client, { deleted: [folder.remove('.gitignore')] });
    await problems.untilFiles(files);
  });

  test('shows the text of an open document, and that of the disk when it is closed without saving', async () => {
    await start({ 'a.yaml': good, 'b.yaml': bad });
    const a = folder.uri('a.yaml');
    const b = folder.uri('b.yaml');
    await problems.untilFiles([b]);
    await client.open(a, good);
    await client.replace(a, 'hostNetwork: false', 'hostNetwork: true');
    expect(await client.findings(a, rule)).toHaveLength(1);
    await client.open(b, bad);
    await client.replace(b, 'hostNetwork: true', 'hostNetwork: false');
    expect(await client.findings(b, rule)).toEqual([]);
    const before = problems.reports.length;
    await client.close(a);
    await client.close(b);
    // The client shows what it has been answered until it is told otherwise, also where that is nothing.
    if (client.pulls) {
      await client.until(
        () => problems.reports.slice(before).filter(({ kind }) => kind === 'full').length >= 2,
      );
      const told = problems.reports.slice(before);
      expect(told.find(({ uri }) => uri === a)).toEqual({ kind: 'full', uri: a, version: null, items: [] });
      expect(told.find(({ uri }) => uri === b)).toMatchObject({ kind: 'full', uri: b, version: null });
    }
    await problems.untilFiles([b]);
    expect(problems.of(b)).toContain(rule);
  });

  test('takes what an open document says to others, and then what the disk says', async () => {
    await start({ 'app.yaml': limitless, 'limits.yaml': '' });
    const app = folder.uri('app.yaml');
    const limitsUri = folder.uri('limits.yaml');
    await problems.untilBroken(app, limit);
    await client.open(limitsUri, '');
    await client.change(limitsUri, [
      { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: limits },
    ]);
    await problems.untilKept(app, limit);
    await client.close(limitsUri);
    await problems.untilBroken(app, limit);
    await tell(client, { changed: [folder.write('limits.yaml', limits)] });
    await problems.untilKept(app, limit);
    await tell(client, { deleted: [folder.remove('limits.yaml')] });
    await problems.untilBroken(app, limit);
  });

  test('shows an open document anew when another file says something else about it', async () => {
    await start({ 'app.yaml': limitless });
    const app = folder.uri('app.yaml');
    await problems.untilBroken(app, limit);
    await client.open(app, limitless);
    expect(await client.findings(app, limit)).toHaveLength(1);
    const { refreshes } = client;
    await tell(client, { created: [folder.write('limits.yaml', limits)] });
    if (client.pulls) {
      await client.until(() => client.refreshes > refreshes);
      expect(await client.findings(app, limit)).toEqual([]);
    } else await problems.untilKept(app, limit);
  });

  test('does not stir when another file changes and says the same', async () => {
    await start({ 'app.yaml': limitless, 'limits.yaml': limits, 'b.yaml': bad });
    const app = folder.uri('app.yaml');
    await problems.untilBroken(folder.uri('b.yaml'), rule);
    await client.open(app, limitless);
    await client.diagnostics(app);
    const { refreshes } = client;
    const { length } = client.published;
    await tell(client, { changed: [folder.write('limits.yaml', limits.replaceAll('1Gi', '2Gi'))] });
    await tell(client, { changed: [folder.write('b.yaml', good)] });
    await problems.untilKept(folder.uri('b.yaml'), rule);
    expect(client.refreshes).toBe(refreshes);
    expect(client.published.slice(length).filter(({ uri }) => uri === app)).toEqual([]);
  });

  test('follows folders that are opened and closed', async () => {
    await start({ 'a.yaml': bad });
    const a = folder.uri('a.yaml');
    await problems.untilFiles([a]);
    const second = new TestFolder();
    try {
      const b = second.write('b.yaml', bad);
      await changeFolders(client, [second.uri()], []);
      await problems.untilFiles([a, b]);
      await changeFolders(client, [], [folder.uri()]);
      await problems.untilFiles([b]);
      await changeFolders(client, [folder.uri()], [second.uri()]);
      await problems.untilFiles([a]);
    } finally {
      second.remove();
    }
  });

  test('follows settings', async () => {
    await start({ 'a.yaml': bad });
    const a = folder.uri('a.yaml');
    await problems.untilBroken(a, rule);
    await client.configure({ rules: { [rule]: 'off' } });
    await problems.untilKept(a, rule);
    await client.configure({ enable: false });
    await problems.untilFiles([]);
    await client.configure({});
    await problems.untilBroken(a, rule);
  });

  test('follows configuration files', async () => {
    await start({ 'apps/a.yaml': bad, 'b.yaml': bad });
    const [a, b] = [folder.uri('apps/a.yaml'), folder.uri('b.yaml')];
    await problems.untilFiles([a, b]);
    const off = `rules:\n  ${rule}: off\n`;
    await tell(client, { created: [folder.write('apps/.kube-harden.yaml', off)] });
    await problems.untilKept(a, rule);
    expect(problems.of(b)).toContain(rule);
    await tell(client, { deleted: [folder.remove('apps/.kube-harden.yaml')] });
    await problems.untilBroken(a, rule);
  });

  test('shows open files only where the user wants that, and knows the others all the same', async () => {
    await start({ 'a.yaml': bad, 'app.yaml': limitless, 'limits.yaml': limits });
    const [a, app] = [folder.uri('a.yaml'), folder.uri('app.yaml')];
    await problems.untilBroken(a, rule);
    await client.configure({ diagnosticMode: 'openFilesOnly' });
    await problems.untilFiles([]);
    await client.open(app, limitless);
    expect(await client.findings(app, limit)).toEqual([]);
    await client.close(app);
    await client.configure({ diagnosticMode: 'workspace' });
    await problems.untilBroken(a, rule);
  });

  test('settles within seconds when a branch switch changes 1500 files', async () => {
    const names = Array.from({ length: 1500 }, (_unused, index) => `f${index % 20}/pod-${index}.yaml`);
    await start(Object.fromEntries(names.map((name) => [name, bad])));
    const uris = names.map((name) => folder.uri(name));
    await problems.untilFiles(uris);
    const begin = performance.now();
    for (const name of names) folder.write(name, good);
    for (let index = 0; index < uris.length; index += 100) {
      await tell(client, { changed: uris.slice(index, index + 100) });
    }
    await problems.untilFiles([]);
    expect(performance.now() - begin).toBeLessThan(10_000);
    // Clients convert each chunk in one go.
    expect(Math.max(0, ...problems.chunks)).toBeLessThanOrEqual(50);
  });
});

describe('The workspace, pulled', () => {
  let client: TestClient;
  let folder: TestFolder;

  afterEach(async () => {
    await client.stop();
    folder.remove();
  });

  async function start(files: Readonly<Record<string, string>>, more: ClientCapabilities = {}) {
    folder = new TestFolder();
    for (const [name, text] of Object.entries(files)) folder.write(name, text);
    const capabilities = { ...pulling, ...more };
    client = await TestClient.start(server, { capabilities, folders: [folder.uri()] });
    return new Problems(client);
  }

  test('is answered only when there is news', async () => {
    const problems = await start({ 'a.yaml': bad, 'b.yaml': bad });
    await problems.ask();
    expect(problems.files()).toEqual([folder.uri('a.yaml'), folder.uri('b.yaml')]);
    const known = problems.reports.length;
    const parked = problems.ask();
    await tell(client, { changed: [folder.write('b.yaml', good)] });
    await parked;
    const [a, b] = [folder.uri('a.yaml'), folder.uri('b.yaml')];
    expect(problems.reports.slice(known)).toEqual([
      { kind: 'unchanged', uri: a, version: null, resultId: expect.any(String) },
      { kind: 'unchanged', uri: b, version: null, resultId: expect.any(String) },
      { kind: 'full', uri: b, version: null, items: [] },
    ]);
  });

  test('tells that a file is gone which the client has from before', async () => {
    const problems = await start({ 'a.yaml': bad });
    const gone = folder.uri('gone.yaml');
    problems.take([{ kind: 'full', uri: gone, version: null, resultId: 'old', items: [] }]);
    await problems.ask();
    expect(problems.reports.findLast(({ uri }) => uri === gone)).toEqual({
      kind: 'full',
      uri: gone,
      version: null,
      items: [],
    });
  });

  test('is answered when it is cancelled, and may be asked for again', async () => {
    const problems = await start({ 'a.yaml': bad });
    const parked = problems.follow();
    await problems.untilFiles([folder.uri('a.yaml')]);
    problems.cancel();
    await expect(parked).rejects.toMatchObject({ code: -32800 });
    const again = problems.follow();
    await client.until(() => problems.reports.at(-1)?.kind === 'unchanged');
    problems.cancel();
    await expect(again).rejects.toMatchObject({ code: -32800 });
  });

  test('does not keep the server from ending', async () => {
    const problems = await start({ 'a.yaml': bad });
    const parked = problems.follow().catch(() => undefined);
    await problems.untilFiles([folder.uri('a.yaml')]);
    expect(await client.stop()).toBe(0);
    await parked;
    client = await TestClient.start(server, { capabilities: pulling });
  });

  test('is silent while nothing happens', async () => {
    const problems = await start({ 'a.yaml': bad, 'app.yaml': limitless, 'limits.yaml': limits });
    problems.follow().catch(() => undefined);
    await client.open(folder.uri('app.yaml'), limitless);
    await client.diagnostics(folder.uri('app.yaml'));
    await problems.untilBroken(folder.uri('a.yaml'), rule);
    // Longer than anything in the server waits for anything.
    const quiet = () => new Promise((resolve) => setTimeout(resolve, 1500));
    await quiet();
    const { messages } = client;
    const before = cpuOf(client);
    await quiet();
    await quiet();
    expect(client.messages).toBe(messages);
    expect(cpuOf(client) - before).toBeLessThanOrEqual(5);
  });

  test('leaves open documents to those who ask for them while they are changed, and has their last state', async () => {
    const problems = await start({ 'a.yaml': good });
    const a = folder.uri('a.yaml');
    problems.follow().catch(() => undefined);
    await client.open(a, good);
    for (const [before, after] of [
      ['false\n  host', 'true\n  host'],
      ['hostNetwork: false', 'hostNetwork: true'],
    ] as const) {
      await client.replace(a, before, after);
      await client.diagnostics(a);
    }
    // Its client may have dropped the answer, because its tab was closed.
    await problems.untilBroken(a, rule);
    expect(problems.reports.filter(({ uri }) => uri === a)).toMatchObject([{ kind: 'full', version: 3 }]);
  });

  test('answers what is asked about a file that is not open', async () => {
    const problems = await start({ 'a.yaml': bad });
    await problems.ask();
    const report = await client.pull(folder.uri('a.yaml'));
    expect(report).toMatchObject({ kind: 'full', items: [{ code: rule }] });
    expect(await client.pull(folder.uri('a.yaml'), report.resultId)).toMatchObject({ kind: 'unchanged' });
  });

  test('knows a file by any spelling of its name', async () => {
    const problems = await start({ 'my@app (1).yaml': bad });
    const plain = folder.uri('my@app (1).yaml');
    problems.follow().catch(() => undefined);
    await problems.untilFiles([plain]);
    const encoded = plain.replace('@', '%40').replace('(', '%28').replace(')', '%29');
    await client.open(encoded, good);
    expect(await client.findings(encoded, rule)).toEqual([]);
    const before = problems.reports.length;
    await client.close(encoded);
    await client.until(() => problems.reports.length > before);
    expect(problems.reports.slice(before)).toHaveLength(1);
    await tell(client, { deleted: [folder.remove('my@app (1).yaml')] });
    const isGone = ({ kind, uri }: { kind: string; uri: string }) =>
      kind === 'full' && decodeURIComponent(uri) === decodeURIComponent(plain);
    await client.until(() => problems.reports.slice(before + 1).some(isGone));
  });

  test('asks the client to watch the files of each folder', async () => {
    await start({});
    const method = 'workspace/didChangeWatchedFiles';
    await client.until(() => client.registered.includes(method));
    const options = client.registrations.find((one) => one.method === method)?.registerOptions;
    expect(options).toMatchObject({
      watchers: expect.arrayContaining([
        { globPattern: { baseUri: folder.uri(), pattern: '**/*.{yaml,yml,json}' }, kind: 7 },
      ]),
    });
  });

  test('looks again when something is opened or saved where the client watches nothing', async () => {
    const workspace = { ...pulling.workspace, didChangeWatchedFiles: {} };
    const problems = await start({ 'a.yaml': bad }, { workspace });
    problems.follow().catch(() => undefined);
    await problems.untilFiles([folder.uri('a.yaml')]);
    folder.write('b.yaml', bad);
    folder.remove('a.yaml');
    await client.open(folder.uri('c.yaml'), good);
    await problems.untilFiles([folder.uri('b.yaml')]);
    expect(client.registered).not.toContain('workspace/didChangeWatchedFiles');
  });
});

/** How much a server has worked, in hundredths of a second; 0 where nobody tells. */
function cpuOf({ process }: TestClient): number {
  try {
    const [, times = ''] = readFileSync(`/proc/${process.pid}/stat`, 'utf8').split(') ');
    const fields = times.split(' ');
    return Number(fields[11]) + Number(fields[12]);
  } catch {
    return 0;
  }
}
