import { TextDocument } from 'vscode-languageserver-textdocument';
import { editsOf } from '../../../rules/engine/fix';
import type { AppliedFix } from '../../../rules/engine/fix-all';
import type { Assist, Fix } from '../../../rules/engine/rule';
import { inNewFiles, type Surroundings } from '../../../rules/engine/surroundings';
import type { DocumentEdit } from '../../../rules/yaml/operation';
import type { Source } from '../../../rules/yaml/source';
import { rangeOf } from '../positions';
import type { ShowFileArgument } from '../protocol';
import type { ActionEdit } from './action-edits';
import { annotatedEditOf, type FileEdits } from './annotated-edit';
import type { ClientFeatures } from './client-features';

/** What `newFileEdit` works with. */
export interface NewFileHost {
  readonly features: ClientFeatures;
  readonly open: (uri: string) => TextDocument | undefined;
}

/** What an action of new files does, and what to show of them when it is done. */
export type NewFileEdit = ActionEdit & { readonly shows?: ShowFileArgument };

/** Whether a client can make new files as part of an edit. */
export function canMakeFiles({ createsFiles, documentChanges }: ClientFeatures): boolean {
  return createsFiles && documentChanges;
}

/** The edit of a change of a rule's, with what it adds in new files. */
export function newFileEdit(
  change: Fix | Assist,
  rule: string,
  around: Surroundings,
  { features, open }: NewFileHost,
): NewFileEdit {
  const own = inNewFiles(change, around);
  const result = editsOf(own);
  if ('refused' in result) return result;
  const safety = 'safety' in change ? change.safety : 'safe';
  const fixes: readonly AppliedFix[] = [{ rule, title: change.title, safety }];
  const sources = new Map(
    own.operations.map(({ place: { document } }) => [document.source.uri, document.source]),
  );
  const files: FileEdits[] = [];
  for (const uri of new Set(inOrder(result.edits).map((edit) => edit.uri))) {
    const edits = result.edits.filter((edit) => edit.uri === uri).map((edit) => ({ ...edit, fixes }));
    const file = edits[0]?.isNewFile === true ? newFile(uri) : fileNow(sources.get(uri), open);
    if (file === undefined) return { refused: 'a file has changed meanwhile' };
    files.push({ ...file, edits });
  }
  const shows = result.edits.flatMap(placeholderIn)[0];
  return { edit: annotatedEditOf(files, features), ...(shows === undefined ? {} : { shows }) };
}

/** New files first: what leads to them must find them. */
function inOrder(edits: readonly DocumentEdit[]): readonly DocumentEdit[] {
  return edits.toSorted((a, b) => Number(b.isNewFile === true) - Number(a.isNewFile === true));
}

function newFile(uri: string) {
  return { uri, version: null, document: TextDocument.create(uri, 'yaml', 0, '') };
}

/** A file as it is open, or as it was read; undefined where what is open is not what the edits are for. */
function fileNow(
  source: Source | undefined,
  open: NewFileHost['open'],
): Omit<FileEdits, 'edits'> | undefined {
  if (source === undefined) return undefined;
  const { uri, language, text } = source;
  const document = open(uri);
  if (document === undefined) {
    return { uri, version: null, document: TextDocument.create(uri, language, 0, text) };
  }
  return document.getText() === text ? { uri: document.uri, version: document.version, document } : undefined;
}

function placeholderIn({ uri, text, placeholders, isNewFile }: DocumentEdit): readonly ShowFileArgument[] {
  const [first] = placeholders;
  if (isNewFile !== true || first === undefined) return [];
  return [{ uri, selection: rangeOf(TextDocument.create(uri, 'yaml', 0, text), first) }];
}
