import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { commands, TabInputWebview, window } from 'vscode';
import {
  actionsOn,
  applyAction,
  closeEverything,
  extensionUnderTest,
  findingOf,
  findings,
  openSample,
  replaceText,
  until,
} from './editor';
import { endProcess, isProcess, serverProcesses } from './processes';

/** A test that ends the server from outside. */
const itWithProcess: (title: string, test: () => Promise<void>) => void = isProcess
  ? it
  : (title, test) => it.skip(`${title} # in a browser nobody but its owner can end a worker`, test);

describe('The server', () => {
  afterEach(closeEverything);

  it('knows its rules', async () => {
    const { api } = await extensionUnderTest();
    const ids = (await api.rules()).map(({ id }) => id);
    assert.ok(ids.includes('host-network'), ids.join(', '));
    assert.equal(new Set(ids).size, ids.length);
  });

  it('restarts on command, however many ask at the same time', async () => {
    const { api } = await extensionUnderTest();
    const { document } = await openSample('checkout.yaml');
    await findingOf(document, 'host-network');
    await Promise.all([1, 2, 3].map(() => commands.executeCommand('kubeHarden.restartServer')));
    assert.deepEqual(api.state, { kind: 'running' });
    await replaceText(document, 'hostNetwork: true', 'hostPID: true');
    await findingOf(document, 'host-pid');
    await until('the finding gone', () => !findings(document).some((one) => one.startsWith('host-network')));
  });

  itWithProcess('leaves no process behind when it restarts', async () => {
    const { path: extension } = await extensionUnderTest();
    const { document } = await openSample('checkout.yaml');
    await findingOf(document, 'host-network');
    const [first] = serverProcesses(extension);
    assert.ok(first !== undefined);
    await Promise.all([1, 2, 3].map(() => commands.executeCommand('kubeHarden.restartServer')));
    await until('one new server', () => {
      const now = serverProcesses(extension);
      return now.length === 1 && now[0] !== first;
    });
  });

  itWithProcess('comes back by itself when it ends unexpectedly', async () => {
    const { path: extension, api } = await extensionUnderTest();
    const { document } = await openSample('checkout.yaml');
    await findingOf(document, 'host-network');
    const [victim] = serverProcesses(extension);
    assert.ok(victim !== undefined);
    endProcess(victim);
    await until('another server', () => {
      const now = serverProcesses(extension);
      return now.length === 1 && now[0] !== victim && api.state.kind === 'running';
    });
    await replaceText(document, 'hostNetwork: true', 'hostPID: true');
    await findingOf(document, 'host-pid');
  });

  itWithProcess('is given up when it keeps ending, says so, and starts again on command', async () => {
    const { path: extension, api } = await extensionUnderTest();
    await until('the server given up', async () => {
      for (const id of serverProcesses(extension)) endProcess(id);
      return api.state.kind === 'failed';
    });
    assert.equal(api.state.kind === 'failed' && /ended 5 times/.test(api.state.reason), true);
    await commands.executeCommand('notifications.clearAll');
    await commands.executeCommand('kubeHarden.restartServer');
    assert.deepEqual(api.state, { kind: 'running' });
    const { document } = await openSample('checkout.yaml');
    await findingOf(document, 'host-network');
  });
});

describe('The page of a rule', () => {
  afterEach(closeEverything);

  it('opens in the preview', async () => {
    await extensionUnderTest();
    await commands.executeCommand('kubeHarden.showRule', 'host-network');
    await until('a preview of host-network', () => {
      const tab = window.tabGroups.activeTabGroup.activeTab;
      const isPreview =
        tab?.input instanceof TabInputWebview && tab.input.viewType.includes('markdown.preview');
      return isPreview && tab.label.includes('host-network');
    });
  });

  it('is opened by the action on a finding', async () => {
    const { document } = await openSample('checkout.yaml');
    await applyAction(await actionsOn(document, 'privileged-container'), /documentation/i);
    await until('a preview of privileged-container', () =>
      window.tabGroups.activeTabGroup.activeTab?.label.includes('privileged-container'),
    );
  });

  it('is not looked for outside the pages', async () => {
    await extensionUnderTest();
    const tabs = () => window.tabGroups.all.flatMap((group) => group.tabs).length;
    for (const id of ['no-such-rule', '../../package', '/etc/passwd']) {
      await commands.executeCommand('kubeHarden.showRule', id);
    }
    assert.equal(tabs(), 0);
  });
});
