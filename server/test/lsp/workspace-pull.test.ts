import { readFileSync } from 'node:fs';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ClientCapabilities } from 'vscode-languageserver/node';
import { bundle } from './bundle';
import { pulling } from './clients';
import { TestClient } from './harness';
import { Problems, TestFolder, tell } from './workspace-client';
import { bad, good, limitless, limits, rule } from './workspace-manifests';

let server: string;
beforeAll(async () => {
  server = await bundle('server/src/node.ts', 'workspace-pull-server');
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
        {
          globPattern: { baseUri: folder.uri(), pattern: '**/*.{yaml,yml,json,jsonl,ndjson,kubeconfig}' },
          kind: 7,
        },
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
