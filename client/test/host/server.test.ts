import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
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

describe('The server', () => {
  afterEach(closeEverything);

  it('knows its rules', async () => {
    const { api } = await extensionUnderTest();
    const ids = (await api.rules()).map(({ id }) => id);
    assert.ok(ids.includes('host-network'), ids.join(', '));
    assert.equal(new Set(ids).size, ids.length);
  });

  it('restarts on command, once for all who ask at the same time, and leaves no process behind', async () => {
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
    await findingOf(document, 'host-network');
    await replaceText(document, 'hostNetwork: true', 'hostNetwork: false');
    await until('the finding gone', () => !findings(document).some((one) => one.startsWith('host-network')));
  });

  it('comes back by itself when it ends unexpectedly', async () => {
    const { path: extension, api } = await extensionUnderTest();
    const { document } = await openSample('checkout.yaml');
    await findingOf(document, 'host-network');
    const [victim] = serverProcesses(extension);
    assert.ok(victim !== undefined);
    process.kill(victim, 'SIGKILL');
    await until('another server', () => {
      const now = serverProcesses(extension);
      return now.length === 1 && now[0] !== victim && api.state.kind === 'running';
    });
    await replaceText(document, 'hostNetwork: true', 'hostPID: true');
    await findingOf(document, 'host-pid');
  });

  it('is given up when it keeps ending, says so, and starts again on command', async () => {
    const { path: extension, api } = await extensionUnderTest();
    await until('the server given up', async () => {
      for (const id of serverProcesses(extension)) process.kill(id, 'SIGKILL');
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

/** The processes that run the server of the extension in this folder. */
function serverProcesses(extension: string): number[] {
  const server = path.join(extension, 'dist', 'server.js');
  return commandLines()
    .filter(({ commandLine }) => commandLine.includes(server))
    .map(({ id }) => id);
}

function commandLines(): { id: number; commandLine: string }[] {
  if (fs.existsSync('/proc/self/cmdline')) {
    return fs
      .readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => ({ id: Number(name), commandLine: readCommandLine(name) }));
  }
  const table = execFileSync('ps', ['-A', '-o', 'pid=,args='], { encoding: 'utf8' });
  return table.split('\n').map((line) => ({ id: Number.parseInt(line, 10), commandLine: line }));
}

function readCommandLine(id: string): string {
  try {
    return fs.readFileSync(`/proc/${id}/cmdline`, 'utf8');
  } catch {
    // It has ended since the folder was read.
    return '';
  }
}
