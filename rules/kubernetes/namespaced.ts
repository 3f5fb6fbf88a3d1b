import { groupOf } from './kinds';

/** The kinds whose objects are in a namespace, by API group, of all versions. Groups of Kubernetes' own alone. */
const NAMESPACED: Readonly<Record<string, readonly string[]>> = {
  '': [
    'Binding',
    'ConfigMap',
    'Endpoints',
    'Event',
    'LimitRange',
    'PersistentVolumeClaim',
    'Pod',
    'PodTemplate',
    'ReplicationController',
    'ResourceQuota',
    'Secret',
    'Service',
    'ServiceAccount',
  ],
  apps: ['ControllerRevision', 'DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'],
  'authorization.k8s.io': ['LocalSubjectAccessReview'],
  autoscaling: ['HorizontalPodAutoscaler'],
  batch: ['CronJob', 'Job'],
  'coordination.k8s.io': ['Lease', 'LeaseCandidate'],
  'discovery.k8s.io': ['EndpointSlice'],
  'events.k8s.io': ['Event'],
  'gateway.networking.k8s.io': ['Gateway', 'GRPCRoute', 'HTTPRoute', 'ReferenceGrant'],
  extensions: ['DaemonSet', 'Deployment', 'Ingress', 'NetworkPolicy', 'ReplicaSet'],
  'networking.k8s.io': ['Ingress', 'NetworkPolicy'],
  policy: ['PodDisruptionBudget'],
  'rbac.authorization.k8s.io': ['Role', 'RoleBinding'],
  'resource.k8s.io': ['ResourceClaim', 'ResourceClaimTemplate'],
  'storage.k8s.io': ['CSIStorageCapacity'],
};

/** Whether objects of a kind certainly are in a namespace. False for cluster-scoped kinds, and for those that are not known. */
export function isNamespaced(apiVersion: string | undefined, kind: string): boolean {
  if (apiVersion === undefined) return false;
  const group = groupOf(apiVersion);
  return Object.hasOwn(NAMESPACED, group) && NAMESPACED[group]?.includes(kind) === true;
}

/** Whether a resource, as RBAC names it, such as `networkpolicies`, certainly is in namespaces. */
export function isNamespacedResource(group: string, resource: string): boolean {
  const kinds = Object.hasOwn(NAMESPACED, group) ? (NAMESPACED[group] ?? []) : [];
  return kinds.some((kind) => resourceOf(kind) === resource);
}

/** The resource of one of Kubernetes' own kinds. */
function resourceOf(kind: string): string {
  const name = kind.toLowerCase();
  if (name === 'endpoints') return name;
  if (name.endsWith('s')) return `${name}es`;
  return name.endsWith('y') ? `${name.slice(0, -1)}ies` : `${name}s`;
}
