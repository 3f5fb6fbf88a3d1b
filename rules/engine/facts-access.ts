import { Manifest } from '../kubernetes/manifest';
import { rolesIn } from '../kubernetes/role';
import { reachesOnlyNamespaces } from '../kubernetes/role-reach';
import { knownValue } from '../yaml/field';
import type { MapView } from '../yaml/view';
import type { ClusterRoleFact, ResourceQuotaFact } from './facts';
import { placeOf } from './place';

/** The fact of a ClusterRole; none where its name is not known, or it comes with Kubernetes. */
export function clusterRoleIn(root: MapView): readonly ClusterRoleFact[] {
  const apiVersion = knownValue(root.string('apiVersion'));
  return rolesIn(new Manifest(root, apiVersion, 'ClusterRole')).flatMap((role) => {
    const name = knownValue(role.name);
    if (name === undefined) return [];
    const isNamespaced = reachesOnlyNamespaces(role);
    return [{ kind: 'cluster-role', name, isNamespaced, place: placeOf(root) }];
  });
}

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
