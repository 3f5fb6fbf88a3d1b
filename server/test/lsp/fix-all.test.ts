import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type ClientCapabilities, CodeActionTriggerKind } from 'vscode-languageserver/node';
import { bundle } from './bundle';
import { pulling, telling } from './clients';
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
`;
const two = `${pod}---\n${pod.replace('old', 'older')}`;
const madeUp = { 'made-up-safe': 'info', 'made-up-next': 'info', 'made-up-bad-fix': 'info' };

let server: string;
beforeAll(async () => {
  server = await bundle('server/test/lsp/made-up-server.ts', 'fix-all-server');
});

let client: TestClient;
afterEach(() => client.stop());

async function opened(text: string, capabilities: ClientCapabilities = pulling): Promise<void> {
  const settings = { rules: madeUp };
  client = await TestClient.start(server, { capabilities, settings, initializationOptions: { settings } });
  await client.open(uri, text);
}

const ofRule = 'Fix all host-network problems in this file';
const safe = 'Fix all safe problems in this file';

async function actionOn(rule: string, title: string) {
  const [finding] = await client.findings(uri, rule);
  return (await client.actions(uri, given(finding))).find((action) => action.title === title);
}

/** What is done on save. */
async function onSave() {
  const only = ['source.fixAll.kubeHarden'];
  return client.actions(uri, rangeOf(client.text(uri), client.text(uri)), { only });
}

describe('Fixing all problems of a rule in a file', () => {
  test('makes its fixes, safe or not, and no other', async () => {
    await opened(two);
    const action = given(await actionOn('host-network', ofRule));
    expect(action.isPreferred).toBeUndefined();
    expect(action).not.toHaveProperty('edit');
    expect(await client.after(uri, action)).toBe(two.replaceAll('  hostNetwork: true\n', ''));
  });

  test('asks nothing: the user has chosen it', async () => {
    await opened(two);
    const { edit } = await client.resolve(given(await actionOn('host-network', ofRule)));
    expect(edit).not.toHaveProperty('changeAnnotations');
    expect(edit?.documentChanges).toMatchObject([{ textDocument: { uri, version: 1 } }]);
  });

  test('is offered only where there are more than one that can be fixed', async () => {
    const inherited = pod.replace(
      'spec:\n  hostNetwork: true',
      'base: &base\n  hostNetwork: true\nspec:\n  <<: *base',
    );
    await opened(`${pod}---\n${inherited}`);
    expect(await client.findings(uri, 'host-network')).toHaveLength(2);
    expect(await actionOn('host-network', ofRule)).toBeUndefined();
  });

  test('leaves what it cannot fix', async () => {
    const inherited = pod.replace(
      'spec:\n  hostNetwork: true',
      'base: &base\n  hostNetwork: true\nspec:\n  <<: *base',
    );
    await opened(`${two}---\n${inherited}`);
    const action = given(await actionOn('host-network', ofRule));
    expect(await client.after(uri, action)).toBe(
      `${two.replaceAll('  hostNetwork: true\n', '')}---\n${inherited}`,
    );
  });

  test('gives its edit at once to clients that cannot ask for it later', async () => {
    await opened(two, telling);
    const action = given(await actionOn('host-network', ofRule));
    expect(action).not.toHaveProperty('data');
    expect(await client.after(uri, action)).toBe(two.replaceAll('  hostNetwork: true\n', ''));
  });
});

describe('Fixing all safe problems of a file', () => {
  const fixed = two.replaceAll(/ {2}subdomain: .*\n/g, '');

  test('makes safe fixes all at once, and what they bring about', async () => {
    await opened(two);
    expect(await client.after(uri, given(await actionOn('made-up-safe', safe)))).toBe(fixed);
  });

  test('is offered beside every finding as long as there is one', async () => {
    await opened(two);
    expect(await actionOn('host-network', safe)).toBeDefined();
    await client.change(uri, [{ range: rangeOf(two, two), text: two.replaceAll(/old(er)?/g, 'new') }]);
    expect(await actionOn('host-network', safe)).toBeUndefined();
  });

  test('is done on save, where the edit is asked for later', async () => {
    await opened(two);
    const [action, ...others] = await onSave();
    expect(others).toEqual([]);
    expect(action).toMatchObject({ title: safe, kind: 'source.fixAll.kubeHarden' });
    expect(action).not.toHaveProperty('edit');
    expect(await client.after(uri, given(action))).toBe(fixed);
  });

  test('is done on save, where it is not', async () => {
    await opened(two, telling);
    const [action] = await onSave();
    expect(action?.edit?.documentChanges).toMatchObject([{ textDocument: { uri, version: 1 } }]);
    expect(await client.after(uri, given(action))).toBe(fixed);
  });

  test('does nothing on save where no fix is safe', async () => {
    await opened(pod.replace('  subdomain: old\n', ''));
    expect(await client.findings(uri, 'host-network')).toHaveLength(1);
    expect(await onSave()).toEqual([]);
  });

  test('makes the other fixes where one fails', async () => {
    await opened(`${two}---\n${pod.replace('old', 'bad')}`);
    const [action] = await onSave();
    expect(await client.after(uri, given(action))).toBe(`${fixed}---\n${pod.replace('old', 'bad')}`);
  });

  test('is for the document as it stands', async () => {
    await opened(two);
    const [action] = await onSave();
    await client.replace(uri, '---\n', '---\n# The second.\n');
    expect(await client.after(uri, given(action))).toBe(fixed.replace('---\n', '---\n# The second.\n'));
    const { edit } = await client.resolve(given(action));
    expect(edit?.documentChanges).toMatchObject([{ textDocument: { uri, version: 2 } }]);
  });

  test('is not part of what a light bulb offers by itself where there is no finding', async () => {
    await opened(two);
    const context = { triggerKind: CodeActionTriggerKind.Automatic };
    expect(
      await client.actions(
        uri,
        { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } },
        context,
      ),
    ).toEqual([]);
  });
});
