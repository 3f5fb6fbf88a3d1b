import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ApplyWorkspaceEditParams, ClientCapabilities } from 'vscode-languageserver/node';
import { bundle } from './bundle';
import { pulling, telling } from './clients';
import { given } from './expected';
import { TestClient } from './harness';
import { TestFolder, tell } from './workspace-client';

const command = 'kubeHarden.fixWorkspace';
const pod = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  automountServiceAccountToken: false
  hostNetwork: true
  subdomain: old
`;
const safe = pod.replace('  subdomain: old\n', '');
const all = safe.replace('  hostNetwork: true\n', '');
const inherited = pod
  .replace('spec:', 'base: &base\n  hostNetwork: true\nspec:\n  <<: *base')
  .replace('false\n  hostNetwork: true\n  subdomain: old', 'false');

let server: string;
beforeAll(async () => {
  server = await bundle('server/test/lsp/made-up-server.ts', 'workspace-fixes-server');
});

let folder: TestFolder;
let client: TestClient;
afterEach(async () => {
  await client.stop();
  folder.remove();
});

async function start(
  files: Readonly<Record<string, string>>,
  capabilities: ClientCapabilities = pulling,
): Promise<void> {
  folder = new TestFolder();
  for (const [name, text] of Object.entries(files)) folder.write(name, text);
  const settings = { rules: { 'made-up-safe': 'info', 'made-up-next': 'info' } };
  const options = { settings, initializationOptions: { settings }, folders: [folder.uri()] };
  client = await TestClient.start(server, { capabilities, ...options });
}

/** Runs the command, and waits for the edit that it asks for. */
async function fix(safety: 'safe' | 'any'): Promise<ApplyWorkspaceEditParams> {
  const before = client.asked.length;
  await client.execute(command, { safety });
  await client.until(() => client.asked.length > before);
  return given(client.asked[before]);
}

/** The files that an edit changes, with the versions it is for. */
function files({ edit }: ApplyWorkspaceEditParams) {
  return (edit.documentChanges ?? []).map((change) =>
    'textDocument' in change ? [change.textDocument.uri, change.textDocument.version] : [],
  );
}

describe('Fixing the workspace', () => {
  test('makes the safe fixes of all files, open or not, and says how many', async () => {
    await start({ 'a.yaml': pod, 'deep/b.yaml': pod, 'good.yaml': all, 'other.yaml': safe });
    const [a, b] = [folder.uri('a.yaml'), folder.uri('deep/b.yaml')];
    await client.open(a, pod);
    await client.replace(a, 'name: web', 'name: shop');
    const asked = await fix('safe');
    expect(asked).toMatchObject({
      label: 'Fix all safe problems in the workspace',
      metadata: { isRefactoring: true },
    });
    expect(files(asked)).toEqual([
      [a, 2],
      [b, null],
    ]);
    expect(client.edited(a, asked.edit)).toBe(safe.replace('web', 'shop'));
    expect(client.edited(b, asked.edit, pod)).toBe(safe);
    await client.until(() => client.told.length > 0);
    expect(client.told).toEqual(['Fixed 2 problems in 2 files.']);
  });

  test('makes all fixes where it is asked to, and lets the user choose what may stop a workload', async () => {
    await start({ 'a.yaml': pod, 'b.yaml': inherited });
    const asked = await fix('any');
    const uri = folder.uri('a.yaml');
    expect(files(asked)).toEqual([[uri, null]]);
    expect(client.edited(uri, asked.edit, pod)).toBe(all);
    expect(Object.values(asked.edit.changeAnnotations ?? {})).toEqual([
      {
        label: expect.stringContaining('Remove hostNetwork'),
        needsConfirmation: true,
        description: 'Unsafe: may stop a workload',
      },
    ]);
    expect(client.told).toEqual([
      '2 problems in 1 file can be fixed. Tick in the preview what you want: what may stop a workload is not ticked. ' +
        '1 problem stays: no edit is certain to be right. The log says why.',
    ]);
    expect(client.log.filter((line) => line.startsWith(folder.uri('b.yaml')))).toEqual([
      expect.stringContaining('host-network is not fixed: '),
    ]);
  });

  test('tells what was made where the client cannot show it before', async () => {
    await start({ 'a.yaml': pod, 'b.yaml': pod }, telling);
    const asked = await fix('any');
    expect(asked.edit).not.toHaveProperty('changeAnnotations');
    await client.until(() => client.told.length > 0);
    expect(client.told).toEqual(['Fixed 4 problems in 2 files.']);
  });

  test('tells of nothing where the user has declined it', async () => {
    await start({ 'a.yaml': pod });
    client.agrees = false;
    await fix('safe');
    client.agrees = true;
    await fix('safe');
    await client.until(() => client.told.length > 0);
    expect(client.told).toEqual(['Fixed 1 problem in 1 file.']);
  });

  test('says so where there is nothing to fix', async () => {
    await start({ 'a.yaml': safe, 'b.yaml': 'a: b\n' });
    await client.execute(command, { safety: 'safe' });
    await client.until(() => client.told.length > 0);
    expect(client.told).toEqual(['Nothing in the workspace can be fixed for certain.']);
    expect(client.asked).toEqual([]);
  });

  test('reads files as they are at that moment, whatever it knew of them', async () => {
    await start({ 'a.yaml': pod, 'gone.yaml': pod });
    const uri = folder.uri('a.yaml');
    await fix('safe');
    const text = `# One more line.\n${pod}`;
    folder.write('a.yaml', text);
    folder.remove('gone.yaml');
    const asked = await fix('safe');
    expect(files(asked)).toEqual([[uri, null]]);
    expect(client.edited(uri, asked.edit, text)).toBe(`# One more line.\n${safe}`);
  });

  test('leaves alone what configuration leaves out, and what is no manifest', async () => {
    await start({ 'a.yaml': pod, 'old/b.yaml': pod, '.kube-harden.yaml': 'exclude: [old]\n' });
    expect(files(await fix('safe'))).toEqual([[folder.uri('a.yaml'), null]]);
  });

  test('makes no edit of a byte order mark, which editors do not show', async () => {
    await start({ 'a.yaml': `\ufeff${pod}` });
    const asked = await fix('safe');
    expect(client.edited(folder.uri('a.yaml'), asked.edit, pod)).toBe(safe);
  });

  test('waits for what is open but not looked at yet, and follows what becomes of files', async () => {
    await start({ 'a.yaml': all });
    const b = folder.write('b.yaml', pod);
    await tell(client, { created: [b] });
    await client.open(folder.uri('a.yaml'), pod);
    await client.findings(folder.uri('a.yaml'), 'host-network');
    const asked = await fix('safe');
    expect(files(asked)).toEqual([
      [folder.uri('a.yaml'), 1],
      [b, null],
    ]);
  });

  test('runs once at a time', async () => {
    await start({ 'a.yaml': pod });
    await Promise.all([1, 2, 3].map(() => client.execute(command, { safety: 'safe' })));
    await client.until(() => client.told.length > 0);
    expect(client.asked).toHaveLength(1);
  });

  test('is refused as any command that there is none of', async () => {
    await start({ 'a.yaml': pod });
    await expect(client.execute('kubeHarden.harden', { uri: 1 })).rejects.toThrow(/kubeHarden\.harden/);
    await expect(client.execute('other', {})).rejects.toThrow(/no such command/);
  });
});
