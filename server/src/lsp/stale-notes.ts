import {
  type CodeAction,
  type CodeActionParams,
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { baselineText } from '../../../rules/engine/baseline';
import { spansOfEntries } from '../../../rules/engine/baseline-file';
import { type BaselineEntry, withoutEntries } from '../../../rules/engine/baseline-update';
import { type Source, sourceOf } from '../../../rules/yaml/source';
import { rangeOf } from '../positions';
import type { ConfigFiles } from '../workspace/config-files';
import { actionKinds, isWanted } from './action-kinds';
import { touches } from './config-document';
import { type EditForm, workspaceEditOf } from './workspace-edit';
import type { WorkspaceSession } from './workspace-session';

/** What `StaleNotes` works with. */
export interface StaleNotesParts {
  readonly configs: ConfigFiles;
  readonly workspace: Pick<WorkspaceSession, 'staleIn'>;
}

/** Tells in baselines what they accept and is found no more. */
export class StaleNotes {
  readonly #parts: StaleNotesParts;

  constructor(parts: StaleNotesParts) {
    this.#parts = parts;
  }

  /** The notes in the text of a baseline, open or not; none in any other. */
  in(source: Source): Diagnostic[] {
    const stale = this.#staleIn(source.uri);
    if (stale.length === 0) return [];
    const document = TextDocument.create(source.uri, source.language, 0, source.text);
    return spansOfEntries(source, stale).map(([{ rule, object }, span]) => ({
      range: rangeOf(document, span),
      severity: DiagnosticSeverity.Information,
      tags: [DiagnosticTag.Unnecessary],
      code: 'config',
      source: 'kube-harden',
      message: `${rule} is not found here any more, in ${object}`,
    }));
  }

  /** The action that takes all of it away. */
  actions(
    document: TextDocument,
    { context, range }: CodeActionParams,
    form: Omit<EditForm, 'hasStops'>,
  ): CodeAction[] {
    const { uri } = document;
    const stale = this.#staleIn(uri);
    const entries = this.#parts.configs.get(uri)?.baseline?.entries;
    const kind = actionKinds.fix;
    if (stale.length === 0 || entries === undefined || !isWanted(kind, context.only)) return [];
    const notes = this.in(sourceOf(uri, document.getText()));
    const diagnostics = notes.filter((note) => touches(note.range, range));
    if (diagnostics.length === 0) return [];
    const span = { start: 0, end: document.getText().length };
    const text = baselineText(withoutEntries(entries, stale));
    const edit = workspaceEditOf([{ uri, span, text, placeholders: [] }], { ...form, hasStops: false });
    const title = 'Remove all that is found no more';
    return edit === undefined ? [] : [{ title, kind, diagnostics, isPreferred: true, edit }];
  }

  #staleIn(uri: string): readonly BaselineEntry[] {
    const baseline = this.#parts.configs.get(uri)?.baseline;
    return baseline === undefined ? [] : this.#parts.workspace.staleIn(baseline);
  }
}
