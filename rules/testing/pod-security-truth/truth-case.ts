import { NEWEST_MINOR } from '../../kubernetes/version';

/** A check of the Pod Security admission controller, as its source names it. */
export type Check =
  | 'windowsHostProcess'
  | 'hostNamespaces'
  | 'privileged'
  | 'capabilities_baseline'
  | 'hostPathVolumes'
  | 'hostPorts'
  | 'hostProbesAndHostLifecycle'
  | 'appArmorProfile'
  | 'seLinuxOptions'
  | 'procMount'
  | 'seccompProfile_baseline'
  | 'sysctls'
  | 'restrictedVolumes'
  | 'allowPrivilegeEscalation'
  | 'runAsNonRoot'
  | 'runAsUser'
  | 'seccompProfile_restricted'
  | 'capabilities_restricted'
  | 'procMount_restricted';

export type Level = 'baseline' | 'restricted';

/** Policy versions, both ends included. */
export type Versions = 'always' | `from 1.${number}` | `to 1.${number}` | `from 1.${number} to 1.${number}`;

/** The checks that forbid a pod, each with the policy versions in which it does. */
export type Forbidden = Readonly<Partial<Record<Check, Versions>>>;

export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };
export type JsonObject = { readonly [key: string]: Json | undefined };

/** A pod that differs from one that every version of Restricted allows, and who forbids it. */
export interface TruthCase {
  /** What is special about the pod; completes "A pod …". */
  readonly name: string;
  /** Annotations of the pod. */
  readonly annotations?: JsonObject;
  /** Laid over the pod's spec. A key that is `undefined` is not written. */
  readonly pod?: JsonObject;
  /** Laid over a container. Wherever the pod has that container, the verdict is the same. */
  readonly container?: JsonObject;
  readonly baseline: Forbidden;
  readonly restricted: Forbidden;
}

/** A case without a verdict, for the functions that give it one. */
export type Pod = Omit<TruthCase, 'baseline' | 'restricted'>;

/** A pod that no version of either level forbids. */
export function allowed(pod: Pod): TruthCase {
  return { ...pod, baseline: {}, restricted: {} };
}

/** A pod that both levels forbid alike. */
export function forbiddenByBoth(pod: Pod, forbidden: Forbidden): TruthCase {
  return { ...pod, baseline: forbidden, restricted: forbidden };
}

/** A pod that only Restricted forbids. */
export function forbiddenByRestricted(pod: Pod, forbidden: Forbidden): TruthCase {
  return { ...pod, baseline: {}, restricted: forbidden };
}

/** The checks that forbid the pod in a policy version, given by its minor. */
export function checksAt(forbidden: Forbidden, minor: number): readonly string[] {
  return Object.entries(forbidden).flatMap(([check, versions]) => {
    const [first, last] = rangeOf(versions);
    return first <= minor && minor <= last ? [check] : [];
  });
}

/** The policy versions on both sides of every change of the verdict, by their minors. */
export function turningPoints(forbidden: Forbidden): readonly number[] {
  const minors = Object.values(forbidden).flatMap((versions) => {
    const [first, last] = rangeOf(versions);
    return [...(first > 0 ? [first - 1, first] : []), ...(last < NEWEST_MINOR ? [last, last + 1] : [])];
  });
  return [...new Set(minors)];
}

function rangeOf(versions: Versions): readonly [number, number] {
  const minorAfter = (word: string) => new RegExp(`${word} 1\\.(\\d+)`).exec(versions)?.[1];
  return [Number(minorAfter('from') ?? 0), Number(minorAfter('to') ?? NEWEST_MINOR)];
}

/** The name of a case with its verdict, as a sentence. */
export function sentenceOf({ name, baseline, restricted }: TruthCase): string {
  return `a pod ${name}: Baseline ${verdictOf(baseline)}, Restricted ${verdictOf(restricted)}`;
}

function verdictOf(forbidden: Forbidden): string {
  const versions = [...new Set(Object.values(forbidden))];
  return versions.length === 0 ? 'allows it' : `forbids it ${versions.join(' and ')}`;
}
