import type {
  AnnotatedTextEdit,
  ChangeAnnotation,
  CreateFile,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { FixedEdit } from '../../../rules/engine/fix-all';
import { rangeOf } from '../positions';
import type { ClientFeatures } from './client-features';

/** The edits of one file, which is made where they are those of a new file. */
export interface FileEdits {
  readonly uri: string;
  /** The version the edits were made for; null where the file is not open, or not there yet. */
  readonly version: number | null;
  /** The text they were made for. */
  readonly document: TextDocument;
  readonly edits: readonly FixedEdit[];
}

/** One edit of files, in which the client shows what each part is for and asks about what may stop a workload, if it can. */
export function annotatedEditOf(
  files: readonly FileEdits[],
  { documentChanges, changeAnnotations }: ClientFeatures,
): WorkspaceEdit {
  if (!documentChanges) {
    return { changes: Object.fromEntries(files.map((file) => [file.uri, file.edits.map(plainIn(file))])) };
  }
  const annotations: Record<string, ChangeAnnotation> = {};
  const note = (edit: FixedEdit): { annotationId?: string } => {
    if (!changeAnnotations) return {};
    const annotation = annotationOf(edit);
    const annotationId = `${annotation.needsConfirmation === true ? 'unsafe' : 'safe'}: ${annotation.label}`;
    annotations[annotationId] = annotation;
    return { annotationId };
  };
  const changes = files.flatMap((file): (CreateFile | TextDocumentEdit)[] => {
    const { uri, version } = file;
    const edits = file.edits.map((edit): TextEdit | AnnotatedTextEdit => ({
      ...plainIn(file)(edit),
      ...note(edit),
    }));
    const [first] = file.edits;
    // Whatever stands there by now is not overwritten: then the client makes none of it.
    const options = { overwrite: false, ignoreIfExists: false };
    const created =
      first?.isNewFile === true ? [{ kind: 'create' as const, uri, options, ...note(first) }] : [];
    return [...created, { textDocument: { uri, version }, edits }];
  });
  return { documentChanges: changes, ...(changeAnnotations ? { changeAnnotations: annotations } : {}) };
}

function plainIn({ document }: FileEdits): (edit: FixedEdit) => TextEdit {
  return ({ span, text }) => ({ range: rangeOf(document, span), newText: text });
}

function annotationOf({ fixes }: FixedEdit): ChangeAnnotation {
  const label = [...new Set(fixes.map(({ title }) => title))].join(', ');
  const isUnsafe = fixes.some(({ safety }) => safety === 'unsafe');
  return isUnsafe
    ? { label, needsConfirmation: true, description: 'Unsafe: may stop a workload' }
    : { label, needsConfirmation: false };
}
