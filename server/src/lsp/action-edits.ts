import type { WorkspaceEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { editsOf } from '../../../rules/engine/fix';
import { anyFixes, type ChooseFixes, type FixedText, fixAll, safeFixes } from '../../../rules/engine/fix-all';
import type { LintResult, Problem } from '../../../rules/engine/problem';
import type { Assist, Fix } from '../../../rules/engine/rule';
import { type SuppressionReach, suppressionEdits } from '../../../rules/engine/suppress';
import type { Surroundings } from '../../../rules/engine/surroundings';
import type { DocumentEdit, EditResult } from '../../../rules/yaml/operation';
import type { Source } from '../../../rules/yaml/source';
import type { ChangeStep, FixGroup, Step } from './action-data';
import type { Analysis } from './analysis';
import type { ClientFeatures } from './client-features';
import type { Report } from './guard';
import { type NewFileEdit, newFileEdit } from './new-file-edits';
import { workspaceEditOf } from './workspace-edit';

/** The edit of an action, or why there is none. */
export type ActionEdit = { readonly edit: WorkspaceEdit } | { readonly refused: string };

/** What `ActionEdits` works with. */
export interface EditHost {
  readonly features: ClientFeatures;
  readonly open: (uri: string) => TextDocument | undefined;
  /** Lints another version of a document, which may never be saved. */
  readonly tryVersion: (source: Source) => LintResult;
  readonly report: Report;
}

/** Makes the edits of actions, in the form that the client takes. */
export class ActionEdits {
  readonly #host: EditHost;
  /** Clients ask again with every move of the cursor. A fix belongs to one version of a document. */
  readonly #results = new WeakMap<Fix | Assist, EditResult>();
  readonly #fixed = new WeakMap<Analysis, Map<string, FixedText>>();

  constructor(host: EditHost) {
    this.#host = host;
  }

  /**
   * The edit of one step about a problem of this analysis, which must be of the document as it stands. A step that makes
   * files needs what lies `around` the document.
   */
  of(analysis: Analysis, problem: Problem, step: Step, around?: Surroundings): NewFileEdit {
    switch (step.kind) {
      case 'fix':
        return this.#changed(problem, problem.fixes[step.index], step, around);
      case 'assist':
        return this.#changed(problem, problem.assist, step, around);
      case 'suppress':
        return this.#made(suppressed(analysis, problem, step.reach), false);
    }
  }

  /** The edit that makes many fixes of the document, and those that these bring about. */
  ofGroup(analysis: Analysis, group: FixGroup): ActionEdit {
    const known = this.#fixed.get(analysis) ?? new Map<string, FixedText>();
    this.#fixed.set(analysis, known);
    const key = JSON.stringify(group);
    const inGroup = chosenIn(group);
    const choose: ChooseFixes = (problem) => inGroup(problem).filter((fix) => this.#canBeMade(fix));
    const fixed = known.get(key) ?? fixAll(analysis.source, this.#host.tryVersion, choose);
    known.set(key, fixed);
    return this.#made({ edits: fixed.edits }, false);
  }

  /** Whether a document has at least so many problems that fixes of the group solve. */
  has(count: number, { problems }: Analysis, group: FixGroup): boolean {
    const choose = chosenIn(group);
    let found = 0;
    for (const { problem } of problems) {
      if (choose(problem).some((fix) => this.#canBeMade(fix))) found += 1;
      if (found === count) return true;
    }
    return false;
  }

  #changed(
    { rule }: Problem,
    change: Fix | Assist | undefined,
    step: ChangeStep,
    around: Surroundings | undefined,
  ): NewFileEdit {
    const hasStops = step.kind === 'assist' && this.#host.features.snippetEdits;
    if (step.makesFiles !== true || change === undefined) return this.#made(this.#resultOf(change), hasStops);
    if (around === undefined) return { refused: 'other files are not what they were' };
    return this.#tried(change, () => newFileEdit(change, rule, around, this.#host));
  }

  #canBeMade(fix: Fix): boolean {
    const result = this.#resultOf(fix);
    return 'edits' in result && result.edits.length > 0;
  }

  #resultOf(change: Fix | Assist | undefined): EditResult {
    if (change === undefined) return { refused: nothingLeft };
    const known = this.#results.get(change);
    if (known !== undefined) return known;
    const result = this.#tried(change, () => editsOf(change));
    this.#results.set(change, result);
    return result;
  }

  /** A fix that fails is a bug, and costs no other action. */
  #tried<Result>(change: Fix | Assist, edit: () => Result): Result | { readonly refused: string } {
    try {
      return edit();
    } catch (error) {
      this.#host.report(`The edit “${change.title}”`, error);
      return { refused: 'the edit could not be made' };
    }
  }

  #made(result: EditResult, hasStops: boolean): ActionEdit {
    if ('refused' in result) return { refused: result.refused };
    if (result.edits.length === 0) return { refused: nothingLeft };
    const { features, open } = this.#host;
    const isVersioned = features.documentChanges;
    const edit = workspaceEditOf(result.edits, { open, isVersioned, hasStops: hasStops && isVersioned });
    return edit === undefined ? { refused: 'it changes a file that is not open' } : { edit };
  }
}

function chosenIn(group: FixGroup): ChooseFixes {
  if (group === 'safe') return safeFixes;
  return (problem) => (problem.rule === group.rule ? anyFixes(problem) : []);
}

function suppressed(analysis: Analysis, problem: Problem, reach: SuppressionReach): EditResult {
  const edits = suppressionEdits(analysis.source, problem, reach);
  if (edits === undefined) return { refused: 'no comment can stand here' };
  const { uri } = analysis.source;
  return { edits: edits.map((edit): DocumentEdit => ({ ...edit, uri, placeholders: [] })) };
}

const nothingLeft = 'there is nothing left to change';
