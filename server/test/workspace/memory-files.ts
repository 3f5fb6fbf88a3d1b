import type { FileList, FileText, WorkspaceFiles } from '../../src/workspace/files';

/** Files that exist in memory only, under `file:///home/`. */
export class MemoryFiles implements WorkspaceFiles {
  readonly texts: Map<string, string>;
  /** How often each file was read. */
  readonly reads = new Map<string, number>();

  constructor(files: Readonly<Record<string, string>>) {
    this.texts = new Map(Object.entries(files).map(([path, text]) => [uriOf(path), text]));
  }

  async list(folder: string): Promise<FileList> {
    const uris = [...this.texts.keys()].filter((uri) => uri.startsWith(`${folder}/`)).sort();
    return { files: uris.map((uri) => ({ uri, identity: uri })), unreadable: [] };
  }

  async readMany(uris: readonly string[]): Promise<readonly FileText[]> {
    return uris.map((uri) => {
      this.reads.set(uri, (this.reads.get(uri) ?? 0) + 1);
      const text = this.texts.get(uri);
      return text === undefined ? { uri, code: 'unreadable', message: 'No such file' } : { uri, text };
    });
  }

  watch(): () => void {
    return () => undefined;
  }
}

/** The URI of a file in the folder of the tests. */
export function uriOf(path: string): string {
  return `file:///home/${path}`;
}
