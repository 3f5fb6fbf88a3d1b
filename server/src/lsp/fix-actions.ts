import type { CodeAction } from 'vscode-languageserver';
import type { Problem } from '../../../rules/engine/problem';
import type { Assist, Fix } from '../../../rules/engine/rule';
import { addsDocuments, type Surroundings, waysOf } from '../../../rules/engine/surroundings';
import { showFileCommand } from '../protocol';
import type { ChangeStep } from './action-data';
import type { ActionEdits } from './action-edits';
import { actionKinds } from './action-kinds';
import type { Analysis } from './analysis';
import type { ClientFeatures } from './client-features';
import type { Asked } from './group-actions';
import { requestFor } from './problem-requests';

/** The actions that solve single problems. */
export class FixActions {
  readonly #edits: ActionEdits;
  readonly #features: ClientFeatures;

  constructor(edits: ActionEdits, features: ClientFeatures) {
    this.#edits = edits;
    this.#features = features;
  }

  /**
   * The fixes of a problem, safe ones first. What is the one safe answer is preferred. Documents are added in new files first,
   * where something is known to be `around` the file that asks for it.
   */
  on(analysis: Analysis, { problem, diagnostic }: Asked, around: Surroundings | undefined): CodeAction[] {
    const base = { kind: actionKinds.fix, diagnostics: [diagnostic] };
    return changesOf(problem).flatMap(({ change, step, isPreferred }) =>
      this.#ways({ analysis, problem, around }, change, step).flatMap((way, index) => {
        const action = { ...base, title: way.title, ...(isPreferred && index === 0 ? { isPreferred } : {}) };
        return this.#withEdit(action, { analysis, problem, around }, way.step);
      }),
    );
  }

  /** The ways to make a change that can be made; the change as it is where none can. */
  #ways(about: About, change: Fix | Assist, step: ChangeStep): readonly Way[] {
    const here = { title: change.title, step };
    if (about.around === undefined || !addsDocuments(change)) return [here];
    const ways = waysOf(change, about.around).map(({ title }, index): Way => {
      return { title, step: index === 0 ? { ...step, makesFiles: true } : step };
    });
    const made = ways.filter((way) => 'edit' in this.#made(about, way.step));
    return made.some((way) => way.step.makesFiles) ? made : [here];
  }

  #withEdit(action: CodeAction, about: About, step: ChangeStep): CodeAction[] {
    const { disabledActions, resolvesEdits, showsDocuments, appliesEdits } = this.#features;
    const made = this.#made(about, step);
    if ('refused' in made) {
      return disabledActions ? [{ ...action, disabled: { reason: sentence(made.refused) } }] : [];
    }
    const data = requestFor(about.analysis, about.problem, step);
    const edited = { ...action, ...(resolvesEdits ? { data } : { edit: made.edit }) };
    if (made.shows === undefined || !showsDocuments || !appliesEdits) return [edited];
    return [
      { ...edited, command: { title: action.title, command: showFileCommand, arguments: [made.shows] } },
    ];
  }

  #made({ analysis, problem, around }: About, step: ChangeStep) {
    return this.#edits.of(analysis, problem, step, around);
  }
}

/** What an action is about. */
interface About {
  readonly analysis: Analysis;
  readonly problem: Problem;
  readonly around: Surroundings | undefined;
}

interface Way {
  readonly title: string;
  readonly step: ChangeStep;
}

/** What solves a problem, safe fixes first. */
function changesOf({ fixes, assist }: Problem) {
  const indexed = fixes.map((change, index) => ({ change, step: { kind: 'fix' as const, index } }));
  const safe = indexed.filter(({ change }) => change.safety === 'safe');
  const others = indexed.filter(({ change }) => change.safety === 'unsafe');
  return [
    ...safe.map((one) => ({ ...one, isPreferred: safe.length === 1 })),
    ...others.map((one) => ({ ...one, isPreferred: false })),
    ...(assist === undefined
      ? []
      : [{ change: assist, step: { kind: 'assist' as const }, isPreferred: false }]),
  ];
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
