import type { AnnotatedTextEdit, ChangeAnnotation, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { FixedEdit } from '../../../rules/engine/fix-all';
import { rangeOf } from '../positions';
import type { ClientFeatures } from './client-features';

/** The edits of one file. */
export interface FileEdits {
  readonly uri: string;
  /** The version the edits were made for; null where the file is not open. */
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
  const annotated = (file: FileEdits) => (edit: FixedEdit) => {
    const annotation = annotationOf(edit);
    const annotationId = `${annotation.needsConfirmation === true ? 'unsafe' : 'safe'}: ${annotation.label}`;
    annotations[annotationId] = annotation;
    return { ...plainIn(file)(edit), annotationId } satisfies AnnotatedTextEdit;
  };
  const changes = files.map((file) => ({
    textDocument: { uri: file.uri, version: file.version },
    edits: file.edits.map(changeAnnotations ? annotated(file) : plainIn(file)),
  }));
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
