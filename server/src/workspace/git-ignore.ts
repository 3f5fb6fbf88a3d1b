import ignore, { type Ignore } from 'ignore';

/** A `.gitignore`. */
export interface GitIgnoreText {
  readonly text: string;
  /** Whether names that differ only in case are one name. */
  readonly ignoresCase: boolean;
}

/** The patterns of one `.gitignore`. They speak about what lies below its folder. */
interface Layer {
  readonly folder: string;
  readonly patterns: Ignore;
}

/** What the `.gitignore` files from a repository's root down to a folder say. Paths are absolute, with `/` between parts. */
export class GitIgnore {
  private constructor(private readonly layers: readonly Layer[]) {}

  /** What holds where there is no `.gitignore` above. */
  static readonly nothing = new GitIgnore([]);

  /** What holds inside a folder that is not ignored itself; `own` is the text of its `.gitignore`, if it has one. */
  in(folder: string, own: GitIgnoreText | undefined): GitIgnore {
    // Where a deeper file takes a folder back, the shallower one has no more to say about what is in it.
    const layers = this.layers.filter(
      (layer) => !folder.startsWith(`${layer.folder}/`) || !verdictOf(layer, `${folder}/`).ignored,
    );
    if (own === undefined) return layers.length === this.layers.length ? this : new GitIgnore(layers);
    const patterns = ignore({ ignorecase: own.ignoresCase }).add(own.text);
    return new GitIgnore([...layers, { folder, patterns }]);
  }

  /** Whether a path is ignored; a folder's ends with `/`. */
  ignores(path: string): boolean {
    for (let index = this.layers.length - 1; index >= 0; index--) {
      const layer = this.layers[index];
      const verdict = layer === undefined ? undefined : verdictOf(layer, path);
      if (verdict?.ignored === true) return true;
      if (verdict?.unignored === true) return false;
    }
    return false;
  }
}

function verdictOf(layer: Layer, path: string) {
  return layer.patterns.test(path.slice(layer.folder.length + 1));
}
