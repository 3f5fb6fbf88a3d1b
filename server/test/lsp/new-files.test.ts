import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  type ClientCapabilities,
  type CodeAction,
  type ShowDocumentParams,
  ShowDocumentRequest,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { bundle } from './bundle';
import { pulling } from './clients';
import { given, rangeOf } from './expected';
import { TestClient } from './harness';
import { TestFolder, tell } from './workspace-client';

const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n';
const service = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n  namespace: shop\n';
const account = service.replace('Service', 'ServiceAccount');
const policy = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: default-deny-ingress
  namespace: shop
spec:
  podSelector: {}
  policyTypes:
  - Ingress
`;
const here = 'Deny all ingress by default';
const file = 'network-policy-default-deny-ingress.yaml';
const inFile = `${here} in the new file ${file}`;
const each = { 'namespace.yaml': namespace, 'service.yaml': service, 'account.yaml': account };

/** Makes files as part of edits, and opens those that it is asked to. */
const creating: ClientCapabilities = {
  ...pulling,
  window: { showDocument: { support: true } },
  workspace: {
    ...pulling.workspace,
    workspaceEdit: {
      ...pulling.workspace?.workspaceEdit,
      resourceOperations: ['create', 'rename', 'delete'],
    },
  },
};

let server: string;
beforeAll(async () => {
  server = await bundle('server/test/lsp/made-up-server.ts', 'new-files-server');
});

let folder: TestFolder;
let client: TestClient;
afterEach(async () => {
  await client.stop();
  folder.remove();
});

async function start(
  files: Readonly<Record<string, string>>,
  capabilities: ClientCapabilities = creating,
  settings: object = {},
): Promise<void> {
  folder = new TestFolder();
  for (const [name, text] of Object.entries(files)) folder.write(name, text);
  client = await TestClient.start(server, { capabilities, settings, folders: [folder.uri()] });
}

/** The actions that solve a rule's finding in a file that is opened for it. */
async function fixesIn(name: string, text: string, rule: string): Promise<readonly CodeAction[]> {
  const uri = folder.uri(name);
  await client.open(uri, text);
  return fixesOf(uri, rule);
}

/** The actions that solve a rule's finding in an open file. */
async function fixesOf(uri: string, rule: string): Promise<readonly CodeAction[]> {
  const [finding] = await client.findings(uri, rule);
  const actions = await client.actions(uri, given(finding), { only: ['quickfix.kubeHarden'] });
  return actions.filter(({ title }) => !title.startsWith('Fix all'));
}

const ingress = 'namespace-default-deny-ingress-missing';
const titles = (actions: readonly CodeAction[]) => actions.map(({ title }) => title);

/** The text of a file of the folder after an edit, as `TestClient.edited` makes it. */
function edited(edit: WorkspaceEdit | undefined, name: string, closed?: string): string {
  return client.edited(folder.uri(name), given(edit), closed);
}

/** What an edit does to files, in its order. */
function steps(edit: WorkspaceEdit | undefined): readonly string[] {
  return (edit?.documentChanges ?? []).map((one) => {
    const uri = 'textDocument' in one ? one.textDocument.uri : 'uri' in one ? one.uri : '';
    const what = 'textDocument' in one ? `edit ${one.textDocument.version}` : one.kind;
    return `${what} ${uri.slice(folder.uri().length + 1)}`;
  });
}

describe('What a fix adds', () => {
  test('comes into a new file first where files hold one object each, and asks before', async () => {
    await start(each);
    const actions = await fixesIn('namespace.yaml', namespace, ingress);
    expect(titles(actions)).toEqual([inFile, `${here} in this file`]);
    expect(actions.every(({ isPreferred }) => isPreferred !== true)).toBe(true);
    const { edit } = await client.resolve(given(actions[0]));
    expect(steps(edit)).toEqual([`create ${file}`, `edit null ${file}`]);
    expect(edited(edit, file)).toBe(policy);
    const [annotation] = Object.keys(edit?.changeAnnotations ?? {});
    expect(edit?.documentChanges?.[0]).toEqual({
      kind: 'create',
      uri: folder.uri(file),
      options: { overwrite: false, ignoreIfExists: false },
      annotationId: annotation,
    });
    expect(edit?.changeAnnotations?.[given(annotation)]).toEqual({
      label: here,
      needsConfirmation: true,
      description: 'Unsafe: may stop a workload',
    });
    const second = await client.resolve(given(actions[1]));
    expect(steps(second.edit)).toEqual(['edit 1 namespace.yaml']);
    expect(edited(second.edit, 'namespace.yaml')).toBe(`${namespace}---\n${policy}`);
  });

  test('is listed where the file is, whether the kustomization is open or not', async () => {
    const text = 'resources:\n  - namespace.yaml\nnamespace: shop\n';
    const listed = text.replace('.yaml\n', `.yaml\n  - ${file}\n`);
    await start({ ...each, 'kustomization.yaml': text });
    const [closed] = await fixesIn('namespace.yaml', namespace, ingress);
    const { edit } = await client.resolve(given(closed));
    expect(steps(edit)).toEqual([`create ${file}`, `edit null ${file}`, 'edit null kustomization.yaml']);
    expect(edited(edit, 'kustomization.yaml', text)).toBe(listed);
    await client.open(folder.uri('kustomization.yaml'), `# mine\n${text}`);
    await client.diagnostics(folder.uri('kustomization.yaml'));
    const open = await client.resolve(given(closed));
    expect(steps(open.edit).at(-1)).toBe('edit 1 kustomization.yaml');
    expect(edited(open.edit, 'kustomization.yaml')).toBe(`# mine\n${listed}`);
  });

  test('comes into the same file where the list cannot be changed for certain', async () => {
    const text = 'base: &all [namespace.yaml]\nresources: *all\n';
    await start({ ...each, 'kustomization.yaml': text });
    expect(titles(await fixesIn('namespace.yaml', namespace, ingress))).toEqual([here]);
  });

  test('comes into the same file where it is alone, or holds several objects', async () => {
    await start({ 'namespace.yaml': namespace, 'b/service.yaml': service });
    expect(titles(await fixesIn('namespace.yaml', namespace, ingress))).toEqual([here]);
    await client.stop();
    await start(each);
    const both = `${namespace}---\n${account}`;
    expect(titles(await fixesIn('namespace.yaml', both, ingress))).toEqual([here]);
  });

  test('comes into the open text alone where its file is gone from the disk', async () => {
    await start(each);
    expect(titles(await fixesIn('namespace.yaml', namespace, ingress))).toContain(inFile);
    await tell(client, { deleted: [folder.remove('namespace.yaml')] });
    const uri = folder.uri('namespace.yaml');
    await expect.poll(async () => titles(await fixesOf(uri, ingress))).toEqual([here]);
  });

  test.each([
    ['makes no files', pulling],
    [
      'has no versions',
      { ...creating, workspace: { workspaceEdit: { resourceOperations: ['create' as const] } } },
    ],
  ])('comes into the same file in a client that %s', async (_what, capabilities) => {
    await start(each, capabilities);
    expect(titles(await fixesIn('namespace.yaml', namespace, ingress))).toEqual([here]);
  });

  test('is there at once for clients that do not ask for edits later', async () => {
    const { codeAction: _left, ...textDocument } = creating.textDocument ?? {};
    await start(each, { ...creating, textDocument });
    const [action] = await fixesIn('namespace.yaml', namespace, ingress);
    expect(steps(action?.edit)).toEqual([`create ${file}`, `edit null ${file}`]);
  });

  test('is shown where a human must complete it, with what is to be typed over selected', async () => {
    await start(each);
    const [action] = await fixesIn('namespace.yaml', namespace, 'namespace-resource-quota-missing');
    expect(action?.title).toBe('Add a ResourceQuota in the new file resource-quota.yaml');
    const { edit } = await client.resolve(given(action));
    const text = edited(edit, 'resource-quota.yaml');
    expect(Object.values(edit?.changeAnnotations ?? {})).toEqual([
      { label: 'Add a ResourceQuota', needsConfirmation: false },
    ]);
    const shown: ShowDocumentParams[] = [];
    const note = client.heard((asked: ShowDocumentParams) => {
      shown.push(asked);
    });
    client.connection.onRequest(ShowDocumentRequest.type, (asked) => {
      note(asked);
      return { success: true };
    });
    await client.execute(given(action?.command).command, given(action?.command?.arguments)[0]);
    await client.until(() => shown.length > 0);
    expect(shown).toEqual([
      { uri: folder.uri('resource-quota.yaml'), takeFocus: true, selection: rangeOf(text, '10') },
    ]);
  });
});

describe('Fixing the workspace', () => {
  const run = async () => {
    await client.execute('kubeHarden.fixWorkspace', { safety: 'any' });
    await client.until(() => client.asked.length > 0);
    return given(client.asked[0]).edit;
  };
  const only = { rules: {}, profile: 'nsa-cisa' };

  test('makes new files, and lists all of them', async () => {
    const text = 'resources: [shop/namespace.yaml, desk/namespace.yaml]\n';
    const desk = namespace.replace('shop', 'desk');
    const named = (folder: string) => (name: string) => `${folder}/${name}`;
    const files = Object.fromEntries([
      ...Object.entries(each).map(([name, content]) => [named('shop')(name), content]),
      ['desk/namespace.yaml', desk],
      ['desk/account.yaml', account.replace('shop', 'desk')],
      ['kustomization.yaml', text],
    ]);
    await start(files, creating, only);
    const edit = await run();
    const created = steps(edit).filter((step) => step.startsWith('create'));
    const names = ['desk', 'shop'].flatMap((place) =>
      ['ingress', 'egress'].map((direction) => `${place}/network-policy-default-deny-${direction}.yaml`),
    );
    expect(created.toSorted()).toEqual(names.map((name) => `create ${name}`).toSorted());
    expect(edited(edit, 'kustomization.yaml', text)).toBe(text.replace(']', `, ${names.join(', ')}]`));
    expect(edited(edit, given(names[2]))).toBe(policy);
  });

  test('adds each document once to a file that is alone', async () => {
    await start({ 'namespace.yaml': namespace }, creating, only);
    const text = edited(await run(), 'namespace.yaml', namespace);
    expect(text.split('kind: NetworkPolicy')).toHaveLength(3);
  });
});
