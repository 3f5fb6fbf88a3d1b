import type { Container } from '../../kubernetes/container';
import { workflowSpecOf } from '../../kubernetes/kinds';
import type { Pod } from '../../kubernetes/pod';
import { shapesOf } from '../../kubernetes/security-mapping';
import type { MapView } from '../../yaml/view';

/** The fields of a pod's security context. */
export const POD_FIELDS = shapesOf('PodSecurityContext');
/** The fields of a container's security context. */
export const CONTAINER_FIELDS = shapesOf('SecurityContext');

/** The fields of either. */
const FIELDS: ReadonlySet<string> = new Set([...POD_FIELDS.keys(), ...CONTAINER_FIELDS.keys()]);

function isContext(key: string): boolean {
  return FIELDS.has(key);
}

/** A field of a security context, or a whole one, that stands where the API knows no such field. */
export interface Misplaced {
  readonly holder: MapView;
  readonly key: string;
  /** Completes the sentence "The field has no effect …". */
  readonly reason: string;
  /** The container it stands in. */
  readonly container: Container | undefined;
}

/** What is misplaced in a pod and around its spec. */
export function misplacedIn(pod: Pod): readonly Misplaced[] {
  const found: Misplaced[] = [];
  const note = (
    holder: MapView,
    isMisplaced: (key: string) => boolean,
    reason: string,
    container?: Container,
  ) => {
    for (const key of holder.keys()) if (isMisplaced(key)) found.push({ holder, key, reason, container });
  };
  const beside = 'here: it belongs into securityContext';
  for (const holder of outsideOf(pod)) {
    note(holder, (key) => key === 'securityContext', 'here: it belongs into the spec of the pod');
  }
  note(pod.spec, isContext, beside);
  note(pod.securityContext, isOfContainersAlone, 'for a pod: it belongs to its containers');
  for (const container of pod.containers) {
    note(container.view, isContext, beside, container);
    note(container.securityContext, isOfPodsAlone, 'for a container: it belongs to its pod', container);
  }
  return found;
}

function isOfContainersAlone(key: string): boolean {
  return isContext(key) && !POD_FIELDS.has(key);
}

function isOfPodsAlone(key: string): boolean {
  return isContext(key) && !CONTAINER_FIELDS.has(key);
}

/** The mappings around a pod's spec: the object's own, its spec, the template. */
function outsideOf({ manifest, spec }: Pod): readonly MapView[] {
  if (workflowSpecOf(manifest.apiVersion, manifest.kind) !== undefined) return [];
  const views: MapView[] = [];
  let view = manifest.root;
  for (const key of spec.path.slice(manifest.root.path.length)) {
    views.push(view);
    if (typeof key === 'number') return views;
    view = view.map(key);
  }
  return views;
}
