import { type Field, isKnown, knownValue } from '../yaml/field';
import type { Pod } from './pod';

/** Where the name of a pod's ServiceAccount stands, or would: under the old key where only that says anything. */
export function accountNameOf(pod: Pod): Field<string> {
  const name = pod.spec.string('serviceAccountName');
  const old = pod.spec.string('serviceAccount');
  const isUnset = name.state === 'absent' || isKnown(name, '');
  return isUnset && old.state !== 'absent' ? old : name;
}

/** Whether a pod certainly runs as its namespace's ServiceAccount for all that name none. */
export function isDefaultAccount(name: Field<string>): boolean {
  return name.state === 'absent' || isKnown(name, 'default') || isKnown(name, '');
}

/** The labels that tell which app something belongs to, the widest first. */
const APP_LABELS = [
  'app.kubernetes.io/part-of',
  'app.kubernetes.io/instance',
  'app.kubernetes.io/name',
  'k8s-app',
  'app',
];

/** The app that a pod certainly belongs to, as a label of its own or of its object tells; undefined where none does. */
export function appOf({ manifest, metadata }: Pod): string | undefined {
  const labels = [manifest.metadata.map('labels'), metadata.map('labels')];
  const found = APP_LABELS.flatMap((label) => labels.map((each) => each.string(label)));
  const telling = found.find(({ state }) => state !== 'absent');
  return telling === undefined ? undefined : knownValue(telling);
}
