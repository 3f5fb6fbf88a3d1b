import { existsSync, readFileSync } from 'node:fs';
import { GitIgnore, type GitIgnoreText } from './git-ignore';

/**
 * What the `.gitignore` files above `folder` on the disk say about what is in it; nothing outside a repository. Nothing,
 * too, where they ignore the manifests in it altogether: who walks such a folder has been asked to.
 */
export function gitIgnoreAbove(folder: string): GitIgnore {
  const above: string[] = [];
  for (let at = folder; !existsSync(`${at}/.git`); ) {
    const slash = at.lastIndexOf('/');
    if (slash < 0) return GitIgnore.nothing;
    at = at.slice(0, slash);
    above.unshift(at);
  }
  const ignored = above.reduce((inner, at) => inner.in(at, readGitIgnore(at)), GitIgnore.nothing);
  return ignored.ignores(`${folder}/manifest.yaml`) ? GitIgnore.nothing : ignored;
}

/** The `.gitignore` of a folder on the disk, if it has one. One that cannot be read ignores nothing. */
export function readGitIgnore(folder: string): GitIgnoreText | undefined {
  try {
    // As git does where it is installed on these systems.
    const ignoresCase = process.platform === 'win32' || process.platform === 'darwin';
    return { text: readFileSync(`${folder}/.gitignore`, 'utf8'), ignoresCase };
  } catch {
    return undefined;
  }
}
