import { namespacesOf, type WorkspaceView } from '../../engine/workspace';
import type { Pod } from '../../kubernetes/pod';
import { type Field, isKnown } from '../../yaml/field';

/** Where the name of a pod's ServiceAccount stands, or would: under the old key where only that is written. */
export function accountNameOf(pod: Pod): Field<string> {
  const name = pod.spec.string('serviceAccountName');
  const old = pod.spec.string('serviceAccount');
  return name.state === 'absent' && old.state !== 'absent' ? old : name;
}

/** Whether a pod certainly runs as its namespace's ServiceAccount for all that name none. */
export function isDefaultAccount(name: Field<string>): boolean {
  return name.state === 'absent' || isKnown(name, 'default') || isKnown(name, '');
}

/**
 * Whether a pod certainly gets a token of this ServiceAccount: it says so itself, or neither it nor any such ServiceAccount
 * in view says otherwise.
 */
export function getsToken(pod: Pod, account: string, workspace: WorkspaceView): boolean {
  const own = pod.spec.boolean('automountServiceAccountToken');
  if (own.state !== 'absent') return isKnown(own, true);
  const accounts = workspace.serviceAccounts(namespacesOf(pod.manifest, workspace), account);
  return accounts.every(({ automount }) => automount === undefined || automount === true);
}
