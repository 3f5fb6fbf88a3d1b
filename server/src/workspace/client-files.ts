import type { Connection } from 'vscode-languageserver';
import {
  type ListedFiles,
  type ListFilesParams,
  listFilesRequest,
  type ReadFilesParams,
  readFilesRequest,
} from '../protocol';
import type { FileList, FileText, UnreadFile, WorkspaceFiles } from './files';
import { folderUri } from './folder-uri';
import { GitIgnore } from './git-ignore';
import { foreignFolders } from './manifest-file';
import { isManifestName, manifestEndings } from './manifest-names';

/** How many files are asked for at once: enough to hide the way there and back, few enough for one message. */
const BATCH = 64;

/** What sends requests to the client. */
export type Asks = Pick<Connection, 'sendRequest'>;

/**
 * The files of the editor at the other end, whatever file system it has them on. An editor that does not give its files
 * has none. A folder is taken for the root of its repository: a `.gitignore` above it is not read.
 */
export class ClientFiles implements WorkspaceFiles {
  constructor(private readonly client: Asks) {}

  async list(folder: string): Promise<FileList> {
    const endings = [...manifestEndings, '.gitignore'];
    const asked: ListFilesParams = { folder: folderUri(folder), endings, skip: foreignFolders };
    const listed = await this.ask<ListedFiles>(listFilesRequest, asked);
    if (typeof listed === 'string') return { files: [], unreadable: [unreadable(folder, listed)] };
    const isIgnored = await this.gitIgnore(folder, listed.files);
    const files = listed.files
      .map((uri) => ({ uri, path: decoded(uri) }))
      .filter(({ path }) => isManifestName(path) && !isIgnored(path))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
    return {
      files: files.map(({ uri }) => ({ uri, identity: uri })),
      unreadable: listed.unreadable.map(({ uri, message }) => unreadable(uri, message)),
    };
  }

  async readMany(uris: readonly string[]): Promise<readonly FileText[]> {
    const texts: FileText[] = [];
    for (let start = 0; start < uris.length; start += BATCH) {
      const asked: ReadFilesParams = { uris: uris.slice(start, start + BATCH) };
      const read = await this.ask<readonly FileText[]>(readFilesRequest, asked);
      texts.push(...(typeof read === 'string' ? asked.uris.map((uri) => unreadable(uri, read)) : read));
    }
    return texts;
  }

  /** Never calls: an editor tells of its files by a notification of its own, `workspace/didChangeWatchedFiles`. */
  watch(): () => void {
    return () => {};
  }

  /** Whether the editor has a file of this address. */
  async has(uri: string): Promise<boolean> {
    const [file] = await this.readMany([uri]);
    return file !== undefined && (!('code' in file) || file.code !== 'unreadable');
  }

  /** The answer, or why there is none. */
  private async ask<Answer>(method: string, parameters: object): Promise<Answer | string> {
    try {
      return await this.client.sendRequest<Answer>(method, parameters);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return `The editor does not give this file: ${reason}`;
    }
  }

  /** Tells what the `.gitignore` files among these files ignore. */
  private async gitIgnore(folder: string, uris: readonly string[]): Promise<(path: string) => boolean> {
    const read = await this.readMany(uris.filter((uri) => uri.endsWith('/.gitignore')));
    const texts = new Map(
      read.map((file) => [parentOf(decoded(file.uri)), 'text' in file ? file.text : undefined]),
    );
    const top = decoded(folder).replace(/\/$/, '');
    const known = new Map<string, GitIgnore | undefined>();
    // What holds inside a folder; undefined where it is ignored as a whole.
    const inside = (path: string): GitIgnore | undefined => {
      if (known.has(path)) return known.get(path);
      const around = path.length <= top.length ? GitIgnore.nothing : inside(parentOf(path));
      const isOut = path.length > top.length && (around === undefined || around.ignores(`${path}/`));
      const text = texts.get(path);
      const own = text === undefined ? undefined : { text, ignoresCase: false };
      const result = isOut ? undefined : around?.in(path, own);
      known.set(path, result);
      return result;
    };
    return (path) => inside(parentOf(path))?.ignores(path) ?? true;
  }
}

function unreadable(uri: string, message: string): UnreadFile {
  return { uri, code: 'unreadable', message };
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

/** The URI as people write paths; as it is where its escapes are none. */
function decoded(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}
