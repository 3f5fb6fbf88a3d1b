import { defineRule } from '../../engine/rule';
import { certainNamespacesOf } from '../../engine/workspace';
import { isKnown } from '../../yaml/field';
import { isStaticControlPlane } from '../pod-security/exemptions';
import { relatedTo } from './related';
import { labelsOf, maySelect } from './selected-pod';

export default defineRule({
  meta: {
    id: 'host-network-bypasses-network-policy',
    chapter: 'cross-file',
    scope: 'pod',
    title: 'Pod out of reach of its NetworkPolicies',
    summary: 'pods on the network of their node in a namespace that has network policies',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      The rule host-network offers to take the pod off the network of its node.
    `,
    standards: { nsa: ['NET-2'], owasp: { '2025': ['K05'] }, attack: ['T1210'] },
    whereWritten: ['hostNetwork'],
    why: `
      Traffic of a pod with \`hostNetwork: true\` has the node's address. Network plugins take it for the
      node's own, to which no policy applies: the pod reaches what its namespace is denied, and is
      reached by everybody, while the policies make believe that it is not. Where the rule host-network
      speaks about the same pod, it speaks for this one too.
    `,
    whenNotToFix: `
      Agents that must be on the node's network belong in a namespace of their own.
    `,
    examples: [
      {
        title: 'A pod in a namespace that denies all traffic',
        manifest: `
          apiVersion: apps/v1
          kind: DaemonSet
          metadata: {name: agent, namespace: shop}
          spec:
            selector: {matchLabels: {app: agent}}
            template:
              metadata: {labels: {app: agent}}
              spec:
                hostNetwork: true
          #                  ^^^^ No NetworkPolicy of the namespace holds the pod: it is on its node's network
                containers: [{name: agent, image: "registry.example/agent:1.2"}]
        `,
        files: [
          {
            path: 'deny.yaml',
            text: `
              apiVersion: networking.k8s.io/v1
              kind: NetworkPolicy
              metadata: {name: deny, namespace: shop}
              spec: {podSelector: {}, policyTypes: [Ingress, Egress]}
            `,
          },
        ],
      },
      {
        title: 'A pod of the control plane, which the kubelet starts from a file',
        manifest: `
          apiVersion: v1
          kind: Pod # static
          metadata: {name: kube-scheduler, namespace: kube-system, labels: {component: kube-scheduler}}
          spec:
            hostNetwork: true
            containers: [{name: kube-scheduler, image: "registry.k8s.io/kube-scheduler:v1.33.2"}]
        `,
        files: [
          {
            path: 'deny.yaml',
            text: `
              apiVersion: networking.k8s.io/v1
              kind: NetworkPolicy
              metadata: {name: deny, namespace: kube-system}
              spec: {podSelector: {}}
            `,
          },
        ],
      },
      {
        title: 'Policies of another namespace or for other pods, and a pod on a network of its own',
        manifest: `
          apiVersion: apps/v1
          kind: DaemonSet
          metadata: {name: agent, namespace: shop}
          spec:
            selector: {matchLabels: {app: agent}}
            template:
              metadata: {labels: {app: agent}}
              spec:
                hostNetwork: true
                containers: [{name: agent, image: "registry.example/agent:1.2"}]
          ---
          apiVersion: apps/v1
          kind: DaemonSet
          metadata: {name: agent, namespace: desk}
          spec:
            selector: {matchLabels: {app: agent}}
            template:
              metadata: {labels: {app: agent}}
              spec:
                containers: [{name: agent, image: "registry.example/agent:1.2"}]
        `,
        files: [
          {
            path: 'deny.yaml',
            text: `
              apiVersion: networking.k8s.io/v1
              kind: NetworkPolicy
              metadata: {name: deny, namespace: desk}
              spec: {podSelector: {}, policyTypes: [Ingress, Egress]}
              ---
              apiVersion: networking.k8s.io/v1
              kind: NetworkPolicy
              metadata: {name: anywhere}
              spec: {podSelector: {}, policyTypes: [Ingress, Egress]}
              ---
              apiVersion: networking.k8s.io/v1
              kind: NetworkPolicy
              metadata: {name: unknown, namespace: shop}
              spec: {podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress]}
            `,
          },
        ],
      },
    ],
  },

  *check(pod, context) {
    if (!isKnown(pod.hostNetwork, true) || isStaticControlPlane(pod, context)) return;
    const { workspace } = context;
    const namespaces = certainNamespacesOf(pod.manifest, workspace);
    const labels = labelsOf(pod, context);
    const policies = workspace.certainNetworkPolicies(namespaces).filter((each) => maySelect(each, labels));
    if (policies.length === 0) return;
    yield {
      at: pod.hostNetwork,
      message: "No NetworkPolicy of the namespace holds the pod: it is on its node's network",
      related: relatedTo(pod.manifest, policies, () => 'This policy selects the pod, in vain', workspace),
    };
  },
});
