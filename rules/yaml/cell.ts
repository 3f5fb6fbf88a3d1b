import type { Field, Path } from './field';
import type { ListView } from './list-view';
import type { Typed } from './node-field';
import type { Slot } from './slot';
import type { MapView } from './view';

/** What has a path. */
export interface WithPath {
  readonly path: Path;
}

/** A key or an index behind a path, which becomes an array only where somebody asks for it. */
export class Step implements WithPath {
  private whole: Path | undefined;

  constructor(
    private readonly parent: WithPath,
    private readonly last: string | number,
  ) {}

  get path(): Path {
    this.whole ??= pathBehind(this.parent.path, this.last);
    return this.whole;
  }
}

/** A path with a key or an index behind it. A spread would leave room for as many again. */
export function pathBehind(path: Path, last: string | number): Path {
  const longer = new Array<string | number>(path.length + 1);
  for (let index = 0; index < path.length; index++) longer[index] = path[index] ?? '';
  longer[path.length] = last;
  return longer;
}

/** One key of a view, with all that has been read of it so far: hundreds of rules ask the same few questions. */
export class Cell extends Step {
  boolean: Field<boolean> | undefined = undefined;
  integer: Field<number> | undefined = undefined;
  string: Field<string> | undefined = undefined;
  text: Field<string> | undefined = undefined;
  type: Typed | undefined = undefined;
  map: MapView | undefined = undefined;
  list: ListView | undefined = undefined;

  constructor(
    parent: WithPath,
    readonly key: string,
    readonly slot: Slot,
    /** The cell that was made before in the same view. */
    readonly before: Cell | undefined,
  ) {
    super(parent, key);
  }
}

/** So many cells are looked through faster than a map of them is made. */
const FEW = 24;

/** The cells of one view by their keys. Most views have three, some have thousands. */
export class Cells {
  private last: Cell | undefined = undefined;
  private count = 0;
  private index: Map<string, Cell> | undefined = undefined;

  get(key: string): Cell | undefined {
    if (this.index !== undefined) return this.index.get(key);
    for (let cell = this.last; cell !== undefined; cell = cell.before) if (cell.key === key) return cell;
    return undefined;
  }

  /** Adds the cell of a key that has none yet. */
  add(parent: WithPath, key: string, slot: Slot): Cell {
    const cell = new Cell(parent, key, slot, this.last);
    this.last = cell;
    this.count++;
    if (this.index !== undefined) this.index.set(key, cell);
    else if (this.count > FEW) this.index = indexOf(cell);
    return cell;
  }
}

function indexOf(last: Cell): Map<string, Cell> {
  const index = new Map<string, Cell>();
  for (let cell: Cell | undefined = last; cell !== undefined; cell = cell.before) index.set(cell.key, cell);
  return index;
}
