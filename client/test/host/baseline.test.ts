import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import { commands, window, workspace } from 'vscode';
import {
  closeEverything,
  configure,
  extensionUnderTest,
  findingOf,
  noFindingOf,
  replaceText,
  sample,
  until,
  write,
} from './editor';

const name = '.kube-harden-baseline.json';
const pod =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  hostNetwork: true\n' +
  '  containers:\n    - name: app\n      image: registry.example/app:2.0\n';

describe('A baseline', () => {
  before(async () => {
    await extensionUnderTest();
    await write('old/web.yaml', pod);
  });
  afterEach(closeEverything);
  after(async () => {
    await configure('baseline.enabled', undefined);
    await workspace.fs.delete(sample(name));
    await workspace.fs.delete(sample('old'), { recursive: true });
  });

  it('is written on command, and from then on what is new is shown', async () => {
    const document = await workspace.openTextDocument(sample('old/web.yaml'));
    await window.showTextDocument(document);
    await findingOf(document, 'host-network');
    await commands.executeCommand('kubeHarden.createBaseline');
    await noFindingOf(document, 'host-network');
    await replaceText(document, 'spec:', 'spec:\n  hostPID: true');
    await findingOf(document, 'host-pid');
    await noFindingOf(document, 'host-network');
  });

  it('is passed over where the settings say so', async () => {
    const document = await workspace.openTextDocument(sample('old/web.yaml'));
    await window.showTextDocument(document);
    await noFindingOf(document, 'host-network');
    await configure('baseline.enabled', false);
    await findingOf(document, 'host-network');
    await configure('baseline.enabled', undefined);
    await noFindingOf(document, 'host-network');
  });

  it('loses on command what is found no more', async () => {
    await write('old/web.yaml', pod.replace('  hostNetwork: true\n', ''));
    const document = await workspace.openTextDocument(sample('old/web.yaml'));
    await window.showTextDocument(document);
    await until('the new text', () => !document.getText().includes('hostNetwork'));
    assert.equal(await isAccepted(), true);
    await commands.executeCommand('kubeHarden.pruneBaseline');
    assert.equal(await isAccepted(), false);
  });
});

async function isAccepted(): Promise<boolean> {
  const text = new TextDecoder().decode(await workspace.fs.readFile(sample(name)));
  return JSON.parse(text).files['old/web.yaml']?.['Pod web']?.['host-network'] !== undefined;
}
