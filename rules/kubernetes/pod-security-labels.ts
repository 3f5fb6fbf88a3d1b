import type { Field } from '../yaml/field';
import type { MapView } from '../yaml/view';
import type { Manifest } from './manifest';

/** What the label keys of Pod Security admission begin with. */
export const LABEL_PREFIX = 'pod-security.kubernetes.io/';

/** What Pod Security admission does about pods that break a level. */
export const modes = ['enforce', 'audit', 'warn'] as const;
export type Mode = (typeof modes)[number];

/** The levels of the Pod Security Standards, the weakest first. */
export const levels: readonly string[] = ['privileged', 'baseline', 'restricted'];

/** The labels of a Namespace. */
export function labelsOf(namespace: Manifest): MapView {
  return namespace.metadata.map('labels');
}

/** The level that a Namespace gives a mode. */
export function levelOf(namespace: Manifest, mode: Mode): Field<string> {
  return labelsOf(namespace).string(LABEL_PREFIX + mode);
}

/** The version of the policies that a Namespace pins a mode to. */
export function versionOf(namespace: Manifest, mode: Mode): Field<string> {
  return labelsOf(namespace).string(`${LABEL_PREFIX}${mode}-version`);
}

/** The minor version that a version label such as `v1.29` names; undefined for `latest` and for what is none. */
export function minorOf(version: string): number | undefined {
  const minor = /^v1\.(0|[1-9]\d*)$/.exec(version)?.[1];
  return minor === undefined ? undefined : Number(minor);
}

/** Whether a level certainly asks for less than another. What is not set is `privileged`. */
export function isWeaker(level: Field<string>, than: string): boolean {
  if (level.state === 'unknown' || !levels.includes(than)) return false;
  const rank = level.state === 'known' ? levels.indexOf(level.value) : 0;
  return rank >= 0 && rank < levels.indexOf(than);
}
