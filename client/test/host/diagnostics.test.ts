import assert from 'node:assert/strict';
import { after, afterEach, describe, it } from 'mocha';
import { DiagnosticSeverity, languages, Uri, window, workspace } from 'vscode';
import {
  closeEverything,
  configure,
  extensionUnderTest,
  findingOf,
  findings,
  findingsWhen,
  noFindingOf,
  openSample,
  rangeOf,
  replaceText,
  ruleOf,
} from './editor';

const pod = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  hostNetwork: true\n';

describe('Diagnostics', () => {
  afterEach(closeEverything);

  it('come from the packaged extension', async () => {
    const { path, api } = await extensionUnderTest();
    assert.equal(path.includes('kube-harden.kube-harden-'), true, path);
    assert.deepEqual(api.state, { kind: 'running' });
  });

  it('underline the offending value when a file is opened', async () => {
    const { document } = await openSample('checkout.yaml');
    const network = await findingOf(document, 'host-network');
    assert.deepEqual(network.range, rangeOf(document, 'hostNetwork: true', 'true'));
    const privileged = await findingOf(document, 'privileged-container');
    assert.deepEqual(privileged.range, rangeOf(document, 'privileged: true', 'true'));
  });

  it('underline the name of the container that lacks a field', async () => {
    const { document } = await openSample('checkout.yaml');
    const { range } = await findingOf(document, 'run-as-non-root');
    assert.deepEqual(range, rangeOf(document, '- name: checkout\n', 'checkout'));
  });

  it('link every finding to the page of its rule', async () => {
    const { document } = await openSample('checkout.yaml');
    const found = await findingsWhen(document, (all) => all.length > 3);
    for (const { code } of found) {
      assert.ok(typeof code === 'object', `${String(code)} has no link`);
      assert.equal(code.target.toString(true), `command:kubeHarden.showRule?["${code.value}"]`);
    }
  });

  it('stay away from a hardened workload', async () => {
    const vulnerable = await openSample('checkout.yaml');
    await findingOf(vulnerable.document, 'host-network');
    const { document } = await openSample('payments.yaml');
    await replaceText(document, 'runAsNonRoot: true', 'runAsNonRoot: false');
    await findingOf(document, 'run-as-non-root');
    await replaceText(document, 'runAsNonRoot: false', 'runAsNonRoot: true');
    await noFindingOf(document, 'run-as-non-root');
    assert.deepEqual(findings(document), []);
  });

  it('leave out what a comment ignores with a reason', async () => {
    const { document } = await openSample('node-agent.yaml');
    await findingOf(document, 'host-pid');
    await noFindingOf(document, 'host-network');
    const comment = "      # kube-harden-ignore host-network: the node agent must see the host's sockets\n";
    await replaceText(document, comment, '');
    await findingOf(document, 'host-network');
  });

  it('name the right lines in a file of several objects', async () => {
    const { document } = await openSample('inventory.yaml');
    const { range } = await findingOf(document, 'host-ipc');
    assert.deepEqual(range, rangeOf(document, 'hostIPC: true', 'true'));
    assert.equal(
      findings(document).some((finding) => finding.startsWith('host-network')),
      false,
    );
  });

  it('speak about what a chart says literally', async () => {
    const { document } = await openSample('charts/greeter/templates/deployment.yaml');
    const { range } = await findingOf(document, 'host-pid');
    assert.deepEqual(range, rangeOf(document, 'hostPID: true', 'true'));
    assert.equal(
      findings(document).some((finding) => finding.startsWith('run-as-non-root')),
      false,
    );
  });

  it('appear while typing, before anything is saved', async () => {
    const { document } = await openSample('payments.yaml');
    await replaceText(document, '      serviceAccountName: payments\n', '      hostPID: true\n');
    const { range } = await findingOf(document, 'host-pid');
    assert.deepEqual(range, rangeOf(document, 'hostPID: true', 'true'));
    assert.equal(document.isDirty, true);
    await replaceText(document, 'hostPID: true', 'hostPID: false');
    await noFindingOf(document, 'host-pid');
  });

  it('appear in a document that has no file', async () => {
    const document = await workspace.openTextDocument({ language: 'yaml', content: pod });
    await window.showTextDocument(document);
    assert.equal(document.uri.scheme, 'untitled');
    const { range } = await findingOf(document, 'host-network');
    assert.deepEqual(range, rangeOf(document, 'hostNetwork: true', 'true'));
  });

  it('appear in a JSON manifest, not in other JSON', async () => {
    const content = JSON.stringify(
      { apiVersion: 'v1', kind: 'Pod', spec: { hostNetwork: true } },
      undefined,
      2,
    );
    const document = await workspace.openTextDocument({ language: 'json', content });
    await window.showTextDocument(document);
    const { range } = await findingOf(document, 'host-network');
    assert.deepEqual(range, rangeOf(document, '"hostNetwork": true', 'true'));
    await replaceText(document, '  "apiVersion": "v1",\n', '');
    await findingsWhen(document, (found) => found.length === 0);
  });

  it('appear on any file system, and not in the old side of a comparison', async () => {
    const provider = { provideTextDocumentContent: () => pod };
    const registrations = ['review', 'memory'].map((scheme) =>
      workspace.registerTextDocumentContentProvider(scheme, provider),
    );
    try {
      const old = await workspace.openTextDocument(Uri.parse('review:/pod.yaml'));
      await window.showTextDocument(old, { preview: false });
      const virtual = await workspace.openTextDocument(Uri.parse('memory:/pod.yaml'));
      await window.showTextDocument(virtual, { preview: false });
      await findingOf(virtual, 'host-network');
      assert.deepEqual(languages.getDiagnostics(old.uri), []);
    } finally {
      for (const registration of registrations) registration.dispose();
    }
  });
});

describe('Settings', () => {
  after(async () => {
    for (const name of ['enable', 'profile', 'rules']) await configure(name, undefined);
    await closeEverything();
  });

  it('change the severity of a rule at once, or turn it off', async () => {
    const { document } = await openSample('checkout.yaml');
    const { severity } = await findingOf(document, 'host-network');
    assert.notEqual(severity, DiagnosticSeverity.Information);
    await configure('rules', { 'host-network': 'info' });
    await findingsWhen(document, (found) =>
      found.some((one) => ruleOf(one) === 'host-network' && one.severity === DiagnosticSeverity.Information),
    );
    await configure('rules', { 'host-network': 'off' });
    await noFindingOf(document, 'host-network');
    assert.ok(findings(document).length > 0);
    await configure('rules', undefined);
    await findingOf(document, 'host-network');
  });

  it('choose a profile at once', async () => {
    const { document } = await openSample('checkout.yaml');
    await findingOf(document, 'image-tag-latest');
    await configure('profile', 'pss-baseline');
    await noFindingOf(document, 'image-tag-latest');
    await findingOf(document, 'host-network');
    await configure('profile', undefined);
    await findingOf(document, 'image-tag-latest');
  });

  it('turn the linter off and on', async () => {
    const { document } = await openSample('checkout.yaml');
    await findingOf(document, 'host-network');
    await configure('enable', false);
    await findingsWhen(document, (found) => found.length === 0);
    await configure('enable', undefined);
    await findingOf(document, 'host-network');
  });
});
