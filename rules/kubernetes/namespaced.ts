import type { PolicyRule, Role } from './role';

/** Kubernetes' own resources that are in namespaces, by API group. */
const NAMESPACED: Readonly<Record<string, readonly string[]>> = {
  '': [
    'configmaps',
    'endpoints',
    'events',
    'limitranges',
    'persistentvolumeclaims',
    'pods',
    'podtemplates',
    'replicationcontrollers',
    'resourcequotas',
    'secrets',
    'serviceaccounts',
    'services',
  ],
  apps: ['controllerrevisions', 'daemonsets', 'deployments', 'replicasets', 'statefulsets'],
  autoscaling: ['horizontalpodautoscalers'],
  batch: ['cronjobs', 'jobs'],
  'coordination.k8s.io': ['leases'],
  'discovery.k8s.io': ['endpointslices'],
  'events.k8s.io': ['events'],
  'gateway.networking.k8s.io': ['gateways', 'grpcroutes', 'httproutes', 'referencegrants'],
  'metrics.k8s.io': ['pods'],
  'networking.k8s.io': ['ingresses', 'networkpolicies'],
  policy: ['poddisruptionbudgets'],
  'rbac.authorization.k8s.io': ['rolebindings', 'roles'],
  'storage.k8s.io': ['csistoragecapacities'],
};

/** Whether all that a role grants certainly is about Kubernetes' own resources in namespaces. */
export function reachesOnlyNamespaces(role: Role): boolean {
  const isAllInView = role.aggregationRule.state === 'absent' && !role.view.list('rules').isOpen;
  return isAllInView && role.rules.length > 0 && role.rules.every(isNamespaced);
}

function isNamespaced(rule: PolicyRule): boolean {
  const lists = ['apiGroups', 'resources'].map((key) => rule.view.list(key));
  const isKnown = lists.every(
    (list) => !list.isOpen && list.strings().every(({ state }) => state === 'known'),
  );
  const { apiGroups, resources } = rule;
  if (!isKnown || apiGroups.length === 0 || resources.length === 0) return false;
  const known = new Set(apiGroups.flatMap(({ value }) => NAMESPACED[value] ?? []));
  return resources.every(({ value }) => known.has(value.split('/')[0] ?? ''));
}
