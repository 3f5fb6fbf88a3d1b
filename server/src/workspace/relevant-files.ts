import { nameOf } from '../../../rules/engine/uri';
import { foreignFolders } from './manifest-file';
import { isManifestName } from './manifest-names';

/** Whether something that nobody knew, by its name alone, may be a new file of the workspace, or a folder that has some. */
export function mayBringFiles(uri: string): boolean {
  if (uri.split('/').some((part) => foreignFolders.includes(part))) return false;
  const name = nameOf(uri);
  return isManifestName(name) || name === '.gitignore' || !/\.[a-z]\w{0,9}$/i.test(name);
}
