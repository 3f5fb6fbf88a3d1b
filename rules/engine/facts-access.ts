import { knownValue } from '../yaml/field';
import type { MapView } from '../yaml/view';
import type { ResourceQuotaFact } from './facts';
import { placeOf } from './place';

/** The fact of a ResourceQuota. */
export function resourceQuotaIn(root: MapView): readonly ResourceQuotaFact[] {
  const namespace = knownValue(root.map('metadata').string('namespace'));
  const hard = root.map('spec').map('hard');
  return [
    {
      kind: 'resource-quota',
      ...(namespace === undefined || namespace === '' ? {} : { namespace }),
      hard: hard.keys(),
      isOpen: hard.isOpen,
      place: placeOf(root),
    },
  ];
}
