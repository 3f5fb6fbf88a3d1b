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
    key: string,
    readonly slot: Slot,
  ) {
    super(parent, key);
  }
}
