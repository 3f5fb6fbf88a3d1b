import type { SuppressionReach } from '../../../rules/engine/suppress';
import type { Path } from '../../../rules/yaml/field';
import { isRecord } from './client-features';
import { type Aim, aims, type WorkloadPlace } from './hardening';

/** What an action about one problem does to the document. */
export type Step = ChangeStep | { readonly kind: 'suppress'; readonly reach: SuppressionReach };

/** A change that a rule proposes; with `makesFiles` what it adds comes into files of its own. */
export type ChangeStep = ({ readonly kind: 'fix'; readonly index: number } | { readonly kind: 'assist' }) & {
  readonly makesFiles?: true;
};

/** Which fixes of a document an action makes: those of one rule, or the safe ones of all. */
export type FixGroup = { readonly rule: string } | 'safe';

/** What an action says about itself when it comes back for its edit. */
export type ActionRequest = ProblemRequest | GroupRequest | HardenRequest;

/** A step about one problem. */
export interface ProblemRequest {
  readonly uri: string;
  readonly version: number;
  /** Its place among the problems of that version. */
  readonly position: number;
  readonly fingerprint: string;
  readonly step: Step;
}

/** Many fixes of a document. */
export interface GroupRequest {
  readonly uri: string;
  readonly group: FixGroup;
}

/** What brings a workload to an aim. */
export interface HardenRequest {
  readonly uri: string;
  readonly workload: WorkloadPlace;
  readonly aim: Aim;
}

/** Reads what an action says about itself; undefined where it is none of ours. */
export function actionRequestOf(data: unknown): ActionRequest | undefined {
  if (!isRecord(data) || typeof data.uri !== 'string') return undefined;
  const { uri, version, position, fingerprint } = data;
  const group = groupOf(data.group);
  if (group !== undefined) return { uri, group };
  const harden = hardenRequestOf(data);
  if (harden !== undefined) return harden;
  const step = stepOf(data.step);
  if (typeof fingerprint !== 'string' || step === undefined) return undefined;
  if (typeof version !== 'number' || typeof position !== 'number') return undefined;
  return { uri, version, position, fingerprint, step };
}

/** Reads what to harden, and how far; undefined where it is nothing of the kind. */
export function hardenRequestOf(data: unknown): HardenRequest | undefined {
  if (!isRecord(data) || typeof data.uri !== 'string') return undefined;
  const aim = aims.find((one) => one === data.aim);
  const workload = workloadPlaceOf(data.workload);
  return aim === undefined || workload === undefined ? undefined : { uri: data.uri, workload, aim };
}

/** How far a suppression reaches, and how actions say it. */
export const reaches: readonly (readonly [SuppressionReach, string])[] = [
  ['resource', 'for this resource'],
  ['line', 'for this line'],
  ['file', 'in this file'],
];

function stepOf(data: unknown): Step | undefined {
  if (!isRecord(data)) return undefined;
  const { kind, index } = data;
  const place = data.makesFiles === true ? { makesFiles: true as const } : {};
  if (kind === 'fix' && typeof index === 'number') return { kind, index, ...place };
  if (kind === 'assist') return { kind, ...place };
  const reach = reaches.find(([name]) => name === data.reach)?.[0];
  return kind === 'suppress' && reach !== undefined ? { kind, reach } : undefined;
}

function groupOf(data: unknown): FixGroup | undefined {
  if (data === 'safe') return data;
  return isRecord(data) && typeof data.rule === 'string' ? { rule: data.rule } : undefined;
}

function workloadPlaceOf(data: unknown): WorkloadPlace | undefined {
  if (!isRecord(data)) return undefined;
  const { document, path, key } = data;
  if (typeof document !== 'number' || typeof key !== 'string' || !Array.isArray(path)) return undefined;
  const isStep = (step: unknown) => typeof step === 'string' || typeof step === 'number';
  return path.every(isStep) ? { document, path: path as Path, key } : undefined;
}
