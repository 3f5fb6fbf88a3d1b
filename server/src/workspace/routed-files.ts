import type { FileList, FileText, WorkspaceFiles } from './files';

/** The files of the disk, and through the editor those of any other file system. */
export class RoutedFiles implements WorkspaceFiles {
  constructor(
    private readonly disk: WorkspaceFiles,
    private readonly editor: WorkspaceFiles,
  ) {}

  list(folder: string): Promise<FileList> {
    return this.filesOf(folder).list(folder);
  }

  async readMany(uris: readonly string[]): Promise<readonly FileText[]> {
    const others = uris.filter((uri) => !isOnDisk(uri));
    if (others.length === 0) return this.disk.readMany(uris);
    const read = [
      ...(await this.disk.readMany(uris.filter(isOnDisk))),
      ...(await this.editor.readMany(others)),
    ];
    const byUri = new Map(read.map((file) => [file.uri, file]));
    return uris.flatMap((uri) => byUri.get(uri) ?? []);
  }

  stampOf(uri: string): string | undefined {
    return this.filesOf(uri).stampOf?.(uri);
  }

  watch(folder: string, onChange: (uris: readonly string[]) => void): () => void {
    return this.filesOf(folder).watch(folder, onChange);
  }

  private filesOf(uri: string): WorkspaceFiles {
    return isOnDisk(uri) ? this.disk : this.editor;
  }
}

function isOnDisk(uri: string): boolean {
  return uri.startsWith('file:');
}
