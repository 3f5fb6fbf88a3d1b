import type { Container } from '../kubernetes/container';
import type { Pod } from '../kubernetes/pod';
import type { Field } from '../yaml/field';
import type { Operation } from '../yaml/operation';
import type { MapView } from '../yaml/view';
import { unsafeFix } from './fix';
import type { Fix } from './rule';

/**
 * The fixes for a security context field that exists at both levels, for any container of a pod that lacks it: for the
 * whole pod first where no container says anything about it, else for the container first. `titles` names what each does.
 */
export function fixesAtBothLevels<T>(
  pod: Pod,
  read: (securityContext: MapView) => Field<T>,
  change: (securityContext: MapView) => Operation,
  titles: { readonly pod: string; readonly container: string },
): (container: Container) => readonly Fix[] {
  const isFree = pod.containers.every(({ securityContext }) => read(securityContext).state === 'absent');
  const forPod = unsafeFix(titles.pod, change(pod.securityContext));
  return ({ securityContext }) => {
    const forContainer = unsafeFix(titles.container, change(securityContext));
    return isFree ? [forPod, forContainer] : [forContainer, forPod];
  };
}
