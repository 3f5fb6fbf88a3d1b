import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { commands } from 'vscode';
import { actionsOn, applyAction, closeEverything, findings, noFindingOf, openSample } from './editor';

describe('Quick fixes', () => {
  afterEach(closeEverything);

  it('remove hostNetwork with its line, and nothing else', async () => {
    const { document } = await openSample('checkout.yaml');
    const before = document.getText();
    await applyAction(await actionsOn(document, 'host-network'), 'Remove hostNetwork');
    const line = '      hostNetwork: true # so that the legacy load balancer finds us\n';
    assert.equal(document.getText(), before.replace(line, ''));
    await noFindingOf(document, 'host-network');
  });

  it('add a securityContext in the style of the file', async () => {
    const { document } = await openSample('inventory.yaml');
    const before = document.getText();
    await applyAction(
      await actionsOn(document, 'run-as-non-root'),
      'Require a non-root user for this container',
    );
    await noFindingOf(document, 'run-as-non-root');
    const image = '                image: registry.example/shop/inventory:0.8.2\n';
    const added = '                securityContext:\n                    runAsNonRoot: true\n';
    assert.equal(document.getText(), before.replace(image, image + added));
  });

  it('can be undone in one step', async () => {
    const { document } = await openSample('checkout.yaml');
    const before = document.getText();
    await applyAction(await actionsOn(document, 'host-network'), 'Remove hostNetwork');
    await noFindingOf(document, 'host-network');
    await commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  });

  it('come first, then ways to ignore, then the documentation', async () => {
    const { document } = await openSample('checkout.yaml');
    const actions = await actionsOn(document, 'host-network');
    const titles = actions.map((action) => action.title);
    assert.equal(titles[0], 'Remove hostNetwork', titles.join(', '));
    const ignore = actions.findIndex((action) => isIgnore(action.kind?.value));
    const documentation = titles.findIndex((title) => /documentation/i.test(title));
    assert.ok(ignore > 0, titles.join(', '));
    assert.ok(documentation > ignore, titles.join(', '));
  });

  it('ignore a finding with a comment', async () => {
    const { document } = await openSample('checkout.yaml');
    const before = document.getText();
    const lines = document.lineCount;
    const actions = (await actionsOn(document, 'host-network')).filter(({ kind }) => isIgnore(kind?.value));
    await applyAction(actions, /./);
    await noFindingOf(document, 'host-network');
    assert.match(document.getText(), /# kube-harden-ignore host-network/);
    assert.ok(document.lineCount >= lines);
    assert.ok(document.getText().includes('hostNetwork: true'));
    assert.notEqual(document.getText(), before);
    assert.ok(findings(document).length > 0, 'only that one is ignored');
  });
});

function isIgnore(kind: string | undefined): boolean {
  return kind?.startsWith('quickfix.suppress.kubeHarden') ?? false;
}
