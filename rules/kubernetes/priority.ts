/** The PriorityClasses that Kubernetes makes for what a cluster or a node cannot do without. */
export const systemClasses: readonly string[] = ['system-cluster-critical', 'system-node-critical'];
