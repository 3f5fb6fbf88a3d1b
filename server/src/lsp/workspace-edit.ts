import type { SnippetTextEdit, TextDocumentEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { DocumentEdit } from '../../../rules/yaml/operation';
import { rangeOf } from '../positions';
import { snippetEditOf } from './snippet';

/** How the edits of one action are to be written. */
export interface EditForm {
  readonly open: (uri: string) => TextDocument | undefined;
  /** Whether the client checks that the document still has the version the edits were made for. */
  readonly isVersioned: boolean;
  /** Whether the placeholders become stops of the cursor. */
  readonly hasStops: boolean;
}

/** The protocol's form of edits; undefined where one is in a document that is not open: its text may be any. */
export function workspaceEditOf(
  edits: readonly DocumentEdit[],
  { open, isVersioned, hasStops }: EditForm,
): WorkspaceEdit | undefined {
  const documentChanges: TextDocumentEdit[] = [];
  const changes: Record<string, TextEdit[]> = {};
  for (const uri of new Set(edits.map((edit) => edit.uri))) {
    const document = open(uri);
    if (document === undefined) return undefined;
    const own = edits.filter((edit) => edit.uri === uri);
    const plain = own.map((edit) => ({ range: rangeOf(document, edit.span), newText: edit.text }));
    changes[uri] = plain;
    const withStops = hasStops ? snippetEditsOf(own, document) : undefined;
    documentChanges.push({ textDocument: { uri, version: document.version }, edits: withStops ?? plain });
  }
  return isVersioned ? { documentChanges } : { changes };
}

/** Undefined where one has no form that every client writes as it stands. */
function snippetEditsOf(
  edits: readonly DocumentEdit[],
  document: TextDocument,
): (TextEdit | SnippetTextEdit)[] | undefined {
  let firstStop = 1;
  const result: (TextEdit | SnippetTextEdit)[] = [];
  for (const edit of edits) {
    const snippet = snippetEditOf(edit, document, firstStop);
    if (snippet === undefined) return undefined;
    result.push(snippet);
    firstStop += edit.placeholders.length;
  }
  return result;
}
