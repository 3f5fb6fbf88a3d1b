import type { CodeAction, CodeActionContext, Diagnostic } from 'vscode-languageserver';
import type { Problem } from '../../../rules/engine/problem';
import type { FixGroup, GroupRequest } from './action-data';
import type { ActionEdits } from './action-edits';
import { actionKinds, isWanted } from './action-kinds';
import type { Analysis } from './analysis';
import type { ClientFeatures } from './client-features';

/** A problem that actions are asked for, with its diagnostic as the client knows it. */
export interface Asked {
  readonly problem: Problem;
  readonly diagnostic: Diagnostic;
}

/** The actions that make many fixes of a document at once. */
export class GroupActions {
  readonly #edits: ActionEdits;
  readonly #features: ClientFeatures;

  constructor(edits: ActionEdits, features: ClientFeatures) {
    this.#edits = edits;
    this.#features = features;
  }

  /** On findings: all of the same rule, where there are more, then all that are safe. */
  onFindings(analysis: Analysis, asked: readonly Asked[]): CodeAction[] {
    if (asked.length === 0) return [];
    const diagnostics = asked.map(({ diagnostic }) => diagnostic);
    const rules = [...new Set(asked.map(({ problem }) => problem.rule))];
    const ofRules = rules.flatMap((rule) => {
      if (!this.#edits.has(2, analysis, { rule })) return [];
      const own = asked.filter(({ problem }) => problem.rule === rule).map(({ diagnostic }) => diagnostic);
      const title = `Fix all ${rule} problems in this file`;
      return this.#withEdit({ title, kind: actionKinds.fix, diagnostics: own }, analysis, { rule });
    });
    return [...ofRules, ...this.#safe({ kind: actionKinds.fix, diagnostics }, analysis)];
  }

  /** On a document, only for those who ask for it by name: on save, or from a menu. */
  onDocument(analysis: Analysis, { only }: CodeActionContext): CodeAction[] {
    if (only === undefined || !isWanted(actionKinds.fixAll, only)) return [];
    return this.#safe({ kind: actionKinds.fixAll }, analysis);
  }

  #safe(action: Omit<CodeAction, 'title'>, analysis: Analysis): CodeAction[] {
    if (!this.#edits.has(1, analysis, 'safe')) return [];
    return this.#withEdit({ title: 'Fix all safe problems in this file', ...action }, analysis, 'safe');
  }

  #withEdit(action: CodeAction, analysis: Analysis, group: FixGroup): CodeAction[] {
    const data: GroupRequest = { uri: analysis.source.uri, group };
    if (this.#features.resolvesEdits) return [{ ...action, data }];
    const made = this.#edits.ofGroup(analysis, group);
    return 'edit' in made ? [{ ...action, edit: made.edit }] : [];
  }
}
