import { describe, expect, test } from 'vitest';
import { defaultOptions } from '../../../rules/engine/options';
import { sourceOf } from '../../../rules/yaml/source';
import { Workspace } from '../../src/workspace/workspace';
import { MemoryFiles, uriOf } from './memory-files';

const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n';
const account = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: web}\n';
const two = `${account}---\n${account}`;

/** What lies around a file of a workspace, or around another text of it. */
async function around(
  files: Readonly<Record<string, string>>,
  name = 'a/namespace.yaml',
  text = files[name],
) {
  const workspace = new Workspace({
    files: new MemoryFiles(files),
    rules: [],
    optionsFor: () => defaultOptions,
  });
  await workspace.readFacts(['file:///home']);
  return workspace.around(sourceOf(uriOf(name), text ?? ''));
}

const belongsBeside = async (files: Readonly<Record<string, string>>, text = namespace) =>
  (await around({ ...files, 'a/namespace.yaml': text })) !== undefined;

describe('a new object', () => {
  test('belongs into a file of its own where most files of the folder hold one each', async () => {
    expect(await belongsBeside({ 'a/account.yaml': account })).toBe(true);
    expect(await belongsBeside({ 'a/account.yaml': account, 'a/b.yml': account, 'a/rbac.yaml': two })).toBe(
      true,
    );
    expect(await belongsBeside({ 'a/account.yaml': account, 'a/rbac.yaml': two })).toBe(false);
  });

  test('belongs into the file that is alone in its folder, whatever else lies there', async () => {
    expect(await belongsBeside({})).toBe(false);
    expect(await belongsBeside({ 'a/b/account.yaml': account, 'account.yaml': account })).toBe(false);
    expect(await belongsBeside({ 'a/kustomization.yaml': 'kind: Kustomization\napiVersion: v1\n' })).toBe(
      false,
    );
    expect(await belongsBeside({ 'a/values.yaml': 'replicas: 1\n' })).toBe(false);
  });

  test('belongs into a file that holds several already, or a list', async () => {
    expect(await belongsBeside({ 'a/account.yaml': account }, `${namespace}---\n${account}`)).toBe(false);
    const list = 'apiVersion: v1\nkind: List\nitems: []\n';
    expect(await belongsBeside({ 'a/all.yaml': list })).toBe(false);
  });

  test('belongs into a file of its own where there is no room for it', async () => {
    const json = '{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "shop"}}';
    expect(await around({ 'a/namespace.json': json }, 'a/namespace.json')).toBeDefined();
  });

  test('belongs beside no file that is not on the disk', async () => {
    expect(await around({ 'a/account.yaml': account }, 'a/namespace.yaml', namespace)).toBeUndefined();
  });
});

test('Around a file lie the names of its folder, its kustomizations, and perhaps other namespaces', async () => {
  const found = await around({
    'a/namespace.yaml': namespace,
    'a/desk.yaml': namespace.replace('shop', 'desk'),
    'a/b/c.yaml': account,
    'a/kustomization.yaml': 'resources: [desk.yaml]\n',
    'kustomization.yaml': 'resources: [a/namespace.yaml]\n',
  });
  expect([...(found?.names ?? [])].toSorted()).toEqual(['desk.yaml', 'kustomization.yaml', 'namespace.yaml']);
  expect(found?.isShared).toBe(true);
  expect(found?.listings.map(({ document, entry }) => [document.source.uri, entry])).toEqual([
    [uriOf('kustomization.yaml'), 'a/namespace.yaml'],
  ]);
});

test('What is open counts as it is open', async () => {
  const files = { 'a/namespace.yaml': namespace, 'a/account.yaml': account };
  const workspace = new Workspace({
    files: new MemoryFiles(files),
    rules: [],
    optionsFor: () => defaultOptions,
  });
  await workspace.readFacts(['file:///home']);
  const source = sourceOf(uriOf('a/namespace.yaml'), namespace);
  workspace.update(uriOf('a/account.yaml'), sourceOf(uriOf('a/account.yaml'), two));
  expect(await workspace.around(source)).toBeUndefined();
  workspace.update(uriOf('a/account.yaml'), undefined);
  expect(await workspace.around(source)).toBeDefined();
});

test('What lies around many files is read once, and again when it has changed', async () => {
  const files = new MemoryFiles({ 'a/namespace.yaml': namespace, 'a/account.yaml': account });
  const workspace = new Workspace({ files, rules: [], optionsFor: () => defaultOptions });
  await workspace.readFacts(['file:///home']);
  const before = files.reads.get(uriOf('a/account.yaml')) ?? 0;
  const source = sourceOf(uriOf('a/namespace.yaml'), namespace);
  for (let time = 0; time < 3; time++) expect(await workspace.around(source)).toBeDefined();
  expect(files.reads.get(uriOf('a/account.yaml'))).toBe(before + 1);

  files.texts.set(uriOf('a/account.yaml'), two);
  await workspace.refresh([uriOf('a/account.yaml')]);
  expect(await workspace.around(source)).toBeUndefined();

  files.texts.delete(uriOf('a/account.yaml'));
  files.texts.set(uriOf('a/role.yaml'), account);
  await workspace.refresh([uriOf('a/account.yaml'), uriOf('a/role.yaml')]);
  expect(await workspace.around(source)).toBeDefined();
});

test('A file that is gone from the disk while it is open has nothing beside it, until it is back', async () => {
  const files = new MemoryFiles({ 'a/namespace.yaml': namespace, 'a/account.yaml': account });
  const workspace = new Workspace({ files, rules: [], optionsFor: () => defaultOptions });
  await workspace.readFacts(['file:///home']);
  const uri = uriOf('a/namespace.yaml');
  const source = sourceOf(uri, namespace);
  workspace.update(uri, source);
  files.texts.delete(uri);
  await workspace.refresh([uri]);
  expect(await workspace.around(source)).toBeUndefined();
  files.texts.set(uri, namespace);
  await workspace.refresh([uri]);
  expect(await workspace.around(source)).toBeDefined();
});
