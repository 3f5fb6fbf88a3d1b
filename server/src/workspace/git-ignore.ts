import { existsSync, readFileSync } from 'node:fs';
import ignore, { type Ignore } from 'ignore';

/** The patterns of one `.gitignore`. They speak about what lies below its folder. */
interface Layer {
  readonly folder: string;
  readonly patterns: Ignore;
}

/** What the `.gitignore` files from a repository's root down to a folder say. Paths are absolute, with `/` between parts. */
export class GitIgnore {
  private constructor(private readonly layers: readonly Layer[]) {}

  /**
   * What the folders above `folder` say about what is in it; nothing outside a repository. Nothing, too, where they ignore
   * the manifests in it altogether: who walks such a folder has been asked to.
   */
  static above(folder: string): GitIgnore {
    const none = new GitIgnore([]);
    const above: string[] = [];
    for (let at = folder; !existsSync(`${at}/.git`); ) {
      const slash = at.lastIndexOf('/');
      if (slash < 0) return none;
      at = at.slice(0, slash);
      above.unshift(at);
    }
    const rules = above.reduce((inner, at) => inner.in(at, existsSync(`${at}/.gitignore`)), none);
    return rules.ignores(`${folder}/manifest.yaml`) ? none : rules;
  }

  /** What holds inside a folder that is not ignored itself. */
  in(folder: string, hasOwn: boolean): GitIgnore {
    // Where a deeper file takes a folder back, the shallower one has no more to say about what is in it.
    const layers = this.layers.filter(
      (layer) => !folder.startsWith(`${layer.folder}/`) || !verdictOf(layer, `${folder}/`).ignored,
    );
    const own = hasOwn ? readLayer(folder) : undefined;
    if (own === undefined && layers.length === this.layers.length) return this;
    return new GitIgnore(own === undefined ? layers : [...layers, own]);
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

function readLayer(folder: string): Layer | undefined {
  try {
    const text = readFileSync(`${folder}/.gitignore`, 'utf8');
    // As git does where it is installed on these systems.
    const ignorecase = process.platform === 'win32' || process.platform === 'darwin';
    return { folder, patterns: ignore({ ignorecase }).add(text) };
  } catch {
    // A .gitignore that cannot be read ignores nothing.
    return undefined;
  }
}
