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
  readonly container?: Container;
}

/** What is misplaced in a pod and around its spec. */
export function* misplacedIn(pod: Pod): Iterable<Misplaced> {
  const beside = 'here: it belongs into securityContext';
  for (const holder of outsideOf(pod)) {
    const reason = 'here: it belongs into the spec of the pod';
    if (holder.keys().includes('securityContext')) yield { holder, key: 'securityContext', reason };
  }
  for (const key of pod.spec.keys().filter(isContext)) yield { holder: pod.spec, key, reason: beside };
  for (const key of pod.securityContext.keys()) {
    const reason = 'for a pod: it belongs to its containers';
    if (isContext(key) && !POD_FIELDS.has(key)) yield { holder: pod.securityContext, key, reason };
  }
  for (const container of pod.containers) {
    const { view, securityContext } = container;
    for (const key of view.keys().filter(isContext)) yield { holder: view, key, reason: beside, container };
    for (const key of securityContext.keys()) {
      const reason = 'for a container: it belongs to its pod';
      if (isContext(key) && !CONTAINER_FIELDS.has(key))
        yield { holder: securityContext, key, reason, container };
    }
  }
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
