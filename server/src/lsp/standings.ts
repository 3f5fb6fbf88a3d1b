import type { Asked } from '../../../rules/engine/questions';
import type { Workload } from '../../../rules/engine/workloads';
import { separateManifests } from '../../../rules/kubernetes/manifest';
import { isTemplated } from '../../../rules/yaml/read';
import type { Span } from '../../../rules/yaml/span';
import type { Analysis, ReadVersion } from './analysis';
import { type HardeningHost, Hardenings } from './hardening';
import { type Standing, standingOf } from './standing';

/** A workload of a document, and how far it is from the levels of Pod Security. */
export interface StandingWorkload {
  readonly workload: Workload;
  readonly standing: Standing;
}

/** What was worked out for a document by itself, as if nothing stood before it. */
interface KnownDocument {
  readonly found: readonly StandingWorkload[];
  readonly asked: ReadonlyMap<string, Asked>;
}

/** What is known of the last version of an open file, by the texts of its documents. */
interface KnownFile {
  readonly settings: string;
  readonly documents: ReadonlyMap<string, KnownDocument>;
}

/** What works out standings asks, besides what `Hardenings` does. */
export interface StandingHost extends HardeningHost {
  /** Whether other files still say what they said. */
  readonly isStill: (asked: Iterable<Asked>) => boolean;
  readonly isOpen: (uri: string) => boolean;
}

/** Gives way to what has come in meanwhile. False where nobody wants the answer any more. */
export type Wait = () => Promise<boolean>;

/**
 * How far the workloads of open files are from the levels of Pod Security. Of a file that is typed in only the document that
 * has changed is worked out again.
 */
export class Standings {
  readonly #host: StandingHost;
  readonly #hardenings: Hardenings;
  readonly #files = new Map<string, KnownFile>();

  /** `hardenings` are those of whole files. */
  constructor(host: StandingHost, hardenings: Hardenings) {
    this.#host = host;
    this.#hardenings = hardenings;
  }

  /** The workloads whose standing is known, in the order of the text; undefined where `wait` ends the work. */
  async of(analysis: Analysis, wait: Wait): Promise<readonly StandingWorkload[] | undefined> {
    const { source, settings } = analysis;
    const slices = separateManifests(source);
    const known = this.#files.get(source.uri);
    const before = known?.settings === settings.key ? known.documents : undefined;
    const isWhole = slices?.some(
      (slice) =>
        before?.has(source.text.slice(slice.span.start, slice.span.end)) !== true &&
        isTemplated(source, slice),
    );
    if (slices === undefined || isWhole !== false) return await this.#ofWhole(analysis, wait);
    const documents = new Map<string, KnownDocument>();
    const all: StandingWorkload[] = [];
    for (const { span, index } of slices) {
      const text = source.text.slice(span.start, span.end);
      const kept = documents.get(text) ?? before?.get(text);
      if (kept === undefined && !(await wait())) return undefined;
      const isSame = kept !== undefined && this.#host.isStill(kept.asked.values());
      const document = isSame
        ? kept
        : this.#workOut({ settings, skipped: analysis.skipped, source: { ...source, text } });
      documents.set(text, document);
      for (const { workload, standing } of document.found) {
        all.push({ workload: placed(workload, index, span.start), standing });
      }
    }
    this.#files.set(source.uri, { settings: settings.key, documents });
    for (const uri of this.#files.keys()) if (!this.#host.isOpen(uri)) this.#files.delete(uri);
    return all;
  }

  /** For texts whose documents have to do with each other. */
  async #ofWhole(analysis: Analysis, wait: Wait): Promise<readonly StandingWorkload[] | undefined> {
    for (const aim of ['baseline', 'restricted'] as const) {
      if (!(await wait())) return undefined;
      this.#hardenings.to(analysis, aim);
    }
    return standingsIn(analysis, this.#hardenings);
  }

  #workOut(analysis: ReadVersion): KnownDocument {
    const asked = new Map<string, Asked>();
    const { isPartial, tryOut } = this.#host;
    const own = new Hardenings({ isPartial, tryOut: (source, change) => tryOut(source, change, asked) });
    return { found: standingsIn(analysis, own), asked };
  }
}

function standingsIn(analysis: ReadVersion, hardenings: Hardenings): readonly StandingWorkload[] {
  return hardenings.workloads(analysis).flatMap((workload) => {
    const standing = standingOf(hardenings, analysis, workload);
    return standing === undefined ? [] : [{ workload, standing }];
  });
}

/** A workload of a document by itself, where it is in the text that the document is part of. */
function placed(workload: Workload, document: number, offset: number): Workload {
  const move = ({ start, end }: Span) => ({ start: start + offset, end: end + offset });
  return { ...workload, document, span: move(workload.span), heads: workload.heads.map(move) };
}
