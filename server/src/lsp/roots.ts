import type { InitializeParams, WorkspaceFoldersChangeEvent } from 'vscode-languageserver';
import { plainUri } from '../../../rules/engine/uri';

/** The folders of the workspace. */
export class Roots {
  #all: readonly string[];

  constructor(all: readonly string[]) {
    this.#all = all;
  }

  /** Their URIs, without slashes at their ends. */
  get all(): readonly string[] {
    return this.#all;
  }

  /** The innermost folder that a file lies in. */
  of(uri: string): string | undefined {
    const file = plainUri(uri);
    return this.#all
      .filter((root) => file.startsWith(`${plainUri(root)}/`))
      .reduce<string | undefined>((a, b) => (a !== undefined && a.length >= b.length ? a : b), undefined);
  }

  change({ added, removed }: WorkspaceFoldersChangeEvent): void {
    const gone = new Set(removed.map(({ uri }) => plainUri(withoutSlash(uri))));
    const kept = this.#all.filter((root) => !gone.has(plainUri(root)));
    this.#all = [...new Set([...kept, ...added.map(({ uri }) => withoutSlash(uri))])];
  }
}

/** The folders that a client opens the server with. */
export function rootsOf({ workspaceFolders, rootUri }: InitializeParams): Roots {
  const folders = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri === null ? [] : [rootUri]);
  return new Roots(folders.map(withoutSlash));
}

function withoutSlash(uri: string): string {
  return uri.replace(/\/$/, '');
}
