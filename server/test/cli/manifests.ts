/** A pod on the host's network, for a single `host-network` finding. */
export function podOnHostNetwork(name: string): string {
  return `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
spec:
  hostNetwork: true
  containers: []
`;
}

/** A pod that no rule of the tests has anything to say about. */
export const cleanPod = `apiVersion: v1
kind: Pod
metadata:
  name: clean
spec:
  containers: []
`;

/** A pod in a namespace with a ServiceAccount of its own name. */
export function podOf(account: string): string {
  return `apiVersion: v1
kind: Pod
metadata: {name: ${account}, namespace: shop}
spec: {serviceAccountName: ${account}, containers: []}
`;
}

/** What gives that ServiceAccount every right. */
export function clusterAdminFor(account: string): string {
  return `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: admin}
subjects: [{kind: ServiceAccount, name: ${account}, namespace: shop}]
roleRef: {kind: ClusterRole, name: cluster-admin, apiGroup: rbac.authorization.k8s.io}
`;
}
