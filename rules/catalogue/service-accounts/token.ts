import { namespacesOf, type WorkspaceView } from '../../engine/workspace';
import type { Pod } from '../../kubernetes/pod';
import { isKnown } from '../../yaml/field';

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
