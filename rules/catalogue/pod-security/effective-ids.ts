import { set } from '../../engine/fix';
import { placeAtBothLevels } from '../../engine/placement';
import type { Assist } from '../../engine/rule';
import type { Container } from '../../kubernetes/container';
import type { Pod } from '../../kubernetes/pod';
import type { Field } from '../../yaml/field';
import { Placeholder } from '../../yaml/operation';
import type { MapView } from '../../yaml/view';

/** The fields of a security context that choose whom a container runs as. */
export type IdKey = 'runAsUser' | 'runAsGroup';

/** A field that counts for at least one container of a pod, and whose security context it stands in. */
export interface EffectiveId {
  readonly field: Field<number>;
  readonly owner: 'Pod' | 'Container';
}

/** The user or group IDs that count for a pod's containers, each once. The pod's own counts unless every container has one. */
export function effectiveIds(pod: Pod, key: IdKey): readonly EffectiveId[] {
  const own = pod.containers.map(({ securityContext }) => securityContext.integer(key));
  const isOverridden = own.length > 0 && own.every(({ state }) => state !== 'absent');
  const ofPod: EffectiveId = { field: pod.securityContext.integer(key), owner: 'Pod' };
  return [
    ...(isOverridden ? [] : [ofPod]),
    ...own.map((field): EffectiveId => ({ field, owner: 'Container' })),
  ];
}

/** A container for which neither it nor its pod gives the ID, where it would stand, and how to choose one. */
export interface MissingId {
  readonly container: Container;
  readonly at: Field<number>;
  readonly assist: Assist;
}

/** The containers whose user or group the image decides. */
export function missingIds(pod: Pod, key: IdKey, title: string): readonly MissingId[] {
  const read = (securityContext: MapView) => securityContext.integer(key);
  const placeFor = placeAtBothLevels(pod, read);
  return pod.containers.flatMap((container) => {
    const at = container.effective(read);
    if (at.state !== 'absent') return [];
    return [{ container, at, assist: { title, operations: [set(placeFor(container), ID)] } }];
  });
}

/** A choice of another ID in place of one that is written. */
export function chooseAnother(field: Field<number>, title: string): Assist {
  return { title, operations: [set(field, ID)] };
}

/** The ID that images made to run without root often use for user and group. */
const ID = new Placeholder('65532');
