import { mayBe } from '../yaml/field';
import type { Pod } from './pod';
import type { KubernetesVersion } from './version';

/**
 * Whether the Pod Security Standards may exempt a pod from the rules about root because it has a user namespace of its
 * own: policy 1.35 and newer, `hostUsers: false`.
 */
export function isInUserNamespace(pod: Pod, target: KubernetesVersion): boolean {
  return target.atLeast('1.35') && mayBe(pod.hostUsers, false);
}

/** Whether the Restricted policy exempts a pod from its checks of Linux's fields: policy 1.25 and newer, `os.name: windows`. */
export function isExemptAsWindows(pod: Pod, target: KubernetesVersion): boolean {
  return target.atLeast('1.25') && mayBe(pod.spec.map('os').string('name'), 'windows');
}
