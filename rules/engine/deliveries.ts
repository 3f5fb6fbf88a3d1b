import type { DeliveryFact, Destinations } from './facts-deliveries';
import type { PatchedField } from './patched-fields';
import { folderOf, nameOf } from './uri';

/** What controllers make of the objects of a folder. */
export interface Delivered {
  /** Left out where none says in which namespaces. */
  readonly destinations?: Destinations;
  /** What the patches of each of them say something about; left out where they may be of any folder. */
  readonly fields?: readonly PatchedField[];
  /** Whether one of them patches anything. */
  readonly isPatched: boolean;
}

/** What controllers make of the objects of each folder. */
export class Deliveries {
  private readonly byFolder = new Map<string, Delivered>();
  /** The last names of those folders: most others end otherwise. */
  private readonly names = new Set<string>();
  /** What was found of folders, which hold many files. */
  private readonly known = new Map<string, Delivered | undefined>();

  constructor(facts: readonly DeliveryFact[]) {
    for (const fact of facts) {
      for (const folder of fact.folders) {
        const own = deliveredBy(fact, folder);
        if (own === undefined) continue;
        this.byFolder.set(folder, both(this.byFolder.get(folder), own));
        this.names.add(nameOf(folder));
      }
    }
  }

  /** Whether no controller applies anything. */
  get isEmpty(): boolean {
    return this.byFolder.size === 0;
  }

  /** Whether a controller patches anything. */
  get arePatching(): boolean {
    return [...this.byFolder.values()].some(({ isPatched }) => isPatched);
  }

  /**
   * What becomes of what lies in the folder of a plain URI; undefined where no controller in view may apply it. Where the
   * root of a repository is nobody can tell: any folder above may be it.
   */
  from(folder: string): Delivered | undefined {
    if (this.isEmpty) return undefined;
    if (folder === '') return this.byFolder.get('');
    if (this.known.has(folder)) return this.known.get(folder);
    let found = this.from(folderOf(folder));
    for (const path of this.names.has(nameOf(folder)) ? endsOf(folder) : []) {
      const own = this.byFolder.get(path);
      if (own !== undefined) found = both(found, own);
    }
    this.known.set(folder, found);
    return found;
  }
}

/** What a controller makes of one of its folders; undefined where that is nothing. */
function deliveredBy(
  { defaults, overrides, fields = [] }: DeliveryFact,
  folder: string,
): Delivered | undefined {
  const isSaid = defaults.length + overrides.length > 0;
  const destinations = isSaid ? { destinations: { defaults, overrides } } : {};
  if (folder !== '') return { ...destinations, fields, isPatched: fields.length > 0 };
  return isSaid ? { ...destinations, isPatched: false } : undefined;
}

function both(all: Delivered | undefined, more: Delivered): Delivered {
  if (all === undefined) return more;
  const destinations =
    more.destinations === undefined ? all.destinations : together(all.destinations, more.destinations);
  const fields = inBoth(all.fields, more.fields);
  return {
    ...(destinations === undefined ? {} : { destinations }),
    ...(fields === undefined ? {} : { fields }),
    isPatched: all.isPatched || more.isPatched,
  };
}

/** What is in both lists, or in the one that there is. */
function inBoth(
  one: readonly PatchedField[] | undefined,
  other: readonly PatchedField[] | undefined,
): readonly PatchedField[] | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  const fields = new Set(other);
  return one.filter((field) => fields.has(field));
}

/** The destinations of both; one of the two itself where it has them all. */
export function together(all: Destinations | undefined, more: Destinations): Destinations {
  if (all === undefined) return more;
  const defaults = union(all.defaults, more.defaults);
  const overrides = union(all.overrides, more.overrides);
  return defaults === all.defaults && overrides === all.overrides ? all : { defaults, overrides };
}

function union(all: readonly string[], more: readonly string[]): readonly string[] {
  return more.every((one) => all.includes(one)) ? all : [...new Set([...all, ...more])].sort();
}

/** A folder's URI, and the paths to it from each folder above it. */
function* endsOf(folder: string): Iterable<string> {
  yield folder;
  for (let at = folder.indexOf('/'); at >= 0; at = folder.indexOf('/', at + 1)) {
    const end = folder.slice(at + 1);
    if (end !== '') yield end;
  }
}
