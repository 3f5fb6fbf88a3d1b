import { defineRule } from '../../engine/rule';
import { withoutDefaultDeny } from './default-deny';

export default defineRule({
  meta: {
    id: 'namespace-default-deny-ingress-missing',
    chapter: 'cross-file',
    scope: 'Namespace',
    title: 'Namespace open for ingress',
    summary: 'namespaces in which no NetworkPolicy denies ingress by default',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    absence: 'namespace',
    standards: {
      nsa: ['NET-2'],
      cis: { '1.12': ['5.3.2'] },
      owasp: { '2025': ['K05'] },
      attack: ['T1210'],
    },
    why: `
      A pod that no NetworkPolicy selects takes connections from every pod of the cluster. Whoever has
      taken over one of them, in any namespace, reaches databases, caches and admin interfaces that
      nobody meant to be reached.

      A policy with an empty \`podSelector\` and the type \`Ingress\` selects all pods of its namespace:
      they take only what this policy's rules or another policy's allow. One whose rules let everything
      through does not count. Where a policy of Cilium, Calico or Antrea, or an AdminNetworkPolicy, may
      hold for the namespace, nothing is reported.
    `,
    whenNotToFix: `
      Where the policies are in another repository, or something makes them for every new namespace. Pods
      lose the connections that no policy allows, so find out first which they need.
    `,
    examples: [
      {
        title: 'A namespace without any policy',
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
          #       ^^^^ Namespace is open: no NetworkPolicy in view denies ingress by default
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
            name: default-deny-ingress
            namespace: shop
          spec:
            podSelector: {}
            policyTypes:
            - Ingress
        `,
      },
      {
        title:
          'Policies that are for some pods, for another direction, for another namespace, or let everything through',
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
          #       ^^^^ Namespace is open: no NetworkPolicy in view denies ingress by default
        `,
        files: [
          {
            path: 'policies.yaml',
            text: `
              apiVersion: networking.k8s.io/v1
              kind: NetworkPolicy
              metadata: {name: web, namespace: shop}
              spec: {podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress]}
              ---
              apiVersion: networking.k8s.io/v1
              kind: NetworkPolicy
              metadata: {name: egress, namespace: shop}
              spec: {podSelector: {}, policyTypes: [Egress]}
              ---
              apiVersion: networking.k8s.io/v1
              kind: NetworkPolicy
              metadata: {name: deny, namespace: desk}
              spec: {podSelector: {}, policyTypes: [Ingress]}
              ---
              apiVersion: networking.k8s.io/v1
              kind: NetworkPolicy
              metadata: {name: allow, namespace: shop}
              spec: {podSelector: {}, policyTypes: [Ingress], ingress: [{}]}
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
            name: default-deny-ingress
            namespace: shop
          spec:
            podSelector: {}
            policyTypes:
            - Ingress
        `,
      },
      {
        title: 'A policy for all pods, which does not say its types',
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
              spec: {podSelector: {}}
            `,
          },
        ],
      },
      {
        title: 'A policy for all pods that lets those of the namespace talk to each other',
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: own, namespace: shop}
          spec: {podSelector: {}, policyTypes: [Ingress], ingress: [{from: [{podSelector: {}}]}]}
        `,
      },
      {
        title: 'A policy that a kustomization puts into the namespace',
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
        `,
        files: [
          { path: 'base/kustomization.yaml', text: '{namespace: shop, resources: [deny.yaml]}' },
          {
            path: 'base/deny.yaml',
            text: `
              apiVersion: networking.k8s.io/v1
              kind: NetworkPolicy
              metadata: {name: deny}
              spec: {podSelector: {}, policyTypes: [Ingress]}
            `,
          },
        ],
      },
      {
        title: 'A policy whose selector or whose types a chart decides',
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: deny, namespace: shop}
          spec:
            podSelector: {{ .Values.selector }}
            policyTypes: {{ .Values.types }}
        `,
      },
      {
        title: 'A policy for the whole cluster',
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
        `,
        files: [
          {
            path: 'baseline.yaml',
            text: `
              apiVersion: policy.networking.k8s.io/v1alpha1
              kind: BaselineAdminNetworkPolicy
              metadata: {name: default}
            `,
          },
        ],
      },
      {
        title: "A policy of the network plugin's own",
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
        `,
        files: [
          {
            path: 'cilium.yaml',
            text: `
              apiVersion: cilium.io/v2
              kind: CiliumNetworkPolicy
              metadata: {name: deny, namespace: shop}
            `,
          },
        ],
      },
      {
        title: 'A namespace of the cluster, and one that a chart names',
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: kube-system
          ---
          apiVersion: v1
          kind: Namespace
          metadata:
            name: {{ .Values.namespace }}
        `,
      },
      {
        title: 'A patch of a namespace',
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
        `,
        files: [{ path: 'kustomization.yaml', text: 'patches: [{path: example.yaml}]' }],
      },
      {
        title: 'A namespace that a kustomization renames together with what is in it',
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
        `,
        files: [
          { path: 'kustomization.yaml', text: '{namespace: stage, resources: [example.yaml, deny.yaml]}' },
          {
            path: 'deny.yaml',
            text: `
              apiVersion: networking.k8s.io/v1
              kind: NetworkPolicy
              metadata: {name: deny}
              spec: {podSelector: {}}
            `,
          },
        ],
      },
      {
        title: 'A Namespace that Flux gives another name',
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: desk
        `,
        files: [
          {
            path: 'flux/shop.yaml',
            text: `
              apiVersion: kustomize.toolkit.fluxcd.io/v1
              kind: Kustomization
              metadata: {name: shop, namespace: flux-system}
              spec:
                path: ./\${app}
                targetNamespace: shop
                sourceRef: {kind: GitRepository, name: shop}
            `,
          },
        ],
      },
    ],
  },

  *check(namespace, context) {
    yield* withoutDefaultDeny(namespace, 'Ingress', context);
  },
});
