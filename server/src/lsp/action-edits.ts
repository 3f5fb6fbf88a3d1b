import type { WorkspaceEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { editsOf } from '../../../rules/engine/fix';
import { fixAll, safeFixes } from '../../../rules/engine/fix-all';
import type { Problem } from '../../../rules/engine/problem';
import type { Assist, Fix } from '../../../rules/engine/rule';
import { type SuppressionReach, suppressionEdits } from '../../../rules/engine/suppress';
import type { DocumentEdit, EditResult } from '../../../rules/yaml/operation';
import type { Analysis, Workshop } from './analyses';
import type { ClientFeatures } from './client-features';
import type { Report } from './guard';
import { workspaceEditOf } from './workspace-edit';

/** What an action about one problem does to the document. */
export type Step =
  | { readonly kind: 'fix'; readonly index: number }
  | { readonly kind: 'assist' }
  | { readonly kind: 'suppress'; readonly reach: SuppressionReach };

/** The edit of an action, or why there is none. */
export type ActionEdit = { readonly edit: WorkspaceEdit } | { readonly refused: string };

/** Makes the edits of actions, in the form that the client takes. */
export class ActionEdits {
  readonly #features: ClientFeatures;
  readonly #open: (uri: string) => TextDocument | undefined;
  readonly #lint: Workshop['lint'];
  readonly #report: Report;
  /** Clients ask again with every move of the cursor. A fix belongs to one version of a document. */
  readonly #results = new WeakMap<Fix | Assist, EditResult>();

  constructor(
    features: ClientFeatures,
    open: (uri: string) => TextDocument | undefined,
    lint: Workshop['lint'],
    report: Report,
  ) {
    this.#features = features;
    this.#open = open;
    this.#lint = lint;
    this.#report = report;
  }

  /** The edit of one step about a problem of this analysis, which must be of the document as it stands. */
  of(analysis: Analysis, problem: Problem, step: Step): ActionEdit {
    switch (step.kind) {
      case 'fix':
        return this.#made(this.#resultOf(problem.fixes[step.index]), false);
      case 'assist':
        return this.#made(this.#resultOf(problem.assist), this.#features.snippetEdits);
      case 'suppress':
        return this.#made(suppressed(analysis, problem, step.reach), false);
    }
  }

  /** The edit that makes all safe fixes of the document; undefined where there is none. */
  fixAll(analysis: Analysis): WorkspaceEdit | undefined {
    const { edits } = fixAll(analysis.source, this.#lint, safeFixes);
    const made = this.#made({ edits }, false);
    return 'edit' in made ? made.edit : undefined;
  }

  #resultOf(change: Fix | Assist | undefined): EditResult {
    if (change === undefined) return { refused: nothingLeft };
    const known = this.#results.get(change);
    if (known !== undefined) return known;
    const result = this.#tried(change);
    this.#results.set(change, result);
    return result;
  }

  /** A fix that fails is a bug, and costs no other action. */
  #tried(change: Fix | Assist): EditResult {
    try {
      return editsOf(change);
    } catch (error) {
      this.#report(`The edit “${change.title}”`, error);
      return { refused: 'the edit could not be made' };
    }
  }

  #made(result: EditResult, hasStops: boolean): ActionEdit {
    if ('refused' in result) return { refused: result.refused };
    if (result.edits.length === 0) return { refused: nothingLeft };
    const isVersioned = this.#features.documentChanges;
    const form = { open: this.#open, isVersioned, hasStops: hasStops && isVersioned };
    const edit = workspaceEditOf(result.edits, form);
    return edit === undefined ? { refused: 'it changes a file that is not open' } : { edit };
  }
}

function suppressed(analysis: Analysis, problem: Problem, reach: SuppressionReach): EditResult {
  const edits = suppressionEdits(analysis.source, problem, reach);
  if (edits === undefined) return { refused: 'no comment can stand here' };
  const { uri } = analysis.source;
  return { edits: edits.map((edit): DocumentEdit => ({ ...edit, uri, placeholders: [] })) };
}

const nothingLeft = 'there is nothing left to change';
