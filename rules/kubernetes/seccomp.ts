import type { MapView } from '../yaml/view';

/** The group of the SeccompProfile objects that the Security Profiles Operator installs on nodes. */
export const SECCOMP_PROFILE_GROUP = 'security-profiles-operator.x-k8s.io';

/** Whether a JSON text may be a seccomp profile: a look at it, without parsing. */
export function mayBeSeccompProfile(text: string): boolean {
  return text.includes('"SCMP_ACT_') && text.includes('"defaultAction"') && text.includes('"syscalls"');
}

/**
 * Whether a document is a seccomp profile as container runtimes read it from a file of the node. Such a file names neither
 * an apiVersion nor a kind: it is known by its default action and its list of system calls.
 */
export function isSeccompProfileFile(root: MapView): boolean {
  if (['apiVersion', 'kind'].some((key) => root.scalarText(key).state !== 'absent')) return false;
  const isAction = root.knownString('defaultAction')?.startsWith('SCMP_ACT_') ?? false;
  return isAction && root.list('syscalls').state === 'known';
}
