import { isKustomizationName } from '../../../rules/engine/facts-kustomize';
import { kindsIn, listingIn, type Surroundings } from '../../../rules/engine/surroundings';
import { folderOf, nameOf, plainUri } from '../../../rules/engine/uri';
import type { WorkspaceIndex } from '../../../rules/engine/workspace-index';
import type { Source } from '../../../rules/yaml/source';
import { BATCH, type FactReader } from './fact-reader';
import type { FileStates } from './file-states';

/** The files of a folder. */
interface Folder {
  /** Their plain URIs. */
  readonly keys: readonly string[];
  /** Their names in small letters. */
  readonly names: ReadonlySet<string>;
  /** Those of which a few tell how the rest looks. */
  readonly manifests: readonly string[];
}

/** What a file holds, as far as those matter that lie beside it. */
interface Holding {
  readonly objects: 'none' | 'one' | 'several';
  readonly hasNamespace: boolean;
}

/** Tells what lies around files. Each of a large folder may ask, so that what is read for one is noted for the next. */
export class Neighbours {
  private folders: ReadonlyMap<string, Folder> | undefined;
  /** What closed files hold. */
  private holdings = new Map<string, Holding>();
  /** Closed kustomizations as they were read, as long as that is in memory. */
  private kustomizations = new Map<string, WeakRef<Source>>();

  constructor(
    private readonly files: FileStates,
    private readonly reader: FactReader,
    private readonly index: WorkspaceIndex,
  ) {}

  /** Forgets which files there are, and what they hold. */
  forgetAll(): void {
    this.folders = undefined;
    this.holdings = new Map();
    this.kustomizations = new Map();
  }

  /** Forgets what these files hold. */
  forget(keys: readonly string[]): void {
    // What is just being read is noted where nobody looks any more.
    this.holdings = new Map(this.holdings);
    this.kustomizations = new Map(this.kustomizations);
    for (const key of keys) {
      this.holdings.delete(key);
      this.kustomizations.delete(key);
    }
  }

  /**
   * What lies around a file, where a new object belongs into a file of its own: where this one and most others of its folder
   * hold one object each, or its language has no room for a second. Undefined where it belongs into this file.
   */
  async around(source: Source): Promise<Surroundings | undefined> {
    const key = plainUri(source.uri);
    if (this.files.get(key)?.isListed !== true || kindsIn(source).length !== 1) return undefined;
    const folder = this.in(folderOf(key));
    // As many as are read at once tell how the rest looks.
    const others = folder.manifests.slice(0, BATCH + 1).filter((one) => one !== key);
    const held = (await this.held(others.slice(0, BATCH))).filter(({ objects }) => objects !== 'none');
    const single = held.filter(({ objects }) => objects === 'one');
    if (source.language !== 'json' && single.length * 2 <= held.length) return undefined;
    const kustomizations = await this.read(this.index.kustomizationsListing(key));
    return {
      names: folder.names,
      isShared: held.some(({ hasNamespace }) => hasNamespace),
      listings: kustomizations.flatMap((one) => {
        const listing = listingIn(one, key);
        return listing === undefined ? [] : [listing];
      }),
    };
  }

  /** The plain URIs of the files that `around` may look at for a file: no other one changes what it says. */
  near(key: string): readonly string[] {
    return [...this.in(folderOf(key)).keys, ...this.index.kustomizationsListing(key)];
  }

  private in(name: string): Folder {
    this.folders ??= byFolder(this.files.keys());
    return this.folders.get(name) ?? empty;
  }

  /** What files hold, the open ones as they are open. */
  private async held(keys: readonly string[]): Promise<readonly Holding[]> {
    const { holdings } = this;
    const unknown = keys.filter((key) => this.openIn(key) === undefined && !holdings.has(key));
    const sources = await this.reader.sources(unknown);
    for (const key of unknown) holdings.set(key, nothing);
    for (const source of sources) holdings.set(plainUri(source.uri), holdingOf(source));
    return keys.map((key) => {
      const open = this.openIn(key);
      return open === undefined ? (holdings.get(key) ?? nothing) : holdingOf(open);
    });
  }

  /** The texts of kustomizations, of the open ones as they are open. */
  private async read(keys: readonly string[]): Promise<readonly Source[]> {
    const { kustomizations } = this;
    const known = new Map(
      keys.map((key) => [key, this.openIn(key) ?? kustomizations.get(key)?.deref()] as const),
    );
    for (const source of await this.reader.sources(keys.filter((key) => known.get(key) === undefined))) {
      const key = plainUri(source.uri);
      kustomizations.set(key, new WeakRef(source));
      known.set(key, source);
    }
    return [...known.values()].filter((source) => source !== undefined);
  }

  private openIn(key: string): Source | undefined {
    return this.files.get(key)?.open;
  }
}

const empty: Folder = { keys: [], names: new Set(), manifests: [] };

const nothing: Holding = { objects: 'none', hasNamespace: false };

/** A list is several objects, however many it has. */
function holdingOf(source: Source): Holding {
  const [kind, ...more] = kindsIn(source);
  if (kind === undefined) return nothing;
  const isOne = more.length === 0 && !kind.endsWith('List');
  return { objects: isOne ? 'one' : 'several', hasNamespace: [kind, ...more].includes('Namespace') };
}

function byFolder(keys: readonly string[]): ReadonlyMap<string, Folder> {
  const folders = new Map<string, { keys: string[]; names: Set<string>; manifests: string[] }>();
  for (const key of keys) {
    const name = folderOf(key);
    const folder = folders.get(name) ?? { keys: [], names: new Set(), manifests: [] };
    folders.set(name, folder);
    folder.keys.push(key);
    folder.names.add(nameOf(key).toLowerCase());
    if (!isKustomizationName(nameOf(key))) folder.manifests.push(key);
  }
  return folders;
}
