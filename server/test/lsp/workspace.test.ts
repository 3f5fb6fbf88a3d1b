import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ClientCapabilities } from 'vscode-languageserver/node';
import { bundle } from './bundle';
import { pulling, pushed } from './clients';
import { TestClient } from './harness';
import { changeFolders, Problems, TestFolder, tell } from './workspace-client';
import { bad, good, limit, limitless, limits, rule } from './workspace-manifests';

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

  test('settles when a branch switch changes 1500 files', async () => {
    const names = Array.from({ length: 1500 }, (_unused, index) => `f${index % 20}/pod-${index}.yaml`);
    await start(Object.fromEntries(names.map((name) => [name, bad])));
    const uris = names.map((name) => folder.uri(name));
    await problems.untilFiles(uris);
    for (const name of names) folder.write(name, good);
    for (let index = 0; index < uris.length; index += 100) {
      await tell(client, { changed: uris.slice(index, index + 100) });
    }
    await problems.untilFiles([]);
    // Clients convert each chunk in one go.
    expect(Math.max(0, ...problems.chunks)).toBeLessThanOrEqual(50);
  });
});
