import { remove, set, unsafeFix } from '../../engine/fix';
import type { Fix } from '../../engine/rule';
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

/** Each seccomp or AppArmor profile that a pod's security context or one of its containers' asks for. */
export function runtimeProfilesOf(pod: Pod, key: ProfileKey): readonly MapView[] {
  return pod.securityContexts
    .map((context) => context.map(key))
    .filter((profile) => profile.state === 'known');
}

/** Whether a profile's type, or its lack, is certainly neither of the two that the Pod Security Standards allow. */
export function isTypeForbidden(type: Field<string>): boolean {
  if (type.state !== 'known') return type.state === 'absent';
  return type.value !== 'RuntimeDefault' && type.value !== 'Localhost';
}

/**
 * The old annotations that name anything but the container runtime's own profile for what a security context of the pod
 * is about. The API server refuses a pod whose annotation and field differ.
 */
export function otherAnnotations(
  pod: Pod,
  securityContext: MapView,
  key: ProfileKey,
): readonly Field<string>[] {
  const isSeccomp = key === 'seccompProfile';
  const isOfPod = securityContext === pod.securityContext;
  // A container's seccomp annotation is compared with the container's own field alone.
  const containers = pod.containers.filter(({ securityContext: own }) =>
    isOfPod ? !isSeccomp && own.map(key).state === 'absent' : own === securityContext,
  );
  const prefix = isSeccomp ? SECCOMP_OF_CONTAINER : APP_ARMOR_ANNOTATION;
  const names = containers.flatMap(({ name }) => knownValue(name) ?? []);
  const keys = [...(isSeccomp && isOfPod ? [SECCOMP_OF_POD] : []), ...names.map((name) => prefix + name)];
  return keys
    .map((annotation) => pod.annotations.string(annotation))
    .filter((annotation) => annotation.state === 'known' && !namesRuntimeDefault(annotation.value, key));
}

function namesRuntimeDefault(value: string, key: ProfileKey): boolean {
  return value === 'runtime/default' || (value === 'docker/default' && key === 'seccompProfile');
}

/** The fix that makes a profile the container runtime's own, and removes the annotations that say otherwise. */
export function useRuntimeDefault(profile: MapView, pod: Pod, key: ProfileKey): Fix {
  const owner = pod.securityContexts.find((context) => context.map(key) === profile);
  const others = owner === undefined ? [] : otherAnnotations(pod, owner, key);
  const localhostProfile = profile.string('localhostProfile');
  // The API refuses the name of a profile beside any type but Localhost.
  const leftOver = profile.keys().includes('localhostProfile') ? [remove(localhostProfile)] : [];
  return unsafeFix(
    'Use the RuntimeDefault profile',
    set(profile.string('type'), 'RuntimeDefault'),
    ...leftOver,
    ...others.map(remove),
  );
}
