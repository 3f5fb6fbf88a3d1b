import { defineRule } from '../../engine/rule';
import { withoutDefaultDeny } from './default-deny';

export default defineRule({
  meta: {
    id: 'namespace-default-deny-egress-missing',
    chapter: 'cross-file',
    scope: 'Namespace',
    title: 'Namespace open for egress',
    summary: 'namespaces in which no NetworkPolicy denies egress by default',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    absence: 'namespace',
    standards: {
      nsa: ['NET-2', 'NET-4', 'NET-8'],
      cis: { '1.12': ['5.3.2'] },
      owasp: { '2025': ['K05', 'K08'] },
      attack: ['T1210'],
    },
    yieldsTo: ['namespace-default-deny-ingress-missing'],
    why: `
      A pod that no NetworkPolicy for egress selects may connect to anything: to an attacker's server,
      to take orders and to send data there, to the cloud's metadata service, which gives out the
      credentials of the node, and to every other pod.

      A policy with an empty \`podSelector\` and the type \`Egress\` selects all pods of its namespace: they
      reach only what this policy's rules or another policy's allow. The fix still lets them ask the
      cluster's DNS. Where ingress is open too, only \`namespace-default-deny-ingress-missing\` speaks.
    `,
    whenNotToFix: `
      Where the policies are in another repository, or where a proxy or firewall outside of the cluster
      decides what may be reached.
    `,
    examples: [
      {
        title: 'A namespace that denies ingress only',
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
          #       ^^^^ Namespace is open: no NetworkPolicy in view denies egress by default
        `,
        files: [
          {
            path: 'policies.yaml',
            text: `
              apiVersion: networking.k8s.io/v1
              kind: NetworkPolicy
              metadata: {name: deny, namespace: shop}
              spec: {podSelector: {}, egress: []}
            `,
          },
        ],
        fixed: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: default-deny-egress
            namespace: shop
          spec:
            podSelector: {}
            policyTypes:
            - Egress
            egress:
            - to:
              - namespaceSelector:
                  matchLabels:
                    kubernetes.io/metadata.name: kube-system
                podSelector:
                  matchLabels:
                    k8s-app: kube-dns
              ports:
              - protocol: UDP
                port: 53
              - protocol: TCP
                port: 53
        `,
      },
      {
        title: 'A workspace that holds all there is',
        closedWorld: true,
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
          #       ^^^^ Namespace is open: no NetworkPolicy in view denies egress by default
        `,
        fixed: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: default-deny-egress
            namespace: shop
          spec:
            podSelector: {}
            policyTypes:
            - Egress
            egress:
            - to:
              - namespaceSelector:
                  matchLabels:
                    kubernetes.io/metadata.name: kube-system
                podSelector:
                  matchLabels:
                    k8s-app: kube-dns
              ports:
              - protocol: UDP
                port: 53
              - protocol: TCP
                port: 53
        `,
      },
      {
        title: 'A policy for all pods with nothing but DNS',
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
        `,
        files: [
          {
            path: 'policies.yaml',
            text: `
              apiVersion: networking.k8s.io/v1
              kind: NetworkPolicy
              metadata: {name: deny, namespace: shop}
              spec:
                podSelector: {}
                policyTypes: [Egress]
                egress: [{ports: [{protocol: UDP, port: 53}]}]
            `,
          },
        ],
      },
    ],
  },

  *check(namespace, context) {
    yield* withoutDefaultDeny(namespace, 'Egress', context);
  },
});
