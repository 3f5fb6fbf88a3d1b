import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import {
  Disposable,
  EventEmitter,
  type FileChangeEvent,
  FileSystemError,
  type FileSystemProvider,
  FileType,
  languages,
  Uri,
  window,
  workspace,
} from 'vscode';
import {
  closeEverything,
  extensionUnderTest,
  findingOf,
  openSample,
  ruleOf,
  sample,
  until,
  write,
} from './editor';

const pod = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  hostNetwork: true\n';

describe('The workspace', () => {
  afterEach(closeEverything);

  it('has findings in files that are not open', async () => {
    await extensionUnderTest();
    const file = sample('nightly-report.yaml');
    await until('findings in nightly-report.yaml', () => rulesIn(file).length > 0);
    assert.ok(workspace.textDocuments.every((document) => document.uri.toString() !== file.toString()));
  });

  it('follows files that are created, changed and deleted', async () => {
    await extensionUnderTest();
    const file = sample('added.yaml');
    try {
      await write(file, pod);
      await until('a finding in the new file', () => rulesIn(file).includes('host-network'));
      await write(file, pod.replace('hostNetwork', 'hostPID'));
      await until('another finding', () => rulesIn(file).includes('host-pid'));
      assert.ok(!rulesIn(file).includes('host-network'));
    } finally {
      await workspace.fs.delete(file);
    }
    await until('no findings in the deleted file', () => rulesIn(file).length === 0);
  });

  it('leaves out what .gitignore names', async () => {
    await extensionUnderTest();
    const folder = sample('ignored');
    const files = [Uri.joinPath(folder, 'out.yaml'), Uri.joinPath(folder, 'kept.yaml')] as const;
    try {
      await write(Uri.joinPath(folder, '.gitignore'), 'out.yaml\n');
      for (const file of files) await write(file, pod);
      await until('a finding in the file that is not ignored', () =>
        rulesIn(files[1]).includes('host-network'),
      );
      assert.deepEqual(rulesIn(files[0]), []);
      await workspace.fs.delete(Uri.joinPath(folder, '.gitignore'));
      await until('a finding in the file that was ignored', () => rulesIn(files[0]).includes('host-network'));
    } finally {
      await workspace.fs.delete(folder, { recursive: true });
    }
  });

  it('knows which files are templates of a chart, even where they do not look like it', async () => {
    const folder = sample('charts/plain');
    try {
      for (const [name, text] of Object.entries(chart))
        await write(Uri.joinPath(folder, ...name.split('/')), text);
      const { document } = await openSample('charts/plain/templates/pod.yaml');
      await findingOf(document, 'host-network');
      assert.ok(!rulesIn(document.uri).includes('host-pid'), 'what a condition decides is not known');
    } finally {
      await closeEverything();
      await workspace.fs.delete(folder, { recursive: true });
    }
  });

  it('is looked into through the editor where it is on no disk', async () => {
    const top = Uri.parse('made-up://host/plain');
    const files = new Map(
      Object.entries(chart).map(([name, text]) => [
        Uri.joinPath(top, name).path,
        new TextEncoder().encode(text),
      ]),
    );
    const registration = workspace.registerFileSystemProvider('made-up', readOnly(files), {
      isReadonly: true,
    });
    try {
      const document = await workspace.openTextDocument(Uri.joinPath(top, 'templates', 'pod.yaml'));
      await window.showTextDocument(document);
      await findingOf(document, 'host-network');
      assert.ok(!rulesIn(document.uri).includes('host-pid'), 'what a condition decides is not known');
    } finally {
      await closeEverything();
      registration.dispose();
    }
  });
});

/** A chart whose template is plain YAML, but for a condition in comments. */
const chart = {
  'Chart.yaml': 'apiVersion: v2\nname: plain\nversion: 1.0.0\n',
  'templates/pod.yaml': pod.replace(
    '  hostNetwork',
    '  # {{- if .Values.debug }}\n  hostPID: true\n  # {{- end }}\n  hostNetwork',
  ),
};

/** A file system with these files, by path, that never change. */
function readOnly(files: ReadonlyMap<string, Uint8Array>): FileSystemProvider {
  const refuse = () => {
    throw FileSystemError.NoPermissions();
  };
  const read = ({ path }: Uri) => {
    const bytes = files.get(path);
    if (bytes === undefined) throw FileSystemError.FileNotFound(path);
    return bytes;
  };
  return {
    stat: (uri) => ({ type: FileType.File, ctime: 0, mtime: 0, size: read(uri).length }),
    readFile: read,
    readDirectory: refuse,
    createDirectory: refuse,
    writeFile: refuse,
    delete: refuse,
    rename: refuse,
    watch: () => new Disposable(() => {}),
    onDidChangeFile: new EventEmitter<FileChangeEvent[]>().event,
  };
}

function rulesIn(file: Uri): string[] {
  return languages.getDiagnostics(file).map(ruleOf);
}
