/** The files of a workspace as the hosts see them: a disk, or an editor that has one. Files are named by URI. */
export interface WorkspaceFiles {
  /** Every file in a folder and its subfolders that may hold manifests, sorted; what git or everybody ignores is left out. */
  list(folder: string): Promise<FileList>;
  /** How many texts are best asked for at once; many where it is left out, since a batch costs one round trip. */
  readonly batch?: number;
  /** The texts of files, in the order of `uris`. */
  readMany(uris: readonly string[]): Promise<readonly FileText[]>;
  /**
   * Another text whenever a file may have another content than before, without a look into it; undefined where nobody can say.
   * Left out where that takes as long as to read.
   */
  stampOf?(uri: string): string | undefined;
  /**
   * Tells of files in a folder and its subfolders that were created, changed or deleted, many at once where many come
   * together; some may be none that `list` gives. Gives what ends it.
   */
  watch(folder: string, onChange: (uris: readonly string[]) => void): () => void;
}

export interface FileList {
  readonly files: readonly ListedFile[];
  /** What could not be looked into: dangling links, folders without permission. */
  readonly unreadable: readonly UnreadFile[];
}

export interface ListedFile {
  readonly uri: string;
  /** The same for every name of one file. */
  readonly identity: string;
}

/** A file's text, or why it has none that could be linted. */
export type FileText = { readonly uri: string; readonly text: string } | UnreadFile;

export interface UnreadFile {
  readonly uri: string;
  readonly code: 'binary' | 'too-large' | 'unreadable';
  /** Why, in plain words, with a capital and without a full stop. */
  readonly message: string;
}
