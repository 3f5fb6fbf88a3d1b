import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import { type CodeLens, commands, languages, type TextDocument, window, workspace } from 'vscode';
import {
  actionsOn,
  applyAction,
  closeEverything,
  configure,
  extensionUnderTest,
  findingOf,
  noFindingOf,
  openSample,
  replaceText,
  ruleOf,
  sample,
  until,
  write,
} from './editor';

const pod =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  hostNetwork: true\n  hostPID: true\n' +
  '  containers:\n    - name: app\n      image: registry.example/app:2.0\n';
const safelyFixed = pod.replace('  hostNetwork: true\n', '');

describe('Fixing all at once', () => {
  before(async () => {
    await extensionUnderTest();
    await write('fixed/.kube-harden.yaml', 'fix:\n  safe: [host-network]\n');
  });
  afterEach(closeEverything);
  after(() => workspace.fs.delete(sample('fixed'), { recursive: true }));

  it('fixes all problems of a rule in a file, in one step', async () => {
    const text = `${pod}---\n${pod}`;
    const document = await openFile('fixed/pods.yaml', text);
    const actions = await actionsOn(document, 'host-pid');
    await applyAction(actions, 'Fix all host-pid problems in this file');
    assert.equal(document.getText(), text.replaceAll('  hostPID: true\n', ''));
    await noFindingOf(document, 'host-pid');
    await commands.executeCommand('undo');
    assert.equal(document.getText(), text);
  });

  it('makes safe fixes on save, and no other', async () => {
    const document = await openFile('fixed/saved.yaml', pod);
    await findingOf(document, 'host-network');
    const save = workspace.getConfiguration('editor', document);
    await save.update('codeActionsOnSave', { 'source.fixAll': 'explicit' }, true);
    try {
      await replaceText(document, 'name: web', 'name: shop');
      await document.save();
      assert.equal(document.getText(), safelyFixed.replace('web', 'shop'));
      assert.equal(document.isDirty, false);
    } finally {
      await save.update('codeActionsOnSave', undefined, true);
    }
  });

  it('makes the safe fixes of a file on command, in one step', async () => {
    const document = await openFile('fixed/file.yaml', `${pod}---\n${pod}`);
    await findingOf(document, 'host-network');
    await commands.executeCommand('kubeHarden.fixAllInFile');
    await until('the fixes', () => document.getText() === `${safelyFixed}---\n${safelyFixed}`);
    await commands.executeCommand('undo');
    assert.equal(document.getText(), `${pod}---\n${pod}`);
  });

  it('makes the safe fixes of the workspace on command, in files that are not open, too', async () => {
    await write('fixed/one.yaml', pod);
    await write('fixed/deep/two.yaml', pod);
    const document = await openFile('fixed/open.yaml', pod);
    await replaceText(document, 'name: web', 'name: shop');
    await findingOf(document, 'host-network');
    const saved = await read('checkout.yaml');
    const closed = ['fixed/one.yaml', 'fixed/deep/two.yaml'];
    for (const name of closed) {
      await until(`a finding in ${name}`, () =>
        languages.getDiagnostics(sample(name)).some((finding) => ruleOf(finding) === 'host-network'),
      );
    }
    await commands.executeCommand('kubeHarden.fixAllSafeInWorkspace');
    for (const name of closed) {
      await until(`the fix of ${name}`, async () => (await read(name)) === safelyFixed);
    }
    assert.equal(document.getText(), safelyFixed.replace('web', 'shop'));
    assert.equal(await read('checkout.yaml'), saved);
  });
});

describe('Hardening a workload', () => {
  afterEach(closeEverything);
  after(() => configure('codeLens.enabled', undefined));

  it('is counted above it', async () => {
    const { document } = await openSample('checkout.yaml');
    assert.deepEqual(await lensTexts(document), [
      'Pod Security: privileged · 2 changes to Baseline, 8 to Restricted',
    ]);
    const { document: other } = await openSample('payments.yaml');
    assert.deepEqual(await lensTexts(other), ['Pod Security: Restricted']);
  });

  it('is counted for what is being typed', async () => {
    const { document } = await openSample('checkout.yaml');
    await lensTexts(document);
    await replaceText(document, 'hostNetwork: true', 'hostNetwork: false');
    await until('one change less', async () =>
      (await lensTexts(document))[0]?.includes('· 1 change to Baseline'),
    );
  });

  it('is not counted where the user does not want it', async () => {
    const { document } = await openSample('checkout.yaml');
    assert.equal((await lensTexts(document)).length, 1);
    await configure('codeLens.enabled', false);
    await until('no lens', async () => (await lensesIn(document)).length === 0);
    await configure('codeLens.enabled', undefined);
    assert.equal((await lensTexts(document)).length, 1);
  });
});

function lensesIn(document: TextDocument): Thenable<CodeLens[]> {
  return commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 50);
}

/** Waits until there are lenses, and tells what they say. */
function lensTexts(document: TextDocument): Promise<string[]> {
  return until(`a lens in ${document.uri}`, async () => {
    const lenses = await lensesIn(document);
    return lenses.length > 0 ? lenses.map(({ command }) => command?.title ?? '') : undefined;
  });
}

async function read(name: string): Promise<string> {
  return new TextDecoder().decode(await workspace.fs.readFile(sample(name)));
}

/** Writes a file and opens it. */
async function openFile(name: string, text: string): Promise<TextDocument> {
  await write(name, text);
  return (await window.showTextDocument(sample(name))).document;
}
