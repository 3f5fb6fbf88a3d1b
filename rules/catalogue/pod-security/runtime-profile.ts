import { remove, set, unsafeFix } from '../../engine/fix';
import type { Fix } from '../../engine/rule';
import type { Pod } from '../../kubernetes/pod';
import type { Field } from '../../yaml/field';
import type { MapView } from '../../yaml/view';

/** What the annotations begin with that name a container's AppArmor profile; the container's name follows. */
export const APP_ARMOR_ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';

/** Each seccomp or AppArmor profile that a pod's security context or one of its containers' asks for. */
export function runtimeProfilesOf(pod: Pod, key: 'seccompProfile' | 'appArmorProfile'): readonly MapView[] {
  return pod.securityContexts
    .map((context) => context.map(key))
    .filter((profile) => profile.state === 'known');
}

/** Whether a profile's type, or its lack, is certainly neither of the two that the Pod Security Standards allow. */
export function isTypeForbidden(type: Field<string>): boolean {
  if (type.state !== 'known') return type.state === 'absent';
  return type.value !== 'RuntimeDefault' && type.value !== 'Localhost';
}

/** The fix that makes a profile the container runtime's own. */
export function useRuntimeDefault(profile: MapView): Fix {
  const localhostProfile = profile.string('localhostProfile');
  // The API refuses the name of a profile beside any type but Localhost.
  const leftOver = profile.keys().includes('localhostProfile') ? [remove(localhostProfile)] : [];
  return unsafeFix(
    'Use the RuntimeDefault profile',
    set(profile.string('type'), 'RuntimeDefault'),
    ...leftOver,
  );
}
