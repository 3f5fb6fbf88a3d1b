import type { DeliveryFact, Destinations } from './facts-deliveries';
import { folderOf, nameOf } from './uri';

/** Where controllers put the objects of each folder. */
export class Deliveries {
  private readonly byFolder = new Map<string, Destinations>();
  /** The last names of those folders: most others end otherwise. */
  private readonly names = new Set<string>();
  /** What was found of folders, which hold many files. */
  private readonly known = new Map<string, Destinations | undefined>();

  constructor(facts: readonly DeliveryFact[]) {
    for (const fact of facts) {
      const { defaults, overrides } = fact;
      for (const folder of fact.folders) {
        this.byFolder.set(folder, together(this.byFolder.get(folder), { defaults, overrides }));
        this.names.add(nameOf(folder));
      }
    }
  }

  /** Whether no controller applies anything. */
  get isEmpty(): boolean {
    return this.byFolder.size === 0;
  }

  /**
   * The destinations of what lies in the folder of a plain URI; undefined where no controller in view may apply it. Where the
   * root of a repository is nobody can tell: any folder above may be it.
   */
  from(folder: string): Destinations | undefined {
    if (this.isEmpty) return undefined;
    if (folder === '') return this.byFolder.get('');
    if (this.known.has(folder)) return this.known.get(folder);
    let found = this.from(folderOf(folder));
    for (const path of this.names.has(nameOf(folder)) ? endsOf(folder) : []) {
      const own = this.byFolder.get(path);
      if (own !== undefined) found = together(found, own);
    }
    this.known.set(folder, found);
    return found;
  }
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
