import type { TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { plainUri } from '../../../rules/engine/uri';

/** The documents that are open at the client, by any spelling of their URIs. */
export class OpenDocuments {
  readonly #documents: TextDocuments<TextDocument>;
  /** The client's spelling by plain URI. */
  readonly #names = new Map<string, string>();

  constructor(documents: TextDocuments<TextDocument>) {
    this.#documents = documents;
    documents.onDidOpen(({ document: { uri } }) => this.#names.set(plainUri(uri), uri));
    documents.onDidClose(({ document: { uri } }) => this.#names.delete(plainUri(uri)));
  }

  readonly get = (uri: string): TextDocument | undefined => {
    const own = this.#documents.get(uri);
    if (own !== undefined) return own;
    const name = this.#names.get(plainUri(uri));
    return name === undefined ? undefined : this.#documents.get(name);
  };

  readonly has = (uri: string): boolean => this.get(uri) !== undefined;

  /** The client's URIs. */
  all(): readonly string[] {
    return this.#documents.keys();
  }
}
