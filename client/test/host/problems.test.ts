import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { commands, languages, type TextDocument, Uri, window, workspace } from 'vscode';
import {
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
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  hostNetwork: true\n' +
  '  containers:\n    - name: app\n      image: registry.example/app:2.0\n';
const limits =
  'apiVersion: v1\nkind: LimitRange\nmetadata:\n  name: all\nspec:\n  limits:\n' +
  '    - type: Container\n      default: { memory: 1Gi, cpu: 1 }\n      defaultRequest: { memory: 1Gi, cpu: 1 }\n';

describe('Problems of files', () => {
  afterEach(closeEverything);

  it('link to the pages that came with the extension', async () => {
    await extensionUnderTest();
    const file = sample('checkout.yaml');
    await until('a finding', () => rulesIn(file).includes('host-network'));
    for (const { code } of languages.getDiagnostics(file)) {
      assert.ok(typeof code === 'object', `${String(code)} has no link`);
      assert.equal(code.target.toString(true), `command:kubeHarden.showRule?["${code.value}"]`);
    }
  });

  it('are those of the disk again when a file is closed without saving', async () => {
    await extensionUnderTest();
    const { document } = await openSample('payments.yaml');
    await replaceText(document, '      serviceAccountName: payments\n', '      hostPID: true\n');
    await findingOf(document, 'host-pid');
    await closeEverything();
    await until('no host-pid on the disk', () => !rulesIn(document.uri).includes('host-pid'));
    const other = await openAsUser('checkout.yaml');
    await findingOf(other, 'host-network');
    await replaceText(other, 'hostNetwork: true', 'hostNetwork: false');
    await noFindingOf(other, 'host-network');
    await closeEverything();
    await until('host-network on the disk', () => rulesIn(other.uri).includes('host-network'));
  });

  it('move with a file, and go with its folder', async () => {
    await extensionUnderTest();
    const folder = sample('moving');
    const moved = sample('moved');
    try {
      await write(Uri.joinPath(folder, 'deep', 'pod.yaml'), pod);
      await until('a finding', () =>
        rulesIn(Uri.joinPath(folder, 'deep', 'pod.yaml')).includes('host-network'),
      );
      await workspace.fs.rename(folder, moved);
      await until('a finding in the new place', () =>
        rulesIn(Uri.joinPath(moved, 'deep', 'pod.yaml')).includes('host-network'),
      );
      await until(
        'no finding in the old place',
        () => rulesIn(Uri.joinPath(folder, 'deep', 'pod.yaml')).length === 0,
      );
    } finally {
      await workspace.fs.delete(moved, { recursive: true });
    }
    await until('no finding at all', () => rulesIn(Uri.joinPath(moved, 'deep', 'pod.yaml')).length === 0);
  });

  it('of an open file end when another file says what was missing', async () => {
    await extensionUnderTest();
    const app = sample('limited/app.yaml');
    const range = sample('limited/limits.yaml');
    try {
      await write(app, pod);
      const document = await workspace.openTextDocument(app);
      await window.showTextDocument(document);
      await findingOf(document, 'memory-limit-missing');
      await write(range, limits);
      await noFindingOf(document, 'memory-limit-missing');
      await workspace.fs.delete(range);
      await findingOf(document, 'memory-limit-missing');
    } finally {
      await closeEverything();
      await workspace.fs.delete(sample('limited'), { recursive: true });
    }
  });

  it('are shown of open files only where the user wants that', async () => {
    await extensionUnderTest();
    const file = sample('nightly-report.yaml');
    await until('a finding', () => rulesIn(file).length > 0);
    try {
      await configure('diagnosticMode', 'openFilesOnly');
      await until('no findings', () => rulesIn(file).length === 0);
      await openAsUser('nightly-report.yaml');
      await until('the findings of an open file', () => rulesIn(file).length > 0);
      await closeEverything();
      await until('no findings of a closed file', () => rulesIn(file).length === 0);
    } finally {
      await configure('diagnosticMode', undefined);
    }
    await until('the finding again', () => rulesIn(file).length > 0);
  });

  it('follow settings', async () => {
    await extensionUnderTest();
    const file = sample('checkout.yaml');
    await until('a finding', () => rulesIn(file).includes('host-network'));
    try {
      await configure('rules', { 'host-network': 'off' });
      await until('no such finding', () => !rulesIn(file).includes('host-network'));
    } finally {
      await configure('rules', undefined);
    }
    await until('the finding again', () => rulesIn(file).includes('host-network'));
  });
});

/** Opens a file as a click does. What the API opens stays open for minutes after its editor. */
async function openAsUser(name: string): Promise<TextDocument> {
  await commands.executeCommand('vscode.open', sample(name));
  return until(`an editor of ${name}`, () => {
    const document = window.activeTextEditor?.document;
    return document?.uri.path.endsWith(name) ? document : undefined;
  });
}

function rulesIn(file: Uri): string[] {
  return languages.getDiagnostics(file).map(ruleOf);
}
