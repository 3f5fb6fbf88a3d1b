import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { reasonOf } from './file-error';
import type { GitIgnore } from './git-ignore';
import { gitIgnoreAbove, readGitIgnore } from './git-ignore-files';
import { foreignFolders } from './manifest-file';
import { isManifestName } from './manifest-names';
import { Pause } from './pause';

/** What lies in a folder and its subfolders. Paths are absolute, with `/` between their parts. */
export interface Walk {
  readonly files: readonly WalkedFile[];
  readonly unreadable: readonly { readonly path: string; readonly message: string }[];
}

export interface WalkedFile {
  readonly path: string;
  /** Its real path: another one for a link, or below a link to a folder. */
  readonly realPath: string;
}

/**
 * The files in a folder that may hold manifests, sorted by path. Leaves out what git ignores and what is foreign. Follows
 * links to files but not to folders, so that nothing is met twice or forever.
 */
export async function walk(folder: string): Promise<Walk> {
  const top = slashes(realpathSync.native(folder)).replace(/\/$/, '');
  const found: Found = { files: [], links: [], unreadable: [] };
  const pending: Folder[] = [{ path: folder, realPath: top, ignored: gitIgnoreAbove(top) }];
  const pause = new Pause();
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (pause.isDue()) await pause.take();
    pending.push(...enter(next, found));
  }
  const real = new Set(found.files.map((file) => file.realPath));
  const files = [...found.files, ...found.links.filter((link) => isFirst(link, real))];
  return { files: files.sort(byPath), unreadable: found.unreadable.sort(byPath) };
}

/** The path as it is written on every system but Windows. */
export function slashes(path: string): string {
  return process.platform === 'win32' ? path.replaceAll('\\', '/') : path;
}

interface Folder extends WalkedFile {
  readonly ignored: GitIgnore;
}

interface Found {
  readonly files: WalkedFile[];
  readonly links: WalkedFile[];
  readonly unreadable: { readonly path: string; readonly message: string }[];
}

/** Notes the files of one folder, and gives the folders in it. */
function enter(folder: Folder, found: Found): readonly Folder[] {
  const entries = entriesOf(folder, found);
  const hasOwn = entries.some((entry) => entry.name === '.gitignore');
  const ignored = folder.ignored.in(folder.realPath, hasOwn ? readGitIgnore(folder.realPath) : undefined);
  const folders: Folder[] = [];
  for (const entry of entries) {
    const path = join(folder.path, entry.name);
    const realPath = `${folder.realPath}/${entry.name}`;
    if (entry.isDirectory()) {
      if (foreignFolders.includes(entry.name) || ignored.ignores(`${realPath}/`)) continue;
      folders.push({ path, realPath, ignored });
    } else if (isManifestName(entry.name) && !ignored.ignores(realPath)) {
      if (entry.isFile()) found.files.push({ path, realPath });
      else if (entry.isSymbolicLink()) follow(path, found);
    }
  }
  return folders;
}

function entriesOf(folder: Folder, found: Found): readonly Dirent[] {
  try {
    return readdirSync(`${folder.realPath}/`, { withFileTypes: true });
  } catch (error) {
    found.unreadable.push({ path: folder.path, message: reasonOf(error) });
    return [];
  }
}

function follow(path: string, found: Found): void {
  try {
    // Pipes and devices would block, or never end.
    if (statSync(path).isFile()) found.links.push({ path, realPath: slashes(realpathSync.native(path)) });
  } catch (error) {
    found.unreadable.push({ path, message: `The link leads nowhere: ${reasonOf(error)}` });
  }
}

/** Whether the link's file is not in the list yet, which then has it. */
function isFirst(link: WalkedFile, listed: Set<string>): boolean {
  if (listed.has(link.realPath)) return false;
  listed.add(link.realPath);
  return true;
}

function join(folder: string, name: string): string {
  return folder.endsWith('/') ? folder + name : `${folder}/${name}`;
}

function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : 1;
}
