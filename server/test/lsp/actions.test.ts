import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type ClientCapabilities, type CodeAction, CodeActionTriggerKind } from 'vscode-languageserver/node';
import { bundle } from './bundle';
import { pulling, pushed, telling } from './clients';
import { given, rangeOf } from './expected';
import { TestClient } from './harness';

const uri = 'file:///home/pod.yaml';
const pod = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostNetwork: true
  subdomain: old
  containers:
    - name: app
      image: registry.example/app:2.0
`;

/** A value that comes from elsewhere cannot be removed here. */
const inherited = 'base: &base\n  hostNetwork: true\nspec:\n  <<: *base';

let server: string;
beforeAll(async () => {
  server = await bundle('server/test/lsp/made-up-server.ts', 'made-up-server');
});

let client: TestClient | undefined;
afterEach(async () => {
  await client?.stop();
  client = undefined;
});

describe('A client like VS Code', () => {
  let code: TestClient;
  beforeAll(async () => {
    code = await TestClient.start(server, {
      capabilities: pulling,
      initializationOptions: { showRuleCommand: 'show', docsBase: 'docs:/rules/' },
      settings: { rules: { 'made-up-safe': 'info', 'made-up-assist': 'info', 'made-up-bad-fix': 'info' } },
    });
  });
  afterEach(() => code.closeAll());
  afterAll(async () => {
    expect(await code.stop()).toBe(0);
  });

  const actionsOn = async (rule: string, context = {}) => {
    const [finding] = await code.findings(uri, rule);
    return code.actions(uri, given(finding), context);
  };

  test('gets the fixes of a finding first, then those of many, then ways to silence it, then its documentation', async () => {
    await code.open(uri, `${pod}---\n${pod}`);
    expect((await actionsOn('host-network')).map(({ title, kind }) => [title, kind])).toEqual([
      ['Remove hostNetwork', 'quickfix.kubeHarden'],
      ['Fix all host-network problems in this file', 'quickfix.kubeHarden'],
      ['Fix all safe problems in this file', 'quickfix.kubeHarden'],
      ['Suppress host-network for this resource', 'quickfix.suppress.kubeHarden.resource'],
      ['Suppress host-network for this line', 'quickfix.suppress.kubeHarden.line'],
      ['Suppress host-network in this file', 'quickfix.suppress.kubeHarden.file'],
      ['Show documentation for host-network', 'quickfix.documentation.kubeHarden'],
    ]);
  });

  test('gets the fixes of all findings at a place before anything else', async () => {
    await code.open(uri, pod);
    const range = rangeOf(pod, 'hostNetwork: true\n  subdomain: old');
    const kinds = (await code.actions(uri, range)).map(({ kind }) => given(kind).split('.')[1]);
    expect(kinds).toEqual([
      ...Array(3).fill('kubeHarden'),
      ...Array(6).fill('suppress'),
      ...Array(2).fill('documentation'),
    ]);
  });

  test('shows a rule with its own command', async () => {
    await code.open(uri, pod);
    const documentation = (await actionsOn('host-network')).at(-1);
    expect(documentation?.command).toMatchObject({ command: 'show', arguments: ['host-network'] });
  });

  test('is led to the pages it names', async () => {
    await code.open(uri, pod);
    const [finding] = await code.findings(uri, 'host-network');
    expect(finding?.codeDescription?.href).toBe('docs:/rules/host-network.md');
  });

  test('prefers a safe fix only', async () => {
    await code.open(uri, pod);
    expect((await actionsOn('made-up-safe'))[0]?.isPreferred).toBe(true);
    expect((await actionsOn('host-network')).some(({ isPreferred }) => isPreferred)).toBe(false);
  });

  test('gets its own diagnostic back with each action', async () => {
    await code.open(uri, pod);
    const [finding] = await code.findings(uri, 'host-network');
    for (const { diagnostics } of await code.actions(uri, given(finding)))
      expect(diagnostics).toEqual([finding]);
  });

  test.each([
    [['quickfix'], 6],
    [['quickfix.kubeHarden'], 2],
    [['quickfix.kube'], 0],
    [['quickfix.suppress'], 3],
    [['quickfix.suppress.kubeHarden.file'], 1],
    [['refactor', 'quickfix.kubeHarden'], 5],
    [['refactor'], 3],
    [['source.organizeImports'], 0],
    [[], 0],
    [[''], 7],
    [['source.fixAll'], 1],
    [['source.fixAll.other'], 0],
  ])('asking only for %j gets %i actions', async (only, count) => {
    await code.open(uri, pod);
    expect(await actionsOn('host-network', { only })).toHaveLength(count);
  });

  test('gets the same with every move of the cursor', async () => {
    await code.open(uri, pod);
    const context = { triggerKind: CodeActionTriggerKind.Automatic };
    expect(await actionsOn('host-network', context)).toEqual(await actionsOn('host-network'));
  });

  test('is understood when it leaves out who a diagnostic is from', async () => {
    await code.open(uri, pod);
    const [finding] = await code.findings(uri, 'host-network');
    const { range, message, code: rule } = given(finding);
    const [fix] = await code.actions(uri, range, { diagnostics: [{ range, message, code: given(rule) }] });
    expect(fix?.title).toBe('Remove hostNetwork');
  });

  test('gets the actions of what the cursor touches when it names no diagnostic', async () => {
    await code.open(uri, pod);
    const { start, end } = rangeOf(pod, 'hostNetwork: true', 'true');
    for (const range of [
      { start, end: start },
      { start: end, end },
      { start, end },
    ]) {
      expect((await code.actions(uri, range))[0]?.title).toBe('Remove hostNetwork');
    }
    const before = { line: start.line, character: start.character - 1 };
    expect(await code.actions(uri, { start: before, end: before })).toEqual([]);
  });

  test('gets actions for the document as it stands, whatever its diagnostics are from', async () => {
    await code.open(uri, pod);
    const [stale] = await code.findings(uri, 'host-network');
    await code.replace(uri, 'kind: Pod\n', 'kind: Pod\n# one more line\n');
    const now = rangeOf(code.text(uri), 'hostNetwork: true', 'true');
    const [fix] = await code.actions(uri, now, { diagnostics: [given(stale)] });
    expect(await code.after(uri, given(fix))).toBe(code.text(uri).replace('  hostNetwork: true\n', ''));
  });

  test('asks for an edit when it is chosen, and gets it for the document as it stands', async () => {
    await code.open(uri, pod);
    const [fix] = await actionsOn('host-network');
    expect(fix).not.toHaveProperty('edit');
    await code.replace(uri, 'kind: Pod\n', 'kind: Pod\n# one more line\n');
    const text = code.text(uri);
    expect(await code.after(uri, given(fix))).toBe(text.replace('  hostNetwork: true\n', ''));
    const { edit } = await code.resolve(given(fix));
    expect(edit).toMatchObject({ documentChanges: [{ textDocument: { uri, version: 2 } }] });
    expect(edit).not.toHaveProperty('changes');
  });

  test('gets no edit for a finding that is gone', async () => {
    await code.open(uri, pod);
    const [fix] = await actionsOn('host-network');
    await code.replace(uri, 'true', 'false');
    expect(await code.resolve(given(fix))).not.toHaveProperty('edit');
    expect(await code.resolve({ title: 'Not ours' })).toEqual({ title: 'Not ours' });
  });

  test('gets the fix of the right one of two objects of one name', async () => {
    const text = `${pod}---\n${pod}`;
    await code.open(uri, text);
    const [, second] = await code.findings(uri, 'host-network');
    const [fix] = await code.actions(uri, given(second));
    const removed = '  hostNetwork: true\n';
    const at = text.lastIndexOf(removed);
    expect(await code.after(uri, given(fix))).toBe(text.slice(0, at) + text.slice(at + removed.length));
  });

  test('sees why a fix cannot be made', async () => {
    await code.open(uri, pod.replace('spec:\n  hostNetwork: true', inherited));
    const [fix] = await actionsOn('host-network');
    expect(fix).toMatchObject({
      title: 'Remove hostNetwork',
      disabled: { reason: expect.stringMatching(/^[A-Z]/) },
    });
  });

  test('keeps all other actions where a fix fails', async () => {
    await code.open(uri, pod.replace('old', 'bad'));
    const titles = (await actionsOn('made-up-bad-fix')).map(({ title }) => title);
    expect(titles).toContain('Suppress made-up-bad-fix in this file');
  });

  test('writes what only a human knows at stops of the cursor, and keeps the indent', async () => {
    await code.open(uri, pod);
    const [assist] = await actionsOn('made-up-assist');
    expect(assist).toMatchObject({ title: 'Configure it', kind: 'quickfix.kubeHarden' });
    const { edit } = await code.resolve(given(assist));
    const behind = { line: pod.split('\n').length - 1, character: 0 };
    const value = '  dnsConfig:\n    options:\n      - name: ${1:\\$name}\n        value: ${2:value}\n';
    expect(edit?.documentChanges).toEqual([
      {
        textDocument: { uri, version: 1 },
        edits: [{ range: { start: behind, end: behind }, snippet: { kind: 'snippet', value } }],
      },
    ]);
  });

  test('gets plain text where an editor would change the indent of stops', async () => {
    await code.open(uri, pod.trimEnd());
    const [assist] = await actionsOn('made-up-assist');
    expect(await code.after(uri, given(assist))).toMatch(/\n {2}dnsConfig:\n.*\n {6}- name: \$name\n/);
  });

  test('gets nothing but documentation and fixes for JSON, which has no comments', async () => {
    const text = '{"apiVersion": "v1", "kind": "Pod", "spec": {"hostNetwork": true}}';
    await code.open(uri, text, 'json');
    const titles = (await actionsOn('host-network')).map(({ title }) => title);
    expect(titles).toContain('Show documentation for host-network');
    expect(titles.filter((title) => title.startsWith('Suppress'))).toEqual([]);
  });

  test('gets no actions for what is not open or none of ours', async () => {
    await code.open('file:///home/notes.md', pod, 'markdown');
    for (const other of ['file:///home/notes.md', 'file:///home/closed.yaml']) {
      expect(await code.actions(other, rangeOf(pod, 'hostNetwork: true'))).toEqual([]);
    }
  });
});

describe('Other clients', () => {
  const open = async (capabilities: ClientCapabilities, settings = {}): Promise<TestClient> => {
    client = await TestClient.start(server, { capabilities, settings, initializationOptions: { settings } });
    await client.open(uri, pod);
    return client;
  };
  const actionsOn = async (capabilities: ClientCapabilities, rule: string): Promise<CodeAction[]> => {
    const opened = await open(capabilities, { rules: { 'made-up-assist': 'info' } });
    const [finding] = await opened.findings(uri, rule);
    return opened.actions(uri, given(finding));
  };

  test('get the edit at once where they cannot ask for it later', async () => {
    const [fix] = await actionsOn(telling, 'host-network');
    expect(fix?.edit?.documentChanges).toHaveLength(1);
    expect(fix).not.toHaveProperty('data');
  });

  test('get plain changes where they know no versions', async () => {
    const [fix] = await actionsOn(pushed, 'host-network');
    expect(Object.keys(fix?.edit ?? {})).toEqual(['changes']);
    expect(await client?.after(uri, given(fix))).toBe(pod.replace('  hostNetwork: true\n', ''));
  });

  test('get the words that a human must replace where they have no stops', async () => {
    const [assist] = await actionsOn(telling, 'made-up-assist');
    const text = await client?.after(uri, given(assist));
    expect(text).toMatch(/^ {2}dnsConfig:\n {4}options:\n/m);
    expect(text).toMatch(/value: value$/m);
  });

  test('are not offered what cannot be done where they could not show why', async () => {
    const opened = await open(telling);
    await opened.replace(uri, 'spec:\n  hostNetwork: true', inherited);
    const [finding] = await opened.findings(uri, 'host-network');
    const titles = (await opened.actions(uri, given(finding))).map(({ title }) => title);
    expect(titles[0]).toBe('Suppress host-network for this resource');
  });

  test('are shown no command that they do not have', async () => {
    const titles = (await actionsOn(telling, 'host-network')).map(({ title }) => title);
    expect(titles.filter((title) => title.startsWith('Show'))).toEqual([]);
  });

  test('hear of a rule that fails once in the log, and of the findings of all others', async () => {
    const opened = await open(telling, { rules: { 'made-up-failure': 'info' } });
    expect(await opened.findings(uri, 'host-network')).toHaveLength(1);
    await opened.replace(uri, 'web', 'shop');
    expect(await opened.findings(uri, 'host-network')).toHaveLength(1);
    expect(
      opened.log.filter((line) => line.startsWith('Rule made-up-failure in document 1 of')),
    ).toHaveLength(1);
  });
});
