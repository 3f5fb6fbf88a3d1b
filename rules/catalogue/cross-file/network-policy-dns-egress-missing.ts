import { addDocument } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { namespacesOf } from '../../engine/workspace';
import { NetworkPolicy } from '../../kubernetes/network-policy';
import { knownValue } from '../../yaml/field';
import { Placeholder } from '../../yaml/operation';
import { severityOfAbsence } from './absence';
import { dnsRuleFor } from './dns';

export default defineRule({
  meta: {
    id: 'network-policy-dns-egress-missing',
    chapter: 'cross-file',
    scope: 'NetworkPolicy',
    title: 'Egress denied without a way to DNS',
    summary: 'network policies that deny egress to all pods of a namespace in which none allows DNS',
    severity: 'info',
    default: 'on',
    fix: 'assist',
    absence: 'itself',
    standards: { tob: ['TOB-K8S-032'], nsa: ['NET-2'], owasp: { '2025': ['K05'] } },
    why: `
      Hardly any program works without names. Where a namespace denies egress and nobody allows port
      53, the first incident ends with the policy being taken away, and with it all that it protected
      from. A rule for DNS lets the policy stay.

      Allow only the cluster's own DNS: through one outside, data can leave as questions for names.
    `,
    whenNotToFix: `
      Where the pods of the namespace need no names, or another repository has the policy for DNS.
    `,
    examples: [
      {
        title: 'A policy that denies all egress, alone in its namespace',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: deny
          #       ^^^^ Pods of the namespace cannot resolve names: no policy in view allows port 53
            namespace: shop
          spec: {podSelector: {}, policyTypes: [Egress]}
        `,
        files: [
          {
            path: 'other.yaml',
            text: `
              apiVersion: networking.k8s.io/v1
              kind: NetworkPolicy
              metadata: {name: web, namespace: shop}
              spec:
                podSelector: {matchLabels: {app: web}}
                policyTypes: [Egress]
                egress: [{ports: [{port: 443}]}]
              ---
              apiVersion: networking.k8s.io/v1
              kind: NetworkPolicy
              metadata: {name: dns, namespace: desk}
              spec: {podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: 53}]}]}
              ---
              apiVersion: networking.k8s.io/v1
              kind: NetworkPolicy
              metadata: {name: ingress, namespace: shop}
              spec: {podSelector: {}, policyTypes: [Ingress]}
            `,
          },
        ],
        fixed: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: deny
            namespace: shop
          spec: {podSelector: {}, policyTypes: [Egress]}
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: allow-dns
            namespace: shop
          spec:
            podSelector: {}
            policyTypes: [Egress]
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
        title: 'A policy that allows all pods only something else',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: limit, namespace: shop}
          spec:
            podSelector: {}
            policyTypes: [Egress]
            egress:
          # ^^^^^^ Pods of the namespace cannot resolve names: no policy in view allows port 53
              - ports: [{port: 443}, {port: 8000, endPort: 9000}, {port: http}]
        `,
        fixed: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: limit, namespace: shop}
          spec:
            podSelector: {}
            policyTypes: [Egress]
            egress:
              - ports: [{port: 443}, {port: 8000, endPort: 9000}, {port: http}]
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: allow-dns
            namespace: shop
          spec:
            podSelector: {}
            policyTypes: [Egress]
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
        title: 'A namespace where another policy allows DNS',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: deny, namespace: shop}
          spec: {podSelector: {}, policyTypes: [Egress]}
        `,
        files: [
          {
            path: 'dns.yaml',
            text: `
              apiVersion: networking.k8s.io/v1
              kind: NetworkPolicy
              metadata: {name: dns, namespace: shop}
              spec: {podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: 1, endPort: 1000}]}]}
            `,
          },
        ],
      },
      {
        title: 'A policy for some pods, one that denies ingress, and one whose rules a chart writes',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: web, namespace: shop}
          spec: {podSelector: {matchLabels: {app: web}}, policyTypes: [Egress]}
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: deny, namespace: desk}
          spec: {podSelector: {}, policyTypes: [Ingress]}
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: chart, namespace: mail}
          spec: {podSelector: {}, policyTypes: [Egress], egress: {{ .Values.egress }}}
        `,
      },
      {
        title: "A namespace with a policy of the network plugin's own",
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: deny, namespace: shop}
          spec: {podSelector: {}, policyTypes: [Egress]}
        `,
        files: [
          {
            path: 'dns.yaml',
            text: `
              apiVersion: projectcalico.org/v3
              kind: NetworkPolicy
              metadata: {name: dns, namespace: shop}
            `,
          },
        ],
      },
    ],
  },

  *check(manifest, context) {
    const { workspace } = context;
    const policy = new NetworkPolicy(manifest);
    const isClosed = ['closed', 'limited'].includes(policy.restriction('Egress'));
    if (!isClosed || policy.podRequirements?.length !== 0) return;
    const namespaces = namespacesOf(manifest, workspace);
    const inView = workspace.networkPolicies(namespaces);
    // Where not even this policy is in view, nothing is.
    if (inView.length === 0 || inView.some(({ mayAllowDns }) => mayAllowDns)) return;
    if (workspace.otherNetworkPolicies(namespaces).length > 0) return;
    const namespace = knownValue(manifest.namespace);
    const allowed = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'allow-dns', ...(namespace === undefined ? {} : { namespace }) },
      spec: {
        podSelector: {},
        policyTypes: ['Egress'],
        egress: [dnsRuleFor(new Placeholder('kube-dns'))],
      },
    };
    yield {
      at: policy.spec.list('egress'),
      message: 'Pods of the namespace cannot resolve names: no policy in view allows port 53',
      ...severityOfAbsence(context),
      assist: { title: 'Allow DNS', operations: [addDocument(manifest.document, allowed)] },
    };
  },
});
