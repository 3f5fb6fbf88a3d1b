import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DiagnosticTag } from 'vscode-languageserver/node';
import { type BaselineAnswer, baselineRequest } from '../../src/protocol';
import { bundle } from './bundle';
import { pulling, pushed, telling } from './clients';
import { given, rangeOf } from './expected';
import { type ClientKind, TestClient } from './harness';
import { Problems, TestFolder, tell } from './workspace-client';

const name = '.kube-harden-baseline.json';
const pod = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  hostNetwork: true\n';
const accepting = (file: string) =>
  JSON.stringify({ files: { [file]: { 'Pod web': { 'host-network': ['spec.hostNetwork'] } } } });
const only = { profile: 'pss-baseline' };

let server: string;
beforeAll(async () => {
  server = await bundle('server/src/node.ts', 'baseline-server');
});

let folder: TestFolder;
let client: TestClient | undefined;
beforeEach(() => {
  folder = new TestFolder();
});
afterEach(async () => {
  await client?.stop();
  client = undefined;
  folder.remove();
});

async function start(kind: Partial<ClientKind> = {}): Promise<TestClient> {
  const own = { settings: only, initializationOptions: { settings: only }, folders: [folder.uri()] };
  client = await TestClient.start(server, { capabilities: pulling, ...own, ...kind });
  return client;
}

/** Asks until the answer is this one, as a client does whose user waits. */
async function untilFound(one: TestClient, uri: string, count: number): Promise<void> {
  while ((await one.findings(uri, 'host-network')).length !== count) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function ask(one: TestClient, isPruned = false): Promise<readonly BaselineAnswer[]> {
  return one.connection.sendRequest(baselineRequest, { isPruned });
}

describe('A baseline', () => {
  test('accepts what it names in files below it, and nothing else', async () => {
    folder.write(name, accepting('apps/pod.yaml'));
    const one = await start();
    await one.open(folder.uri('apps/pod.yaml'), pod);
    await one.open(folder.uri('pod.yaml'), pod);
    expect(await one.findings(folder.uri('apps/pod.yaml'), 'host-network')).toEqual([]);
    expect(await one.findings(folder.uri('pod.yaml'), 'host-network')).toHaveLength(1);
    await one.replace(folder.uri('apps/pod.yaml'), 'name: web', 'name: shop');
    expect(await one.findings(folder.uri('apps/pod.yaml'), 'host-network')).toHaveLength(1);
    await one.replace(folder.uri('apps/pod.yaml'), 'name: shop', '# the old one\n  name: web');
    expect(await one.findings(folder.uri('apps/pod.yaml'), 'host-network')).toEqual([]);
  });

  test.each([
    ['pulls', pulling],
    ['is sent diagnostics', pushed],
    ['tells its settings', telling],
  ])('holds as it is typed, for a client that %s', async (_what, capabilities) => {
    const one = await start({ capabilities });
    const [uri, baseline] = [folder.uri('pod.yaml'), folder.uri(name)];
    await one.open(uri, pod);
    expect(await one.findings(uri, 'host-network')).toHaveLength(1);
    await one.open(baseline, accepting('other.yaml'), 'json');
    await one.replace(baseline, 'other', 'pod');
    await untilFound(one, uri, 0);
    await one.close(baseline);
    await untilFound(one, uri, 1);
  });

  test('is read again when the disk has another, and files that are not open follow', async () => {
    const uri = folder.write('pod.yaml', pod);
    const one = await start();
    const problems = new Problems(one);
    problems.follow().catch(() => undefined);
    await problems.untilBroken(uri, 'host-network');
    await tell(one, { created: [folder.write(name, accepting('pod.yaml'))] });
    await problems.untilKept(uri, 'host-network');
    await tell(one, { deleted: [folder.remove(name)] });
    await problems.untilBroken(uri, 'host-network');
    problems.cancel();
  });

  test('counts for nobody whose settings say so', async () => {
    folder.write(name, accepting('pod.yaml'));
    const one = await start();
    await one.open(folder.uri('pod.yaml'), pod);
    expect(await one.findings(folder.uri('pod.yaml'), 'host-network')).toEqual([]);
    await one.configure({ ...only, baseline: { enabled: false } });
    await untilFound(one, folder.uri('pod.yaml'), 1);
  });

  test('is told what is wrong in it, with a fix where it looks like a slip', async () => {
    const one = await start();
    const baseline = folder.uri(name);
    await one.open(baseline, accepting('pod.yaml').replace('host-network', 'host-netwrk'), 'json');
    const [problem] = await one.diagnostics(baseline);
    expect(problem?.message).toBe('There is no rule "host-netwrk"; did you mean "host-network"?');
    const [action] = problem === undefined ? [] : await one.actions(baseline, problem);
    expect(action && (await one.after(baseline, action))).toBe(accepting('pod.yaml'));
  });
});

describe('What a baseline accepts and is found no more', () => {
  const both = JSON.stringify({
    files: {
      'pod.yaml': { 'Pod web': { 'host-ipc': ['spec.hostIPC'], 'host-network': ['spec.hostNetwork'] } },
    },
  });
  const stale = 'host-ipc is not found here any more, in Pod web';

  test('is told in it, and can be removed', async () => {
    folder.write('pod.yaml', pod);
    const [one, baseline] = [await start(), folder.uri(name)];
    await one.open(baseline, both, 'json');
    let items = await one.diagnostics(baseline);
    while (items.length === 0) items = await one.diagnostics(baseline);
    expect(items.map(({ message, tags, range }) => [message, tags, range])).toEqual([
      [stale, [DiagnosticTag.Unnecessary], rangeOf(both, '"spec.hostIPC"')],
    ]);
    const [action] = await one.actions(baseline, given(items[0]));
    expect(action?.title).toBe('Remove all that is found no more');
    expect(JSON.parse(await one.after(baseline, given(action)))).toEqual(JSON.parse(accepting('pod.yaml')));
  });

  test('is told where nobody has opened anything, and comes and goes with what is found', async () => {
    const [uri, baseline] = [folder.write('pod.yaml', pod), folder.write(name, both)];
    const one = await start();
    const problems = new Problems(one);
    problems.follow().catch(() => undefined);
    await problems.untilBroken(baseline, 'config');
    await tell(one, { changed: [folder.write('pod.yaml', pod.replace('spec:', 'spec:\n  hostIPC: true'))] });
    await problems.untilKept(baseline, 'config');
    await one.open(uri, pod);
    await one.diagnostics(uri);
    await problems.untilBroken(baseline, 'config');
    await one.close(uri);
    await problems.untilKept(baseline, 'config');
    await tell(one, { changed: [folder.write('pod.yaml', pod)] });
    await problems.untilBroken(baseline, 'config');
    await tell(one, { deleted: [folder.remove('pod.yaml')] });
    await problems.untilKept(baseline, 'config');
    problems.cancel();
  });

  test('is not told of a file that is broken', async () => {
    folder.write(name, both);
    const [one, uri] = [await start(), folder.write('pod.yaml', `${pod}  hostPID: [\n`)];
    await one.open(uri, `${pod}  hostPID: [\n`);
    await one.open(folder.uri(name), both, 'json');
    await one.diagnostics(uri);
    expect(await one.diagnostics(folder.uri(name))).toEqual([]);
  });
});

describe('Whoever asks for a baseline', () => {
  test('gets one with all that is found, in files open or not', async () => {
    folder.write('a.yaml', pod);
    folder.write('apps/b c.yaml', pod);
    folder.write('good.yaml', pod.replace('true', 'false'));
    const one = await start();
    await one.open(folder.uri('a.yaml'), pod.replace('name: web', 'name: shop'));
    const [answer] = await ask(one);
    expect(answer?.uri).toBe(folder.uri(name));
    expect(answer?.message).toBe('.kube-harden-baseline.json accepts 2 findings: 2 new.');
    expect(JSON.parse(answer?.text ?? '')).toEqual({
      files: {
        'a.yaml': { 'Pod shop': { 'host-network': ['spec.hostNetwork'] } },
        'apps/b c.yaml': { 'Pod web': { 'host-network': ['spec.hostNetwork'] } },
      },
    });
  });

  test('gets nothing to write where it is as it should be', async () => {
    const uri = folder.write('a.yaml', pod);
    const one = await start();
    const [first] = await ask(one);
    await tell(one, { created: [folder.write(name, first?.text ?? '')] });
    await one.open(uri, pod);
    await untilFound(one, uri, 0);
    expect(await ask(one)).toEqual([
      {
        uri: folder.uri(name),
        message: '.kube-harden-baseline.json accepts 1 finding: as before.',
      },
    ]);
  });

  test('gets it without what is found no more, and without what is new where it is only pruned', async () => {
    folder.write('a.yaml', pod.replace('hostNetwork', 'hostPID'));
    folder.write(
      name,
      accepting('a.yaml').replace('}}}}', '}}, "gone.yaml": {"Pod web": {"host-ipc": ["x"]}}}}'),
    );
    const one = await start();
    const [pruned] = await ask(one, true);
    expect(pruned?.message).toBe('.kube-harden-baseline.json accepts 0 findings: 2 found no more.');
    expect(JSON.parse(pruned?.text ?? '')).toEqual({ files: {} });
    const [renewed] = await ask(one);
    expect(renewed?.message).toBe('.kube-harden-baseline.json accepts 1 finding: 1 new, 2 found no more.');
  });

  test('is told where nobody understands what is there', async () => {
    folder.write('a.yaml', pod);
    folder.write(name, '{"files": []}');
    const one = await start();
    await one.open(folder.uri('a.yaml'), pod);
    await untilFound(one, folder.uri('a.yaml'), 1);
    expect(await ask(one)).toEqual([
      {
        uri: folder.uri(name),
        message: '.kube-harden-baseline.json is left as it is: Must be a mapping from files to objects.',
      },
    ]);
  });
});
