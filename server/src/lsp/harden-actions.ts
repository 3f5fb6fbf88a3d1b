import {
  type CodeAction,
  type CodeActionContext,
  CodeActionTriggerKind,
  type Range,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Hardening } from '../../../rules/engine/harden';
import { isOf, nameOfObject, type Workload } from '../../../rules/engine/workloads';
import { rangeOf } from '../positions';
import type { HardenRequest } from './action-data';
import type { ActionEdit } from './action-edits';
import { actionKinds, isAnyWanted } from './action-kinds';
import type { Analysis } from './analysis';
import { annotatedEditOf } from './annotated-edit';
import type { ClientFeatures } from './client-features';
import { type Aim, aims, type Hardenings, placeOfWorkload } from './hardening';
import { sharesLine } from './ranges';
import { distance, isReached } from './standing';

/** One thing that can be done to a workload as a whole. */
export interface HardenChoice {
  readonly aim: Aim;
  readonly hardening: Hardening;
}

/** The actions that bring a workload to a level of Pod Security. */
export class HardenActions {
  readonly #hardenings: Hardenings;
  readonly #features: ClientFeatures;
  readonly #open: (uri: string) => TextDocument | undefined;

  constructor(
    hardenings: Hardenings,
    features: ClientFeatures,
    open: (uri: string) => TextDocument | undefined,
  ) {
    this.#hardenings = hardenings;
    this.#features = features;
    this.#open = open;
  }

  /** The actions on the workloads at a range, for those who ask for them by name or for all that there is. */
  at(analysis: Analysis, range: Range, context: CodeActionContext): CodeAction[] {
    const isNamed = context.only?.some((kind) => kind.startsWith('refactor')) === true;
    const isInvoked = context.triggerKind === CodeActionTriggerKind.Invoked;
    if (!isNamed && !(isInvoked && isAnyWanted(actionKinds.harden, context.only))) return [];
    const document = this.#open(analysis.source.uri);
    if (document === undefined) return [];
    return this.#hardenings
      .workloads(analysis)
      .filter((workload) =>
        isNamed
          ? sharesLine(rangeOf(document, workload.span), range)
          : this.#isAbout(workload, analysis, document, range),
      )
      .flatMap((workload) =>
        this.choices(analysis, workload).flatMap((choice) => this.#action(analysis, workload, choice)),
      );
  }

  /** What there is to do to a workload. */
  choices(analysis: Analysis, workload: Workload): readonly HardenChoice[] {
    return aims.flatMap((aim) => {
      if (aim === 'minimum' && !workload.isBare) return [];
      const hardening = this.#hardenings.to(analysis, aim).of.get(workload);
      if (hardening === undefined || isReached(hardening)) return [];
      return [{ aim, hardening }];
    });
  }

  /** What brings a workload to an aim as the document stands. */
  edit(analysis: Analysis, { workload, aim }: HardenRequest): ActionEdit | undefined {
    const document = this.#open(analysis.source.uri);
    const found = this.#hardenings.find(analysis, workload);
    if (document === undefined || found === undefined) return undefined;
    const edits = this.#hardenings.to(analysis, aim).of.get(found)?.edits ?? [];
    if (edits.length === 0) return { refused: 'there is nothing to change' };
    const { uri, version } = document;
    return { edit: annotatedEditOf([{ uri, version, document, edits }], this.#features) };
  }

  /** Whether a range is where a workload says what it is, or on a line of one of its findings. */
  #isAbout(workload: Workload, { problems }: Analysis, document: TextDocument, range: Range): boolean {
    const own = problems.filter(({ problem }) => isOf(workload, problem)).map((placed) => placed.range);
    const heads = workload.heads.map((span) => rangeOf(document, span));
    return [...heads, ...own].some((one) => sharesLine(one, range));
  }

  #action(analysis: Analysis, workload: Workload, { aim, hardening }: HardenChoice): CodeAction[] {
    const title = hardenTitle(workload, aim);
    const action = { title: `${title} (${distance(hardening)})`, kind: actionKinds.harden };
    const { disabledActions, resolvesEdits } = this.#features;
    if (hardening.changes.length === 0) {
      const reason = 'No edit is certain to be right: this takes a human';
      return disabledActions ? [{ ...action, disabled: { reason } }] : [];
    }
    const data: HardenRequest = { uri: analysis.source.uri, workload: placeOfWorkload(workload), aim };
    if (resolvesEdits) return [{ ...action, data }];
    const made = this.edit(analysis, data);
    return made !== undefined && 'edit' in made ? [{ ...action, edit: made.edit }] : [];
  }
}

/** What it is called to bring a workload to an aim. */
export function hardenTitle({ identity }: Workload, aim: Aim): string {
  if (aim === 'minimum') return `Harden this Pod: ${levelNames[aim]}`;
  return `Harden ${nameOfObject(identity)} to ${levelNames[aim]}`;
}

/** How users know the aims. */
export const levelNames: Readonly<Record<Aim, string>> = {
  baseline: 'Baseline',
  restricted: 'Restricted',
  minimum: 'Restricted, and a read-only root file system',
};
