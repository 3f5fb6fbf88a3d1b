import type { Container } from '../kubernetes/container';
import type { Pod } from '../kubernetes/pod';
import type { Field } from '../yaml/field';
import type { Operation } from '../yaml/operation';
import type { MapView } from '../yaml/view';
import { unsafeFix } from './fix';
import type { Fix } from './rule';

/**
 * The fixes for a security context field that exists at both levels, for any container of a pod that lacks it: for the
 * whole pod first where no container says anything about it, else for the container first. `change` is what each does to
 * the pod or the container, `titles` names it.
 * `isUnfit` tells containers that could not run with it: then nothing gives it to them.
 */
export function fixesAtBothLevels<T>(
  pod: Pod,
  read: (securityContext: MapView) => Field<T>,
  change: (owner: Pod | Container) => readonly Operation[],
  titles: { readonly pod: string; readonly container: string },
  isUnfit: (container: Container) => boolean = () => false,
): (container: Container) => readonly Fix[] {
  const lacking = pod.containers.filter(({ securityContext }) => read(securityContext).state === 'absent');
  const isForPodFirst = lacking.length === pod.containers.length;
  const forPod = lacking.some(isUnfit) ? [] : [unsafeFix(titles.pod, ...change(pod))];
  return (container) => {
    const own = unsafeFix(titles.container, ...change(container));
    const forContainer = isUnfit(container) ? [] : [own];
    return isForPodFirst ? [...forPod, ...forContainer] : [...forContainer, ...forPod];
  };
}

/**
 * Where a security context field that exists at both levels is best set, for any container of a pod that lacks it: for the
 * whole pod where no container says anything about it, else for the container.
 */
export function placeAtBothLevels<T>(
  pod: Pod,
  read: (securityContext: MapView) => Field<T>,
): (container: Container) => Field<T> {
  const isLeftToPod = pod.containers.every(({ securityContext }) => read(securityContext).state === 'absent');
  if (isLeftToPod) return () => read(pod.securityContext);
  return ({ securityContext }) => read(securityContext);
}
