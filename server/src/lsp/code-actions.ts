import type {
  CodeAction,
  CodeActionContext,
  CodeActionParams,
  Diagnostic,
  Range,
} from 'vscode-languageserver';
import type { Problem } from '../../../rules/engine/problem';
import type { SuppressionReach } from '../../../rules/engine/suppress';
import type { ActionEdits, Step } from './action-edits';
import { actionKinds, isAnyWanted, isWanted } from './action-kinds';
import type { Analyses, Analysis, PlacedProblem } from './analyses';
import { type ClientFeatures, isRecord } from './client-features';
import type { DiagnosticWriter } from './diagnostics';
import type { TurnOff } from './turn-off';

/** A problem that actions are asked for, with its diagnostic as the client knows it. */
interface Asked {
  readonly problem: Problem;
  readonly diagnostic: Diagnostic;
}

/** The actions that clients offer on a finding. */
export class CodeActions {
  readonly #analyses: Analyses;
  readonly #edits: ActionEdits;
  readonly #writer: DiagnosticWriter;
  readonly #features: ClientFeatures;
  readonly #turnOff: TurnOff;

  constructor(
    analyses: Analyses,
    edits: ActionEdits,
    writer: DiagnosticWriter,
    features: ClientFeatures,
    turnOff: TurnOff,
  ) {
    this.#analyses = analyses;
    this.#edits = edits;
    this.#writer = writer;
    this.#features = features;
    this.#turnOff = turnOff;
  }

  /** What can be done at a range: fixes first, then what silences the findings, then their documentation. */
  async at({ textDocument, range, context }: CodeActionParams): Promise<CodeAction[]> {
    const groups = orderOfGroups.filter((group) => isAnyWanted(actionKinds[group], context.only));
    if (groups.length === 0) return [];
    const analysis = await this.#analyses.of(textDocument.uri);
    if (analysis === undefined) return [];
    const asked = this.#asked(analysis, range, context);
    const all = {
      fix: () => asked.flatMap((one) => this.#fixes(analysis, one)),
      suppress: () => asked.flatMap((one) => this.#suppressions(analysis, one)),
      turnOff: () => asked.flatMap((one) => this.#turnedOff(analysis, one)),
      documentation: () => asked.flatMap((one) => this.#documentation(one)),
      fixAll: () => this.#fixAll(analysis, context),
    };
    return groups.flatMap((group) => all[group]()).filter(({ kind }) => isWanted(kind ?? '', context.only));
  }

  /** The action with its edit for the document as it stands; without one where what it was about is gone. */
  async resolve(action: CodeAction): Promise<CodeAction> {
    const request = requestOf(action.data);
    const analysis = request === undefined ? undefined : await this.#analyses.of(request.uri);
    if (request === undefined || analysis === undefined) return action;
    const problem = problemOf(analysis, request);
    const made = problem === undefined ? undefined : this.#edits.of(analysis, problem, request.step);
    return made !== undefined && 'edit' in made ? { ...action, edit: made.edit } : action;
  }

  /** The problems of the client's diagnostics; where none is ours, as they stand, those at the range. */
  #asked(analysis: Analysis, range: Range, context: CodeActionContext): readonly Asked[] {
    const ours = analysis.problems.flatMap(({ problem, range: own }) => {
      // Some clients leave out who a diagnostic is from.
      const diagnostic = context.diagnostics.find(
        (one) => one.code === problem.rule && isSame(one.range, own),
      );
      return diagnostic === undefined ? [] : [{ problem, diagnostic }];
    });
    if (ours.length > 0) return ours;
    return analysis.problems
      .filter(({ range: own }) => touches(own, range))
      .map((placed: PlacedProblem) => ({
        problem: placed.problem,
        diagnostic: this.#writer.diagnosticOf(placed),
      }));
  }

  #fixes(analysis: Analysis, { problem, diagnostic }: Asked): CodeAction[] {
    const fixes = problem.fixes.map((fix, index): CodeAction[] => {
      const isPreferred = index === 0 && fix.safety === 'safe';
      const base = { title: fix.title, kind: actionKinds.fix, diagnostics: [diagnostic] };
      return this.#withEdit({ ...base, ...(isPreferred ? { isPreferred } : {}) }, analysis, problem, {
        kind: 'fix',
        index,
      });
    });
    if (problem.assist === undefined) return fixes.flat();
    const { title } = problem.assist;
    const assist = { title, kind: actionKinds.fix, diagnostics: [diagnostic] };
    return [...fixes.flat(), ...this.#withEdit(assist, analysis, problem, { kind: 'assist' })];
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
    return this.#turnOff.actions(source.uri, problem.rule, diagnostic);
  }

  #documentation({ problem, diagnostic }: Asked): CodeAction[] {
    const command = this.#features.options.showRuleCommand;
    if (command === undefined) return [];
    const title = `Show documentation for ${problem.rule}`;
    return [
      {
        title,
        kind: actionKinds.documentation,
        diagnostics: [diagnostic],
        command: { title, command, arguments: [problem.rule] },
      },
    ];
  }

  /** Only for those who ask for it by name: on save, or from a menu. */
  #fixAll(analysis: Analysis, { only }: CodeActionContext): CodeAction[] {
    if (only === undefined || !isWanted(actionKinds.fixAll, only)) return [];
    const edit = this.#edits.fixAll(analysis);
    return edit === undefined
      ? []
      : [{ title: 'Fix all safe problems in this file', kind: actionKinds.fixAll, edit }];
  }

  #withEdit(action: CodeAction, analysis: Analysis, problem: Problem, step: Step): CodeAction[] {
    const data = { data: dataOf(analysis, problem, step) };
    // To know where a comment stands takes a look at the whole text. It nearly always can stand somewhere.
    if (this.#features.resolvesEdits && step.kind === 'suppress') return [{ ...action, ...data }];
    const made = this.#edits.of(analysis, problem, step);
    if ('refused' in made) {
      const isShown = this.#features.disabledActions && step.kind !== 'suppress';
      return isShown ? [{ ...action, disabled: { reason: sentence(made.refused) } }] : [];
    }
    return [this.#features.resolvesEdits ? { ...action, ...data } : { ...action, edit: made.edit }];
  }
}

const orderOfGroups = ['fix', 'suppress', 'turnOff', 'documentation', 'fixAll'] as const;

/** What an action says about itself when it comes back for its edit. */
interface Request {
  readonly uri: string;
  readonly version: number;
  /** Its place among the problems of that version. */
  readonly position: number;
  readonly fingerprint: string;
  readonly step: Step;
}

function dataOf(analysis: Analysis, problem: Problem, step: Step): Request {
  return {
    uri: analysis.source.uri,
    version: analysis.version,
    position: analysis.problems.findIndex((placed) => placed.problem === problem),
    fingerprint: problem.fingerprint,
    step,
  };
}

function problemOf(analysis: Analysis, request: Request): Problem | undefined {
  const { problems } = analysis;
  const isSameOne = ({ problem }: PlacedProblem) => problem.fingerprint === request.fingerprint;
  const atPosition = analysis.version === request.version ? problems[request.position] : undefined;
  return (atPosition !== undefined && isSameOne(atPosition) ? atPosition : problems.find(isSameOne))?.problem;
}

function requestOf(data: unknown): Request | undefined {
  if (!isRecord(data)) return undefined;
  const { uri, version, position, fingerprint } = data;
  const step = stepOf(data.step);
  if (typeof uri !== 'string' || typeof fingerprint !== 'string' || step === undefined) return undefined;
  if (typeof version !== 'number' || typeof position !== 'number') return undefined;
  return { uri, version, position, fingerprint, step };
}

function stepOf(data: unknown): Step | undefined {
  if (!isRecord(data)) return undefined;
  const { kind, index } = data;
  if (kind === 'fix' && typeof index === 'number') return { kind, index };
  if (kind === 'assist') return { kind };
  const reach = reaches.find(([name]) => name === data.reach)?.[0];
  return kind === 'suppress' && reach !== undefined ? { kind, reach } : undefined;
}

const reaches: readonly (readonly [SuppressionReach, string])[] = [
  ['resource', 'for this resource'],
  ['line', 'for this line'],
  ['file', 'in this file'],
];

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function isSame(a: Range, b: Range): boolean {
  return isBefore(a, b, 'start', 'start') === 0 && isBefore(a, b, 'end', 'end') === 0;
}

/** Ranges touch where one starts where the other ends, too: there the cursor is at both. */
function touches(a: Range, b: Range): boolean {
  return isBefore(a, b, 'start', 'end') <= 0 && isBefore(b, a, 'start', 'end') <= 0;
}

function isBefore(a: Range, b: Range, edgeOfA: 'start' | 'end', edgeOfB: 'start' | 'end'): number {
  return a[edgeOfA].line - b[edgeOfB].line || a[edgeOfA].character - b[edgeOfB].character;
}
