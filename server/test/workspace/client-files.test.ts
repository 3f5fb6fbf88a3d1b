import { expect, test } from 'vitest';
import { type ListFilesParams, listFilesRequest, type ReadFilesParams } from '../../src/protocol';
import { type Asks, ClientFiles } from '../../src/workspace/client-files';
import { RoutedFiles } from '../../src/workspace/routed-files';

test('the files of an editor are its manifests, sorted, with what it could not look into', async () => {
  const editor = editorWith(
    { 'vfs://host/b.yaml': '', 'vfs://host/a.JSON': '', 'vfs://host/a.gitignore': '' },
    [{ uri: 'vfs://host/closed', message: 'Permission denied' }],
  );
  expect(await new ClientFiles(editor).list('vfs://host')).toEqual({
    files: ['vfs://host/a.JSON', 'vfs://host/b.yaml'].map((uri) => ({ uri, identity: uri })),
    unreadable: [{ uri: 'vfs://host/closed', code: 'unreadable', message: 'Permission denied' }],
  });
});

test('a folder that is all of a file system is asked for with its slash', async () => {
  const editor = editorWith({});
  await new ClientFiles(editor).list('vfs://host');
  expect(editor.asked).toMatchObject([{ folder: 'vfs://host/' }]);
});

test('what a .gitignore names is left out, whichever folder it lies in and however it is encoded', async () => {
  const editor = editorWith({
    'vfs://host/r/.gitignore': 'out/\n*.secret.yaml\n',
    'vfs://host/r/a.yaml': '',
    'vfs://host/r/a.secret.yaml': '',
    'vfs://host/r/out/a.yaml': '',
    'vfs://host/r/out/.gitignore': '!a.yaml\n',
    'vfs://host/r/deep%20er/.gitignore': 'my file.yaml\n!b.secret.yaml\n',
    'vfs://host/r/deep%20er/my%20file.yaml': '',
    'vfs://host/r/deep%20er/b.secret.yaml': '',
  });
  const { files } = await new ClientFiles(editor).list('vfs://host/r');
  expect(files.map(({ uri }) => uri)).toEqual([
    'vfs://host/r/a.yaml',
    'vfs://host/r/deep%20er/b.secret.yaml',
  ]);
});

test('many files are read in batches, in their order', async () => {
  const uris = Array.from({ length: 150 }, (_, index) => `vfs://host/${index}.yaml`);
  const editor = editorWith(Object.fromEntries(uris.map((uri) => [uri, `text of ${uri}`])));
  const texts = await new ClientFiles(editor).readMany(uris);
  expect(texts).toEqual(uris.map((uri) => ({ uri, text: `text of ${uri}` })));
  expect(editor.asked.length).toBe(3);
});

test('an editor that does not give its files has none, and says why', async () => {
  const files = new ClientFiles({ sendRequest: () => Promise.reject(new Error('Unhandled method')) });
  const why = { code: 'unreadable', message: 'The editor does not give this file: Unhandled method' };
  expect(await files.list('vfs://host/r')).toEqual({
    files: [],
    unreadable: [{ uri: 'vfs://host/r', ...why }],
  });
  expect(await files.readMany(['vfs://host/a'])).toEqual([{ uri: 'vfs://host/a', ...why }]);
  expect(await files.has('vfs://host/a')).toBe(false);
});

test('a file is there when it has a text, or one that is too large', async () => {
  const files = new ClientFiles(editorWith({ 'vfs://host/a': '' }));
  expect(await files.has('vfs://host/a')).toBe(true);
  expect(await files.has('vfs://host/b')).toBe(false);
});

test('what is on the disk is read there, and all else through the editor, in the order that was asked', async () => {
  const disk = new ClientFiles(editorWith({ 'file:///a': 'disk' }));
  const editor = editorWith({ 'vfs://host/a': 'editor' });
  const files = new RoutedFiles(disk, new ClientFiles(editor));
  const uris = ['vfs://host/a', 'file:///a', 'vfs://host/none'];
  expect(await files.readMany(uris)).toMatchObject([
    { uri: 'vfs://host/a', text: 'editor' },
    { uri: 'file:///a', text: 'disk' },
    { uri: 'vfs://host/none', code: 'unreadable' },
  ]);
  await files.readMany(['file:///a']);
  expect(editor.asked.length).toBe(1);
});

interface Editor extends Asks {
  readonly asked: readonly unknown[];
}

/** An editor with these files, by URI. */
function editorWith(
  files: Readonly<Record<string, string>>,
  unreadable: readonly { readonly uri: string; readonly message: string }[] = [],
): Editor {
  const asked: unknown[] = [];
  const answer = (method: unknown, parameters: ListFilesParams | ReadFilesParams) => {
    asked.push(parameters);
    if (method === listFilesRequest) return { files: Object.keys(files), unreadable };
    return 'uris' in parameters ? parameters.uris.map((uri) => read(uri, files)) : undefined;
  };
  return {
    asked,
    sendRequest: async (method: unknown, parameters: never) => answer(method, parameters) as never,
  };
}

function read(uri: string, files: Readonly<Record<string, string>>) {
  const text = files[uri];
  return text === undefined ? { uri, code: 'unreadable', message: 'No such file' } : { uri, text };
}
