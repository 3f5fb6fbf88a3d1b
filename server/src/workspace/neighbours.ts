import { isKustomizationName } from '../../../rules/engine/facts-kustomize';
import { kindsIn, listingIn, type Surroundings } from '../../../rules/engine/surroundings';
import { folderOf, nameOf, plainUri } from '../../../rules/engine/uri';
import type { WorkspaceIndex } from '../../../rules/engine/workspace-index';
import type { Source } from '../../../rules/yaml/source';
import { BATCH, type FactReader } from './fact-reader';
import type { FileStates } from './file-states';

/** Tells what lies around files. */
export class Neighbours {
  /** The plain URIs of the files of each folder. */
  private folders: ReadonlyMap<string, readonly string[]> | undefined;

  constructor(
    private readonly files: FileStates,
    private readonly reader: FactReader,
    private readonly index: WorkspaceIndex,
  ) {}

  /** Forgets which files there are. */
  forget(): void {
    this.folders = undefined;
  }

  /**
   * What lies around a file, where a new object belongs into a file of its own: where this one and most others of its folder
   * hold one object each, or its language has no room for a second. Undefined where it belongs into this file.
   */
  async around(source: Source): Promise<Surroundings | undefined> {
    const key = plainUri(source.uri);
    if (this.files.get(key)?.isListed !== true || kindsIn(source).length !== 1) return undefined;
    const folder = this.in(folderOf(key));
    const others = folder.filter((one) => one !== key && !isKustomizationName(nameOf(one)));
    // As many as are read at once tell how the rest looks.
    const kinds = (await this.sources(others.slice(0, BATCH)))
      .map(kindsIn)
      .filter(({ length }) => length > 0);
    const single = kinds.filter(([kind, ...more]) => more.length === 0 && kind?.endsWith('List') === false);
    if (source.language !== 'json' && single.length * 2 <= kinds.length) return undefined;
    const kustomizations = await this.sources(this.index.kustomizationsListing(key));
    return {
      names: folder.map(nameOf),
      isShared: kinds.flat().includes('Namespace'),
      listings: kustomizations.flatMap((one) => {
        const listing = listingIn(one, key);
        return listing === undefined ? [] : [listing];
      }),
    };
  }

  /** The plain URIs of the files that `around` may look at for a file: no other one changes what it says. */
  near(key: string): readonly string[] {
    return [...this.in(folderOf(key)), ...this.index.kustomizationsListing(key)];
  }

  private in(folder: string): readonly string[] {
    this.folders ??= byFolder(this.files.keys());
    return this.folders.get(folder) ?? [];
  }

  /** The texts of files, of the open ones as they are open. */
  private async sources(keys: readonly string[]): Promise<readonly Source[]> {
    const open = keys.flatMap((key) => this.files.get(key)?.open ?? []);
    return [...open, ...(await this.reader.sources(keys))];
  }
}

function byFolder(keys: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const folders = new Map<string, string[]>();
  for (const key of keys) {
    const folder = folderOf(key);
    const own = folders.get(folder);
    if (own === undefined) folders.set(folder, [key]);
    else own.push(key);
  }
  return folders;
}
