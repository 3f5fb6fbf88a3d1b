import type { CancellationToken, CodeLens } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { nameOfObject, type Workload } from '../../../rules/engine/workloads';
import { rangeOf } from '../positions';
import { hardenCommand, type WorkloadChoice, type WorkloadSummary } from '../protocol';
import { WORK_MS } from '../workspace/fact-reader';
import { Pause } from '../workspace/pause';
import type { HardenRequest } from './action-data';
import type { Analyses } from './analyses';
import type { Analysis } from './analysis';
import type { ClientFeatures } from './client-features';
import { pause } from './guard';
import { type HardenActions, hardenTitle, levelNames } from './harden-actions';
import { type Aim, type Hardenings, placeOfWorkload } from './hardening';
import { distance, standingOf } from './standing';
import type { Standings } from './standings';

/** What `CodeLenses` works with. */
export interface LensParts {
  readonly analyses: Analyses;
  readonly hardenings: Hardenings;
  readonly standings: Standings;
  readonly actions: HardenActions;
  readonly features: ClientFeatures;
}

/** Says above each workload how far it is from the next level of Pod Security. */
export class CodeLenses {
  readonly #parts: LensParts;

  constructor(parts: LensParts) {
    this.#parts = parts;
  }

  /** One lens above each workload of an open document whose level is known as far as that. */
  async in(uri: string, token: CancellationToken): Promise<CodeLens[]> {
    const ready = await this.#parts.analyses.ready(uri);
    if (ready?.settings.hasCodeLenses !== true) return [];
    const analysis = this.#parts.analyses.lint(ready);
    // What the user types goes first, and makes this needless.
    await pause(0);
    const due = new Pause(WORK_MS);
    const wait = async () => {
      if (due.isDue()) await due.take();
      return !token.isCancellationRequested;
    };
    const standings = await this.#parts.standings.of(analysis, wait);
    const document = positionsIn(analysis);
    return (standings ?? []).map(({ workload, standing }): CodeLens => {
      const { start } = rangeOf(document, workload.span);
      const command = this.#command(analysis, workload, standing.next);
      return { range: { start, end: start }, command: { title: standing.text, ...command } };
    });
  }

  /** What there is to say about the workloads of an open document, for a list. */
  async summaries(uri: string): Promise<WorkloadSummary[]> {
    const { analyses, hardenings, actions } = this.#parts;
    const analysis = await analyses.of(uri);
    if (analysis === undefined) return [];
    const document = positionsIn(analysis);
    return hardenings.workloads(analysis).map((workload) => {
      const { start, end } = rangeOf(document, workload.span);
      const standing = standingOf(hardenings, analysis, workload)?.text;
      const choices = actions.choices(analysis, workload).map(({ aim, hardening }): WorkloadChoice => {
        const isPossible = hardening.changes.length > 0;
        const argument = isPossible ? { argument: requestFor(analysis, workload, aim) } : {};
        return { level: levelNames[aim], distance: distance(hardening), ...argument };
      });
      const lines = { first: start.line, last: end.line };
      const name = nameOfObject(workload.identity);
      return { name, lines, choices, ...(standing === undefined ? {} : { standing }) };
    });
  }

  /** Without a command a lens is only read. */
  #command(analysis: Analysis, workload: Workload, aim: Aim | undefined) {
    if (aim === undefined || !this.#parts.features.appliesEdits) return { command: '' };
    const request = requestFor(analysis, workload, aim);
    return { command: hardenCommand, tooltip: hardenTitle(workload, aim), arguments: [request] };
  }
}

function requestFor({ source }: Analysis, workload: Workload, aim: Aim): HardenRequest {
  return { uri: source.uri, workload: placeOfWorkload(workload), aim };
}

/** The positions in the text that was looked at, whatever the document is by now. */
function positionsIn({ source, version }: Analysis): TextDocument {
  return TextDocument.create(source.uri, source.language, version, source.text);
}
