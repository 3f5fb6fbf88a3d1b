import { type Hardening, hardenAll } from '../../../rules/engine/harden';
import { defaultOptions } from '../../../rules/engine/options';
import type { LintOptions, LintResult } from '../../../rules/engine/problem';
import type { Asked } from '../../../rules/engine/questions';
import type { ProfileName } from '../../../rules/engine/rule';
import { type Workload, workloadsIn } from '../../../rules/engine/workloads';
import type { Path } from '../../../rules/yaml/field';
import type { Source } from '../../../rules/yaml/source';
import type { OptionsChange } from '../workspace/file-linter';
import type { ReadVersion } from './analysis';

/** What a workload can be brought to: a level of Pod Security, or Restricted with root file systems that nobody can write to. */
export type Aim = 'baseline' | 'restricted' | 'minimum';

/** Every aim, the weakest first. */
export const aims: readonly Aim[] = ['baseline', 'restricted', 'minimum'];

/** What `Hardenings` works with. */
export interface HardeningHost {
  /** Lints a text that may never be saved. */
  readonly tryOut: (source: Source, change?: OptionsChange, asked?: Map<string, Asked>) => LintResult;
  readonly isPartial: (uri: string) => boolean;
}

/** What makes the workloads of a document reach an aim. */
export interface Hardened {
  readonly of: ReadonlyMap<Workload, Hardening>;
  /** False where a rule failed: then nothing is certain. */
  readonly isWhole: boolean;
}

/** What makes the workloads of open documents reach each aim, worked out once for each version. */
export class Hardenings {
  readonly #host: HardeningHost;
  readonly #workloads = new WeakMap<ReadVersion, readonly Workload[]>();
  readonly #hardened = new WeakMap<ReadVersion, Map<Aim, Hardened>>();

  constructor(host: HardeningHost) {
    this.#host = host;
  }

  /** The workloads of a document, in the order of the text; none where it is not linted. */
  workloads(analysis: ReadVersion): readonly Workload[] {
    const { source, settings, skipped } = analysis;
    const known = this.#workloads.get(analysis);
    if (known !== undefined) return known;
    const isRead = settings.isEnabled && !skipped.some(({ code }) => code === 'too-large');
    if (!isRead) return [];
    const found = workloadsIn(source, this.#host.isPartial(source.uri));
    this.#workloads.set(analysis, found);
    return found;
  }

  /** What makes each workload of a document reach an aim. */
  to(analysis: ReadVersion, aim: Aim): Hardened {
    const known = this.#hardened.get(analysis) ?? new Map<Aim, Hardened>();
    this.#hardened.set(analysis, known);
    const hardened = known.get(aim) ?? this.#harden(analysis, aim);
    known.set(aim, hardened);
    return hardened;
  }

  /** The workload that stood at a place; where another stands there now, the only one of that name. */
  find(analysis: ReadVersion, place: WorkloadPlace): Workload | undefined {
    const named = this.workloads(analysis).filter(({ identity }) => keyOf(identity) === place.key);
    const atPlace = named.find(
      ({ document, path }) => document === place.document && path.join() === place.path.join(),
    );
    return atPlace ?? (named.length === 1 ? named[0] : undefined);
  }

  #harden(analysis: ReadVersion, aim: Aim): Hardened {
    const { tryOut } = this.#host;
    let isWhole = true;
    const lint = (source: Source) => {
      const result = tryOut(source, changes[aim]);
      if (result.failures.length > 0) isWhole = false;
      return result;
    };
    const of = hardenAll(analysis.source, this.workloads(analysis), lint);
    return { of, isWhole };
  }
}

/** Where a workload stands in its document, in a form that goes to the client and comes back. */
export interface WorkloadPlace {
  readonly document: number;
  readonly path: Path;
  /** What tells its name, kind and namespace. */
  readonly key: string;
}

/** The place of a workload. */
export function placeOfWorkload({ document, path, identity }: Workload): WorkloadPlace {
  return { document, path, key: keyOf(identity) };
}

function keyOf({ apiVersion, kind, namespace, name }: Workload['identity']): string {
  return JSON.stringify([apiVersion, kind, namespace ?? null, name ?? null]);
}

/** What the standards ask, whatever the user wants to hear of it: that an object is no better by a comment or a setting. */
function asking(profile: ProfileName, severities: LintOptions['severities']): OptionsChange {
  return ({ kubernetesVersion, isPartial, closedWorld, safeFixes }) => ({
    ...{ ...defaultOptions, profile, severities, kubernetesVersion, isPartial, closedWorld, safeFixes },
    heedsIgnores: false,
  });
}

const changes: Readonly<Record<Aim, OptionsChange>> = {
  baseline: asking('pss-baseline', {}),
  restricted: asking('pss-restricted', {}),
  minimum: asking('pss-restricted', { 'read-only-root-filesystem': 'warning' }),
};
