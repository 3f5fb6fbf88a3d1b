const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'No such file or folder',
  EACCES: 'Permission denied',
  EPERM: 'Permission denied',
  EEXIST: 'There is such a file already',
  EISDIR: 'It is a folder',
  ENOTDIR: 'Part of the path is a file, not a folder',
  ELOOP: 'Its links lead in a circle',
  ENAMETOOLONG: 'The name is too long',
  ENXIO: 'It is not a file',
  ENOSPC: 'No space is left',
  EMFILE: 'Too many files are open',
  // As VS Code names them, whatever the file system is.
  FileNotFound: 'No such file or folder',
  FileIsADirectory: 'It is a folder',
  FileNotADirectory: 'Part of the path is a file, not a folder',
  NoPermissions: 'Permission denied',
  Unavailable: 'The file system cannot be reached',
};

/** Why the file system refused, in plain words. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REASONS[code] ?? (error instanceof Error ? error.message : String(error));
}
