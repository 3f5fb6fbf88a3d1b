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
