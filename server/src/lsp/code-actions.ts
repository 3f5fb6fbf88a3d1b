import type { CodeAction, CodeActionContext, CodeActionParams, Range } from 'vscode-languageserver';
import type { Problem } from '../../../rules/engine/problem';
import { mayAddDocuments, type Surroundings } from '../../../rules/engine/surroundings';
import type { Source } from '../../../rules/yaml/source';
import { actionRequestOf, reaches, type Step } from './action-data';
import type { ActionEdit, ActionEdits } from './action-edits';
import { actionKinds, isAnyWanted, isWanted } from './action-kinds';
import type { Analyses } from './analyses';
import type { Analysis, PlacedProblem } from './analysis';
import type { ClientFeatures } from './client-features';
import type { DiagnosticWriter } from './diagnostics';
import { FixActions } from './fix-actions';
import { type Asked, GroupActions } from './group-actions';
import type { HardenActions } from './harden-actions';
import { canMakeFiles } from './new-file-edits';
import { problemOf, requestFor } from './problem-requests';
import { isSameRange, touches } from './ranges';
import type { TurnOff } from './turn-off';

/** What `CodeActions` works with. */
export interface ActionParts {
  readonly analyses: Analyses;
  readonly edits: ActionEdits;
  readonly harden: HardenActions;
  readonly writer: DiagnosticWriter;
  readonly features: ClientFeatures;
  readonly turnOff: TurnOff;
  /** What lies around a file, where what its fixes add belongs into files of its own. */
  readonly around: (source: Source) => Promise<Surroundings | undefined>;
}

/** The actions that clients offer on a finding and on a document. */
export class CodeActions {
  readonly #parts: ActionParts;
  readonly #fixes: FixActions;
  readonly #groups: GroupActions;

  constructor(parts: ActionParts) {
    this.#parts = parts;
    this.#fixes = new FixActions(parts.edits, parts.features);
    this.#groups = new GroupActions(parts.edits, parts.features);
  }

  /**
   * What can be done at a range: fixes of its findings first, then fixes of many, then what silences the findings, then their
   * documentation, then what changes a whole workload.
   */
  async at({ textDocument, range, context }: CodeActionParams): Promise<CodeAction[]> {
    const groups = orderOfGroups.filter((group) => isAnyWanted(actionKinds[group], context.only));
    if (groups.length === 0) return [];
    // What is known of the document must be that of this turn when its actions are made.
    const around = await this.#aroundOf(textDocument.uri, (analysis) =>
      this.#asked(analysis, range, context).map(({ problem }) => problem),
    );
    const analysis = await this.#parts.analyses.of(textDocument.uri);
    if (analysis === undefined) return [];
    const asked = this.#asked(analysis, range, context);
    const all = {
      fix: () => [
        ...asked.flatMap((one) => this.#fixes.on(analysis, one, around)),
        ...this.#groups.onFindings(analysis, asked),
      ],
      suppress: () => asked.flatMap((one) => this.#suppressions(analysis, one)),
      turnOff: () => asked.flatMap((one) => this.#turnedOff(analysis, one)),
      documentation: () => asked.flatMap((one) => this.#documentation(one)),
      harden: () => this.#parts.harden.at(analysis, range, context),
      fixAll: () => this.#groups.onDocument(analysis, context),
    };
    return groups.flatMap((group) => all[group]()).filter(({ kind }) => isWanted(kind ?? '', context.only));
  }

  /** The action with its edit for the document as it stands; without one where what it was about is gone. */
  async resolve(action: CodeAction): Promise<CodeAction> {
    const request = actionRequestOf(action.data);
    if (request === undefined) return action;
    const around =
      'step' in request && 'makesFiles' in request.step
        ? await this.#aroundOf(request.uri, (analysis) => listed(problemOf(analysis, request)))
        : undefined;
    const analysis = await this.#parts.analyses.of(request.uri);
    if (analysis === undefined) return action;
    const { edits, harden } = this.#parts;
    let made: ActionEdit | undefined;
    if ('group' in request) made = edits.ofGroup(analysis, request.group);
    else if ('aim' in request) made = harden.edit(analysis, request);
    else {
      const problem = problemOf(analysis, request);
      made = problem && edits.of(analysis, problem, request.step, around);
    }
    return made !== undefined && 'edit' in made ? { ...action, edit: made.edit } : action;
  }

  /** The problems of the client's diagnostics; where none is ours, as they stand, those at the range. */
  #asked(analysis: Analysis, range: Range, context: CodeActionContext): readonly Asked[] {
    const ours = analysis.problems.flatMap(({ problem, range: own }) => {
      // Some clients leave out who a diagnostic is from.
      const diagnostic = context.diagnostics.find(
        (one) => one.code === problem.rule && isSameRange(one.range, own),
      );
      return diagnostic === undefined ? [] : [{ problem, diagnostic }];
    });
    if (ours.length > 0) return ours;
    return analysis.problems
      .filter(({ range: own }) => touches(own, range))
      .map((placed: PlacedProblem) => ({
        problem: placed.problem,
        diagnostic: this.#parts.writer.diagnosticOf(placed),
      }));
  }

  /** What lies around a document, where some of these problems are solved by new documents that the client could put there. */
  async #aroundOf(uri: string, ofThese: (analysis: Analysis) => readonly Problem[]) {
    if (!canMakeFiles(this.#parts.features)) return undefined;
    const analysis = await this.#parts.analyses.of(uri);
    const isAsked = analysis !== undefined && ofThese(analysis).some(mayAddDocuments);
    return isAsked ? this.#parts.around(analysis.source) : undefined;
  }

  #suppressions(analysis: Analysis, { problem, diagnostic }: Asked): CodeAction[] {
    if (analysis.source.language === 'json') return [];
    return reaches.flatMap(([reach, where]) => {
      const title = `Suppress ${problem.rule} ${where}`;
      const kind = `${actionKinds.suppress}.${reach}`;
      const step: Step = { kind: 'suppress', reach };
      return this.#withEdit({ title, kind, diagnostics: [diagnostic] }, analysis, problem, step);
    });
  }

  #turnedOff({ source, settings }: Analysis, { problem, diagnostic }: Asked): CodeAction[] {
    if (settings.preference === 'editorOnly') return [];
    return this.#parts.turnOff.actions(source.uri, problem.rule, diagnostic);
  }

  #documentation({ problem, diagnostic }: Asked): CodeAction[] {
    const command = this.#parts.features.options.showRuleCommand;
    if (command === undefined) return [];
    const title = `Show documentation for ${problem.rule}`;
    const base = { title, kind: actionKinds.documentation, diagnostics: [diagnostic] };
    return [{ ...base, command: { title, command, arguments: [problem.rule] } }];
  }

  #withEdit(action: CodeAction, analysis: Analysis, problem: Problem, step: Step): CodeAction[] {
    const { features, edits } = this.#parts;
    // To know where a comment stands takes a look at the whole text. It nearly always can stand somewhere.
    if (features.resolvesEdits) return [{ ...action, data: requestFor(analysis, problem, step) }];
    const made = edits.of(analysis, problem, step);
    return 'edit' in made ? [{ ...action, edit: made.edit }] : [];
  }
}

const orderOfGroups = ['fix', 'suppress', 'turnOff', 'documentation', 'harden', 'fixAll'] as const;

function listed<T>(value: T | undefined): readonly T[] {
  return value === undefined ? [] : [value];
}
