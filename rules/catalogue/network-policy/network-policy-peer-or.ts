import { remove, set, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { selectorValue, selectsAll } from '../../kubernetes/label-selector';
import { NetworkPolicy } from '../../kubernetes/network-policy';
import type { MapView } from '../../yaml/view';

type SelectorKey = 'namespaceSelector' | 'podSelector';

export default defineRule({
  meta: {
    id: 'network-policy-peer-or',
    chapter: 'network-policy',
    scope: 'NetworkPolicy',
    title: 'Pods and namespaces as two peers',
    summary: 'a `namespaceSelector` and a `podSelector` that are two peers where one may be meant',
    severity: 'info',
    default: 'off',
    fix: 'unsafe',
    standards: {
      nsa: ['NET-2'],
      owasp: { '2025': ['K05'], '2022': ['K07'] },
    },
    why: `
      The items of a list of peers are alternatives; the keys of one item must hold together. With one
      dash too many, "the pods app=web of namespace shop" becomes "all pods of namespace shop, and the
      pods app=web of this namespace". The policy then lets many more in than its author meant.
    `,
    whenNotToFix: `
      Where both are meant. Writing the peers in two rules makes that plain.
    `,
    examples: [
      {
        title: 'A dash too many',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: database
          spec:
            podSelector: {}
            policyTypes: [Ingress]
            ingress:
              - from:
                  - namespaceSelector:
                      matchLabels: {kubernetes.io/metadata.name: shop}
                  - podSelector:
          #         ^^^^^^^^^^^ Peer is an alternative to the namespaceSelector before it, not a part of it
                      matchLabels: {app: web}
        `,
        fixed: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: database
          spec:
            podSelector: {}
            policyTypes: [Ingress]
            ingress:
              - from:
                  - namespaceSelector:
                      matchLabels: {kubernetes.io/metadata.name: shop}
                    podSelector:
                      matchLabels:
                        app: web
        `,
      },
      {
        title: 'The same the other way round',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: database
          spec:
            podSelector: {}
            policyTypes: [Egress]
            egress:
              - to: [{podSelector: {matchLabels: {app: web}}}, {namespaceSelector: {matchExpressions: [{key: team, operator: In, values: [a]}]}}]
          #                                                     ^^^^^^^^^^^^^^^^^ Peer is an alternative to the podSelector before it, not a part of it
        `,
        fixed: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: database
          spec:
            podSelector: {}
            policyTypes: [Egress]
            egress:
              - to: [{podSelector: {matchLabels: {app: web}}, namespaceSelector: {matchExpressions: [{key: team, operator: In, values: [a]}]}}]
        `,
      },
      {
        title: 'A label that a chart chooses, so that it cannot be moved',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: database
          spec:
            podSelector: {}
            policyTypes: [Ingress]
            ingress:
              - from:
                  - namespaceSelector:
                      matchLabels: {kubernetes.io/metadata.name: shop}
                  - podSelector:
          #         ^^^^^^^^^^^ Peer is an alternative to the namespaceSelector before it, not a part of it
                      matchLabels: {app: {{ .Values.app }}}
        `,
      },
      {
        title: 'One peer with both, all pods here or there, and two namespaces',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: database
          spec:
            podSelector: {}
            policyTypes: [Ingress]
            ingress:
              - from:
                  - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shop}}
                    podSelector: {matchLabels: {app: web}}
                  - podSelector: {matchLabels: {app: api}}
              - from:
                  - podSelector: {}
                  - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shop}}
                  - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: desk}}
              - from:
                  - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shop}}
              - from:
                  - podSelector: {matchLabels: {app: web}}
        `,
      },
    ],
  },

  *check(manifest) {
    for (const { peers } of new NetworkPolicy(manifest).allRules) {
      for (const [index, peer] of peers.entries()) {
        const previous = peers[index - 1];
        const key = onlySelectorOf(peer);
        const before = previous && onlySelectorOf(previous);
        if (previous === undefined || key === undefined || before === undefined || key === before) continue;
        const value = selectorValue(peer.map(key));
        const merge = value && [set(previous.map(key), value), remove(peer)];
        yield {
          at: peer,
          message: `Peer is an alternative to the ${before} before it, not a part of it`,
          fixes: merge ? [unsafeFix('Make one peer of both', ...merge)] : [],
        };
      }
    }
  },
});

/** The one selector a peer has, where it asks for something. */
function onlySelectorOf(peer: MapView): SelectorKey | undefined {
  const keys: readonly SelectorKey[] = ['namespaceSelector', 'podSelector'];
  const key = keys.find((each) => peer.map(each).state === 'known');
  const isAlone = key !== undefined && !peer.isOpen && peer.keys().length === 1;
  return isAlone && !selectsAll(peer.map(key)) ? key : undefined;
}
