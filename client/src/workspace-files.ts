import { FileType, Uri, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  type ListedFiles,
  type ListFilesParams,
  listFilesRequest,
  type ReadFilesParams,
  readFilesRequest,
} from '../../server/src/protocol';
import { decode, SIZE_LIMIT, tooLarge } from '../../server/src/workspace/decode';
import { reasonOf } from '../../server/src/workspace/file-error';
import type { FileText } from '../../server/src/workspace/files';
import { mayHoldManifests } from '../../server/src/workspace/manifest-names';

/** How much is asked of a file system at the same time. */
const LANES = 16;

/**
 * Gives the server the files that it cannot see by itself: those of a virtual workspace, and all where it runs in a
 * browser. Folders are walked here rather than searched by VS Code, which finds nothing on most virtual file systems and
 * leaves out what the user has hidden.
 */
export function serveFiles(client: BaseLanguageClient): void {
  client.onRequest(listFilesRequest, (asked: ListFilesParams) => listFiles(asked));
  client.onRequest(readFilesRequest, ({ uris }: ReadFilesParams) => inLanes(uris, readFile));
}

async function listFiles({ folder, endings, skip }: ListFilesParams): Promise<ListedFiles> {
  const files: string[] = [];
  const unreadable: { uri: string; message: string }[] = [];
  const isWanted = (name: string) => endings.some((ending) => name.toLowerCase().endsWith(ending));
  const enter = async (at: Uri): Promise<readonly Uri[]> => {
    try {
      const entries = await workspace.fs.readDirectory(at);
      for (const [name, type] of entries) {
        const isFile = (type & FileType.File) !== 0;
        if (isFile && isWanted(name)) files.push(Uri.joinPath(at, name).toString());
      }
      // Links to folders are not followed, so that nothing is met twice or forever.
      const folders = entries.filter(([name, type]) => type === FileType.Directory && !skip.includes(name));
      return folders.map(([name]) => Uri.joinPath(at, name));
    } catch (error) {
      unreadable.push({ uri: at.toString(), message: reasonOf(error) });
      return [];
    }
  };
  let level: readonly Uri[] = [Uri.parse(folder, true)];
  while (level.length > 0) level = (await inLanes(level, enter)).flat();
  return { files, unreadable };
}

async function readFile(address: string): Promise<FileText> {
  try {
    const file = Uri.parse(address, true);
    const { size } = await workspace.fs.stat(file);
    if (size > SIZE_LIMIT)
      return mayHoldManifests(address, new Uint8Array()) ? tooLarge(address) : empty(address);
    const bytes = await workspace.fs.readFile(file);
    return mayHoldManifests(address, bytes) ? decode(address, bytes) : empty(address);
  } catch (error) {
    return { uri: address, code: 'unreadable', message: reasonOf(error) };
  }
}

/** What certainly holds no manifests is as good as empty. */
function empty(uri: string): FileText {
  return { uri, text: '' };
}

/** The results of `work` on all items, in their order, with so many at a time. */
async function inLanes<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = items.entries();
  const lane = async () => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return results;
}
