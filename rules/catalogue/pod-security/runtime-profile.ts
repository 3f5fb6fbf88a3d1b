import { remove, set, unsafeFix } from '../../engine/fix';
import type { Fix } from '../../engine/rule';
import type { Container } from '../../kubernetes/container';
import type { Pod } from '../../kubernetes/pod';
import { type Field, knownValue } from '../../yaml/field';
import type { MapView } from '../../yaml/view';

/** What the annotations begin with that name a container's AppArmor profile; the container's name follows. */
export const APP_ARMOR_ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';

/** The annotation that named the seccomp profile of a whole pod. */
const SECCOMP_OF_POD = 'seccomp.security.alpha.kubernetes.io/pod';

/** What the annotations begin with that named a container's seccomp profile; the container's name follows. */
const SECCOMP_OF_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/';

type ProfileKey = 'seccompProfile' | 'appArmorProfile';

/** Whatever has a security context: a pod for its containers, or one of them for itself. */
type Owner = Pod | Container;

/** Each seccomp or AppArmor profile that a pod's security context or one of its containers' asks for. */
export function runtimeProfilesOf(
  pod: Pod,
  key: ProfileKey,
): readonly { readonly owner: Owner; readonly profile: MapView }[] {
  return [pod, ...pod.containers]
    .map((owner) => ({ owner, profile: owner.securityContext.map(key) }))
    .filter(({ profile }) => profile.state === 'known');
}

/** Whether a profile's type, or its lack, is certainly neither of the two that the Pod Security Standards allow. */
export function isTypeForbidden(type: Field<string>): boolean {
  if (type.state !== 'known') return type.state === 'absent';
  return type.value !== 'RuntimeDefault' && type.value !== 'Localhost';
}

/**
 * The old annotations that name anything but the container runtime's own profile for what a pod's or a container's
 * security context is about. The API server refuses a pod whose annotation and field differ.
 */
export function otherAnnotations(owner: Owner, key: ProfileKey): readonly Field<string>[] {
  const [pod, names] =
    'pod' in owner ? [owner.pod, annotationsOf([owner], key)] : [owner, annotationsOfPod(owner, key)];
  return names
    .map((name) => pod.annotations.string(name))
    .filter((annotation) => annotation.state === 'known' && !namesRuntimeDefault(annotation.value, key));
}

function annotationsOfPod(pod: Pod, key: ProfileKey): readonly string[] {
  // A container's seccomp annotation is compared with the container's own field alone.
  if (key === 'seccompProfile') return [SECCOMP_OF_POD];
  const inheriting = pod.containers.filter(
    ({ securityContext }) => securityContext.map(key).state === 'absent',
  );
  return annotationsOf(inheriting, key);
}

function annotationsOf(containers: readonly Container[], key: ProfileKey): readonly string[] {
  const prefix = key === 'seccompProfile' ? SECCOMP_OF_CONTAINER : APP_ARMOR_ANNOTATION;
  return containers.flatMap(({ name }) => knownValue(name) ?? []).map((name) => prefix + name);
}

function namesRuntimeDefault(value: string, key: ProfileKey): boolean {
  return value === 'runtime/default' || (value === 'docker/default' && key === 'seccompProfile');
}

/** The fix that makes the profile of a pod or a container the runtime's own, and removes the annotations that say otherwise. */
export function useRuntimeDefault(owner: Owner, key: ProfileKey): Fix {
  const profile = owner.securityContext.map(key);
  const localhostProfile = profile.string('localhostProfile');
  // The API refuses the name of a profile beside any type but Localhost.
  const leftOver = profile.keys().includes('localhostProfile') ? [remove(localhostProfile)] : [];
  return unsafeFix(
    'Use the RuntimeDefault profile',
    set(profile.string('type'), 'RuntimeDefault'),
    ...leftOver,
    ...otherAnnotations(owner, key).map(remove),
  );
}
