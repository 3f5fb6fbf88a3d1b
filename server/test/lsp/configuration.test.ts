import { execFileSync } from 'node:child_process';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type ClientCapabilities,
  type CodeAction,
  type CompletionItem,
  CompletionRequest,
  HoverRequest,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { configFileRequest } from '../../src/protocol';
import { bundle } from './bundle';
import { pulling, pushed, telling } from './clients';
import { given, rangeOf } from './expected';
import { type ClientKind, TestClient } from './harness';
import { Problems, TestFolder, tell } from './workspace-client';

const pod = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  hostNetwork: true\n';
const off = 'rules:\n  host-network: off\n';
const on = 'rules:\n  host-network: error\n';

const creating: ClientCapabilities = {
  ...pulling,
  workspace: {
    ...pulling.workspace,
    workspaceEdit: { documentChanges: true, resourceOperations: ['create'] },
  },
};

let server: string;
beforeAll(async () => {
  server = await bundle('server/src/node.ts', 'configuration-server');
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

async function start(kind: ClientKind): Promise<TestClient> {
  client = await TestClient.start(server, { folders: [folder.uri()], ...kind });
  return client;
}

/** Asks until the answer is this one, as a client does whose user waits. */
async function untilFound(one: TestClient, uri: string, count: number): Promise<void> {
  while ((await one.findings(uri, 'host-network')).length !== count) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('A configuration file', () => {
  test('holds for what lies beside and below it, the nearest before others', async () => {
    folder.write('.kube-harden.yaml', off);
    folder.write('apps/.kube-harden.yml', on);
    folder.write('apps/alone/.kube-harden.json', '{"root": true, "exclude": ["old"]}');
    const one = await start({ capabilities: pulling });
    for (const [name, count] of [
      ['pod.yaml', 0],
      ['deep/pod.yaml', 0],
      ['apps/web/pod.yaml', 1],
      ['apps/alone/pod.yaml', 1],
      ['apps/alone/old/pod.yaml', 0],
    ] as const) {
      await one.open(folder.uri(name), pod);
      expect([name, (await one.findings(folder.uri(name), 'host-network')).length]).toEqual([name, count]);
    }
  });

  test('above the folder that is open does not hold', async () => {
    folder.write('.kube-harden.yaml', off);
    const one = await start({ capabilities: pulling, folders: [folder.uri('inner')] });
    await one.open(folder.uri('inner/pod.yaml'), pod);
    expect(await one.findings(folder.uri('inner/pod.yaml'), 'host-network')).toHaveLength(1);
  });

  test.each([
    ['pulls', pulling],
    ['is sent diagnostics', pushed],
    ['tells its settings', telling],
  ])('holds as it is typed, for a client that %s', async (_what, capabilities) => {
    const one = await start({ capabilities });
    const [uri, config] = [folder.uri('pod.yaml'), folder.uri('.kube-harden.yaml')];
    await one.open(uri, pod);
    expect(await one.findings(uri, 'host-network')).toHaveLength(1);
    await one.open(config, on);
    await one.replace(config, 'error', 'off');
    await untilFound(one, uri, 0);
    await one.replace(config, 'off', 'info');
    await untilFound(one, uri, 1);
    await one.replace(config, 'info', 'off');
    await untilFound(one, uri, 0);
    await one.close(config);
    await untilFound(one, uri, 1);
  });

  test('asks the client to look again only when it says something else', async () => {
    const one = await start({ capabilities: pulling });
    const [uri, config] = [folder.uri('pod.yaml'), folder.write('.kube-harden.yaml', on)];
    await one.open(uri, pod);
    await one.findings(uri, 'host-network');
    await one.open(config, on);
    const { refreshes } = one;
    await one.replace(config, 'rules', '# note\nrules');
    await one.findings(uri, 'host-network');
    expect(one.refreshes).toBe(refreshes);
    await one.replace(config, 'error', 'off');
    await one.until(() => one.refreshes > refreshes);
    expect(await one.findings(uri, 'host-network')).toEqual([]);
  });

  test('is read again when the disk has another, and files that are not open follow', async () => {
    const uri = folder.write('pod.yaml', pod);
    const one = await start({ capabilities: pulling });
    const problems = new Problems(one);
    problems.follow().catch(() => undefined);
    await problems.untilBroken(uri, 'host-network');
    const config = folder.write('.kube-harden.yaml', off);
    await tell(one, { created: [config] });
    await problems.untilKept(uri, 'host-network');
    folder.write('.kube-harden.yaml', on);
    await tell(one, { changed: [config] });
    await problems.untilBroken(uri, 'host-network');
    await one.open(config, on);
    await one.replace(config, 'rules:', 'exclude: [pod.yaml]\nrules:');
    await problems.untilKept(uri, 'host-network');
    problems.cancel();
  });

  test('is read again on a save for clients that tell nothing of the disk', async () => {
    const one = await start({ capabilities: telling });
    const uri = folder.uri('pod.yaml');
    await one.open(uri, pod);
    expect(await one.findings(uri, 'host-network')).toHaveLength(1);
    folder.write('.kube-harden.yaml', off);
    await one.connection.sendNotification('textDocument/didSave', { textDocument: { uri } });
    await untilFound(one, uri, 0);
  });

  test.each([
    ['filesystemFirst', 'info', 3],
    ['editorFirst', 'info', 1],
    ['editorOnly', 'info', 1],
  ])('beside settings that say %s', async (configurationPreference, severity, expected) => {
    folder.write('.kube-harden.yaml', `profile: pss-baseline\nrules: {host-network: ${severity}}\n`);
    const settings = { configurationPreference, profile: 'recommended', rules: { 'host-network': 'error' } };
    const one = await start({ capabilities: pulling, settings });
    const uri = folder.uri('pod.yaml');
    await one.open(uri, pod.concat('  containers: [{name: app, image: "registry.example/app:1"}]\n'));
    const codes = (await one.diagnostics(uri)).map(({ code }) => code);
    const [finding] = await one.findings(uri, 'host-network');
    expect(finding?.severity).toBe(expected);
    // The profile of the settings is the default, which nobody has set.
    expect(codes.includes('run-as-non-root')).toBe(configurationPreference === 'editorOnly');
  });

  test('gives the same findings here as on the command line', async () => {
    folder.write('.kube-harden.yaml', 'profile: all\nrules: {host-network: info}\nexclude: [gone]\n');
    folder.write('apps/.kube-harden.yaml', 'rules: {host-network: warning, run-as-non-root: off}\n');
    const text = pod.concat('  containers: [{name: app, image: app}]\n');
    const names = ['pod.yaml', 'apps/pod.yaml', 'gone/pod.yaml'];
    for (const name of names) folder.write(name, text);
    const one = await start({ capabilities: pulling });
    const here: unknown[] = [];
    for (const file of names) {
      await one.open(folder.uri(file), text);
      for (const { code, range, severity } of await one.diagnostics(folder.uri(file))) {
        here.push({ file, rule: code, range, severity: ['', 'error', 'warning', 'info'][severity ?? 0] });
      }
    }
    const program = await bundle('server/src/cli/main.ts', 'configuration-cli');
    const args = [program, 'lint', '--format', 'json', '--fail-on', 'never'];
    const { findings } = JSON.parse(
      execFileSync(process.execPath, args, { cwd: folder.path, encoding: 'utf8' }),
    );
    const there = findings.map(({ file, rule, range, severity }: Record<string, unknown>) => {
      return { file, rule, range, severity };
    });
    const sorted = (list: readonly unknown[]) => list.map((each) => JSON.stringify(each)).sort();
    expect(here.length).toBeGreaterThan(10);
    expect(sorted(here)).toEqual(sorted(there));
  });
});

describe('What is wrong in a configuration file', () => {
  const wrong = 'profil: all\nrules:\n  host-netwrk: off\n  host-pid: loud\n';

  test('is shown where it stands, and can be put right', async () => {
    const one = await start({ capabilities: pulling });
    const uri = folder.uri('.kube-harden.yaml');
    await one.open(uri, wrong);
    const items = await one.diagnostics(uri);
    expect(items.map(({ range, message }) => [range, message])).toEqual([
      [rangeOf(wrong, 'profil'), 'There is no key "profil"; did you mean "profile"?'],
      [rangeOf(wrong, 'host-netwrk'), 'There is no rule "host-netwrk"; did you mean "host-network"?'],
      [rangeOf(wrong, 'loud'), 'There is no severity "loud"; there are off, info, warning, error'],
    ]);
    expect(items[0]).toMatchObject({ code: 'config', source: 'kube-harden', severity: 1 });
    const [fix, ...others] = await one.actions(uri, given(items[1]));
    expect([fix?.title, fix?.kind, fix?.isPreferred, others]).toEqual([
      'Change to host-network',
      'quickfix.kubeHarden',
      true,
      [],
    ]);
    await one.apply(uri, given(fix));
    expect(one.text(uri)).toBe(wrong.replace('netwrk', 'network'));
    expect(await one.diagnostics(uri)).toHaveLength(2);
  });

  test('is shown for files that are not open, too', async () => {
    const uri = folder.write('.kube-harden.yaml', wrong);
    const one = await start({ capabilities: pulling });
    const problems = new Problems(one);
    problems.follow().catch(() => undefined);
    await problems.untilBroken(uri, 'config');
    folder.write('.kube-harden.yaml', off);
    await tell(one, { changed: [uri] });
    await problems.untilKept(uri, 'config');
    problems.cancel();
  });
});

describe('A finding', () => {
  const titles = ['Turn host-network off in .kube-harden.yaml', 'Turn host-network off for this folder'];
  const turnOffs = async (one: TestClient, uri: string): Promise<readonly CodeAction[]> => {
    const [finding] = await one.findings(uri, 'host-network');
    const actions = await one.actions(uri, given(finding), { only: ['quickfix.suppress'] });
    return actions.filter(({ title }) => title.startsWith('Turn'));
  };

  test('is turned off in a new file, for all that is open or for its folder', async () => {
    const one = await start({ capabilities: creating });
    const uri = folder.uri('apps/pod.yaml');
    await one.open(uri, pod);
    const actions = await turnOffs(one, uri);
    expect(actions.map(({ title }) => title)).toEqual(titles);
    const start0 = { line: 0, character: 0 };
    for (const [index, name] of ['.kube-harden.yaml', 'apps/.kube-harden.yaml'].entries()) {
      expect(actions[index]?.edit?.documentChanges).toEqual([
        { kind: 'create', uri: folder.uri(name), options: { ignoreIfExists: true } },
        {
          textDocument: { uri: folder.uri(name), version: null },
          edits: [{ range: { start: start0, end: start0 }, newText: off }],
        },
      ]);
    }
  });

  test.each([
    ['profile: all # keep\n', 'profile: all # keep\nrules:\n  host-network: "off"\n'],
    ['rules:\n    host-pid: off\n', 'rules:\n    host-pid: off\n    host-network: "off"\n'],
    ['rules:\n  host-network: warning # loud\n', 'rules:\n  host-network: "off" # loud\n'],
    ['rules:\n  host-network:\n    severity: info\n', 'rules:\n  host-network:\n    severity: "off"\n'],
    ['# nothing yet', `# nothing yet\n${off}`],
  ])('is turned off in %j with the smallest change', async (before, after) => {
    const config = folder.write('.kube-harden.yaml', before);
    const one = await start({ capabilities: pulling });
    const uri = folder.uri('apps/pod.yaml');
    await one.open(uri, pod);
    const [action] = await turnOffs(one, uri);
    expect(one.edited(config, given(action?.edit), before)).toBe(after);
  });

  test('is turned off in the file as it stands in the editor', async () => {
    const config = folder.write('.kube-harden.yaml', on);
    const one = await start({ capabilities: pulling });
    const uri = folder.uri('pod.yaml');
    await one.open(uri, pod);
    await one.open(config, on.replace('error', 'info'));
    await untilFound(one, uri, 1);
    const [action, ...others] = await turnOffs(one, uri);
    expect(others).toEqual([]);
    await one.apply(config, given(action));
    expect(one.text(config)).toBe('rules:\n  host-network: "off"\n');
    await untilFound(one, uri, 0);
  });

  test('offers no new file to clients that cannot make one, and nothing that would not count', async () => {
    const one = await start({ capabilities: pulling });
    const uri = folder.uri('apps/pod.yaml');
    await one.open(uri, pod);
    expect(await turnOffs(one, uri)).toEqual([]);
    folder.write('.kube-harden.yaml', on);
    await one.configure({ configurationPreference: 'editorOnly' });
    expect(await turnOffs(one, uri)).toEqual([]);
  });
});

describe('Completion', () => {
  /** What is offered at the bar in a text, as the text would be with the first offer of that label. */
  const offered = async (name: string, marked: string): Promise<readonly CompletionItem[]> => {
    const one = await start({ capabilities: pulling });
    const at = marked.indexOf('|');
    const text = marked.replace('|', '');
    await one.open(folder.uri(name), text);
    const position = TextDocument.create('', '', 0, text).positionAt(at);
    const asked = { textDocument: { uri: folder.uri(name) }, position };
    const answer = await one.connection.sendRequest(CompletionRequest.type, asked);
    return Array.isArray(answer) ? answer : [];
  };

  test.each([
    ['|', 'profile', 'profile: '],
    ['pro|', 'profile', 'profile: '],
    ['profile: all\n|', 'rules', 'rules:'],
    ['profile: |', 'pss-restricted', 'pss-restricted'],
    ['rules:\n  host-n|', 'host-network', 'host-network: '],
    ['rules:\n  host-network: |', 'off', 'off'],
    ['rules:\n  host-network:\n    |', 'severity', 'severity: '],
    ['rules:\n  host-network:\n    severity: w|', 'warning', 'warning'],
    ['fix:\n  safe:\n    - host|', 'host-network', 'host-network'],
    ['fix:\n  safe: [host-pid, ho|', 'host-network', 'host-network'],
    ['allow:\n  |', 'registries', 'registries:'],
    ['closedWorld: |', 'true', 'true'],
  ])('in %j offers %s', async (marked, label, newText) => {
    const items = await offered('.kube-harden.yaml', marked);
    expect(items.find((item) => item.label === label)?.textEdit).toMatchObject({ newText });
  });

  test.each([
    ['profile: all\n|', 'profile'],
    ['# pro|', 'profile'],
    ['rules:\n  host-network: |', 'profile'],
  ])('in %j does not offer %s', async (marked, label) => {
    const items = await offered('.kube-harden.yaml', marked);
    expect(items.map((item) => item.label)).not.toContain(label);
  });

  test('names rules in ignore comments, and nothing anywhere else in a manifest', async () => {
    const labels = async (marked: string) => (await offered('pod.yaml', marked)).map(({ label }) => label);
    expect(await labels(`# kube-harden-ignore host-pid, ho|\n${pod}`)).toContain('host-network');
    await client?.stop();
    expect(await labels(`# kube-harden-ignore host-pid, |\n${pod}`)).not.toContain('host-pid');
    await client?.stop();
    expect(await labels(`# kube-harden-ignore host-pid: because |\n${pod}`)).toEqual([]);
    await client?.stop();
    expect(await labels(`${pod}  ho|`)).toEqual([]);
  });
});

test('Hovering in a configuration file tells what rules and keys are about', async () => {
  const one = await start({ capabilities: pulling });
  const uri = folder.uri('.kube-harden.yaml');
  const text = `profile: cis # host-pid\n${off}`;
  await one.open(uri, text);
  const hover = async (word: string) => {
    const position = rangeOf(text, word).start;
    return await one.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position });
  };
  expect(await hover('host-network')).toMatchObject({
    contents: { value: expect.stringContaining('Pod in the node') },
    range: rangeOf(text, 'host-network'),
  });
  expect(await hover('rules')).toMatchObject({
    contents: { value: expect.stringContaining('single rules') },
  });
  expect(await hover('cis')).toMatchObject({ contents: { value: 'The CIS Kubernetes Benchmark' } });
  expect(await hover('host-pid')).toBeNull();
});

test('The file to open is the one that holds, else a new one for all that is open', async () => {
  const one = await start({ capabilities: pulling });
  const uri = folder.uri('apps/web/pod.yaml');
  expect(await one.connection.sendRequest(configFileRequest, { uri })).toEqual({
    uri: folder.uri('.kube-harden.yaml'),
    text: expect.stringContaining('profile: recommended'),
  });
  const config = folder.write('apps/.kube-harden.yaml', off);
  await tell(one, { created: [config] });
  const answer = async () => await one.connection.sendRequest(configFileRequest, { uri });
  await expect.poll(answer).toEqual({ uri: config });
});
