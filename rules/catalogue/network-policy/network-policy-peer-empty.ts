import { remove, set, unsafeFix } from '../../engine/fix';
import { defineRule, type Fix } from '../../engine/rule';
import { selectorValue } from '../../kubernetes/label-selector';
import { NetworkPolicy } from '../../kubernetes/network-policy';
import { strayKeysIn } from '../../kubernetes/network-policy-fields';
import type { MapView } from '../../yaml/view';

const SELECTORS = ['podSelector', 'namespaceSelector'];
const KINDS = [...SELECTORS, 'ipBlock'];
const MISPLACED = ['matchLabels', 'matchExpressions'];

export default defineRule({
  meta: {
    id: 'network-policy-peer-empty',
    chapter: 'network-policy',
    scope: 'NetworkPolicy',
    title: 'Peer that names nobody',
    summary: 'peers of a NetworkPolicy with neither a selector nor an IP block, which the API server refuses',
    severity: 'error',
    default: 'on',
    fix: 'unsafe',
    standards: {
      nsa: ['NET-2'],
      tob: ['TOB-K8S-TM01'],
      owasp: { '2025': ['K05'] },
    },
    covers: ['network-policy-unknown-field'],
    why: `
      The API server refuses the whole policy, so that its pods stay as open as they were, often
      without anybody noticing. The usual cause is a selector's content that stands beside the selector
      instead of below it: two spaces are missing. \`podSelector:\` with nothing below it is not set; the
      selector of all pods is \`podSelector: {}\`.
    `,
    whenNotToFix: `
      Never: such a policy cannot be applied.
    `,
    examples: [
      {
        title: 'Labels that stand beside their selector',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: web
          spec:
            podSelector: {}
            policyTypes: [Ingress]
            ingress:
              - from:
                  - podSelector:
                    matchLabels:
          #         ^^^^^^^^^^^ Peer names nobody: matchLabels stands beside podSelector, not below it
                      app: shop
                    matchExpressions: [{key: tier, operator: Exists}]
          #         ^^^^^^^^^^^^^^^^ Peer names nobody: matchExpressions stands beside podSelector, not below it
        `,
        fixed: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: web
          spec:
            podSelector: {}
            policyTypes: [Ingress]
            ingress:
              - from:
                  - podSelector:
                      matchLabels:
                        app: shop
                      matchExpressions:
                        - key: tier
                          operator: Exists
        `,
      },
      {
        title: 'Peers with nothing in them',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: web
          spec:
            podSelector: {}
            policyTypes: [Egress]
            egress:
              - to:
                  - {}
          #         ^^ Peer names nobody: it has no selector and no ipBlock
                  - namespaceSelector:
          #         ^^^^^^^^^^^^^^^^^ Peer names nobody: it has no selector and no ipBlock
                  - matchLabels: {app: shop}
          #         ^^^^^^^^^^^ Peer names nobody: matchLabels stands below no selector
        `,
      },
      {
        title: 'A label that a chart chooses, so that it cannot be moved',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: web
          spec:
            podSelector: {}
            policyTypes: [Ingress]
            ingress:
              - from:
                  - podSelector:
                    matchLabels: {app: {{ .Values.app }}}
          #         ^^^^^^^^^^^ Peer names nobody: matchLabels stands beside podSelector, not below it
        `,
      },
      {
        title: 'All pods of the namespace, a peer that a chart writes, and a slip that is reported itself',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: web
          spec:
            podSelector: {}
            policyTypes: [Ingress]
            ingress:
              - from:
                  - podSelector: {}
                  - namespaceSelectors: {}
                  - podSelector:
                      {{- toYaml .Values.selector | nindent 12 }}
        `,
      },
    ],
  },

  *check(manifest) {
    for (const { peerList } of new NetworkPolicy(manifest).allRules) {
      for (const peer of peerList.items()) {
        if (KINDS.some((key) => peer.map(key).state !== 'absent')) continue;
        const stray = strayKeysIn(peer, 'peer');
        if (stray.length === 0) {
          yield { at: peer, message: 'Peer names nobody: it has no selector and no ipBlock' };
        }
        const selector = SELECTORS.find((key) => peer.keys().includes(key));
        for (const key of stray.filter((each) => MISPLACED.includes(each))) {
          const where = selector === undefined ? 'below no selector' : `beside ${selector}, not below it`;
          yield {
            at: peer.map(key),
            message: `Peer names nobody: ${key} stands ${where}`,
            fixes: selector === undefined ? [] : indented(peer, selector),
          };
        }
      }
    }
  },
});

function indented(peer: MapView, selector: string): readonly Fix[] {
  const value = selectorValue(peer, selector);
  if (value === undefined) return [];
  const moved = MISPLACED.filter((key) => peer.keys().includes(key)).map((key) => remove(peer.map(key)));
  return [unsafeFix(`Put it below ${selector}`, ...moved, set(peer.map(selector), value))];
}
