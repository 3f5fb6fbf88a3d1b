import { set } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { selectsAll } from '../../kubernetes/label-selector';
import { NetworkPolicy } from '../../kubernetes/network-policy';
import { Placeholder } from '../../yaml/operation';

export default defineRule({
  meta: {
    id: 'network-policy-namespace-selector-empty',
    chapter: 'network-policy',
    scope: 'NetworkPolicy',
    title: 'Peer in every namespace',
    summary: 'peers of a NetworkPolicy whose empty `namespaceSelector` selects every namespace',
    severity: 'warning',
    default: 'on',
    fix: 'assist',
    standards: {
      nsa: ['NET-2'],
      owasp: { '2025': ['K05'], '2022': ['K07'] },
    },
    why: `
      An empty selector is no restriction: it selects all namespaces, those of other teams and those
      that do not exist yet. Whoever can create pods anywhere is let through; a \`podSelector\` beside it
      does not help, as everybody chooses the labels of their own pods.

      The label \`kubernetes.io/metadata.name\` names a namespace, and nobody but the API server can
      set it. A rule for DNS alone, ports 53 and 5353 or one of that name, is not reported.
    `,
    whenNotToFix: `
      A service for the whole cluster, such as an ingress controller or a shared cache, means it.
    `,
    examples: [
      {
        title: 'Everybody in the cluster',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: database
          spec:
            podSelector: {}
            policyTypes: [Ingress, Egress]
            ingress:
              - from:
                  - namespaceSelector: {}
          #         ^^^^^^^^^^^^^^^^^ Peer is in any namespace: namespaceSelector is empty
            egress:
              - to:
                  - podSelector: {matchLabels: {app: backup}}
                    namespaceSelector:
          #         ^^^^^^^^^^^^^^^^^ Peer is in any namespace: namespaceSelector is empty
                      matchLabels: {}
                ports: [{port: 53}, {port: 8443}]
              - to: [{namespaceSelector: {}}]
          #           ^^^^^^^^^^^^^^^^^ Peer is in any namespace: namespaceSelector is empty
                ports: [{port: 53, endPort: 90}]
              - to: [{namespaceSelector: {}}]
          #           ^^^^^^^^^^^^^^^^^ Peer is in any namespace: namespaceSelector is empty
                ports: [{port: http}]
        `,
        fixed: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: database
          spec:
            podSelector: {}
            policyTypes: [Ingress, Egress]
            ingress:
              - from:
                  - namespaceSelector:
                      matchLabels:
                        kubernetes.io/metadata.name: namespace
            egress:
              - to:
                  - podSelector: {matchLabels: {app: backup}}
                    namespaceSelector:
                      matchLabels:
                        kubernetes.io/metadata.name: namespace
                ports: [{port: 53}, {port: 8443}]
              - to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: namespace}}}]
                ports: [{port: 53, endPort: 90}]
              - to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: namespace}}}]
                ports: [{port: http}]
        `,
      },
      {
        title: 'The way to DNS, one namespace, and a selector that a chart fills',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: database
          spec:
            podSelector: {}
            policyTypes: [Ingress, Egress]
            ingress:
              - from:
                  - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shop}}
                  - namespaceSelector:
                      {{- toYaml .Values.selector | nindent 12 }}
                  - namespaceSelector:
                      matchExpressions: [{key: team, operator: Exists}]
                  - podSelector: {}
            egress:
              - to:
                  - namespaceSelector: {}
                ports:
                  - {protocol: UDP, port: 53}
                  - {protocol: TCP, port: dns-tcp}
        `,
      },
    ],
  },

  *check(manifest) {
    for (const rule of new NetworkPolicy(manifest).allRules) {
      if (rule.mayBeForDnsOnly) continue;
      for (const selector of rule.peers.map((peer) => peer.map('namespaceSelector'))) {
        if (!selectsAll(selector)) continue;
        const name = { 'kubernetes.io/metadata.name': new Placeholder('namespace') };
        yield {
          at: selector,
          message: 'Peer is in any namespace: namespaceSelector is empty',
          assist: {
            title: 'Select one namespace by its name',
            operations: [set(selector.map('matchLabels'), name)],
          },
        };
      }
    }
  },
});
