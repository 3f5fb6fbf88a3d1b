import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, resolve } from 'node:path';
import { configNames } from '../workspace/config-names';
import { slashes } from '../workspace/walk';

const MARKERS = [...configNames, '.git'];

/**
 * The folder whose files belong together: the one that is given, else the nearest with our configuration or git's folder that
 * holds all paths, else the working folder, or what holds all paths where that does not. Undefined where this would be a
 * whole disk or somebody's home, which belong to nothing. Paths are absolute.
 */
export function indexRootOf(given: string | undefined, paths: readonly string[]): string | undefined {
  if (given !== undefined) return slashes(resolve(given));
  const working = slashes(process.cwd());
  const folders = paths.map((path) => slashes(dirname(path)));
  const common = folders.reduce(commonFolder, folders[0] ?? working);
  const root = markedAbove(common) ?? (isIn(working, common) ? working : common);
  return root === slashes(homedir()) || root === slashes(dirname(root)) ? undefined : root;
}

/**
 * The folder above which no configuration is looked for: the one that is given, else git's, which may lie above the nearest
 * configuration, else the index root.
 */
export function configRootOf(given: string | undefined, root: string | undefined): string | undefined {
  if (given !== undefined) return slashes(resolve(given));
  return root === undefined ? undefined : (markedAbove(root, ['.git']) ?? root);
}

function commonFolder(a: string, b: string): string {
  return isIn(a, b) ? a : commonFolder(slashes(dirname(a)), b);
}

function isIn(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

function markedAbove(folder: string, markers: readonly string[] = MARKERS): string | undefined {
  if (markers.some((name) => existsSync(`${folder}/${name}`))) return folder;
  const above = slashes(dirname(folder));
  return above === folder ? undefined : markedAbove(above, markers);
}
