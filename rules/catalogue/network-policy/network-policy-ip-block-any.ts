import { defineRule } from '../../engine/rule';
import { ipBlockOf, NetworkPolicy } from '../../kubernetes/network-policy';

export default defineRule({
  meta: {
    id: 'network-policy-ip-block-any',
    chapter: 'network-policy',
    scope: 'NetworkPolicy',
    title: 'Peer with any address',
    summary: 'peers of a NetworkPolicy whose IP block is every IPv4 or IPv6 address',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      Which addresses the pods need is not in the manifest.
    `,
    standards: {
      nsa: ['NET-2'],
      owasp: { '2025': ['K05'], '2022': ['K07'] },
    },
    why: `
      \`0.0.0.0/0\` and \`::/0\` are all addresses: the internet, and with most network plugins the nodes
      and what lies behind them as well. As a source, everybody who has a route to the pods may connect;
      as a destination, an intruder can send data out to any place. For egress it is reported as
      information only, as many programs need the internet.
    `,
    whenNotToFix: `
      Pods that serve the internet, or need all of it. Take the private ranges out with \`except\`, and
      name the ports.
    `,
    examples: [
      {
        title: 'Everybody who has a route',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: web
          spec:
            podSelector: {}
            policyTypes: [Ingress, Egress]
            ingress:
              - from:
                  - ipBlock:
                      cidr: 0.0.0.0/0
          #                 ^^^^^^^^^ Rule allows ingress from any IPv4 address
            egress:
              - to:
                  - ipBlock: {cidr: "::/0", except: ["fc00::/7"]}
          #                         ^^^^^^ Rule allows egress to any IPv6 address but those in except
        `,
      },
      {
        title: 'A network, and one that a chart chooses',
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
                  - ipBlock: {cidr: 198.51.100.0/24}
                  - ipBlock: {cidr: {{ .Values.cidr }}}
        `,
      },
    ],
  },

  *check(manifest) {
    for (const { direction, peers } of new NetworkPolicy(manifest).allRules) {
      for (const peer of peers) {
        const block = ipBlockOf(peer);
        if (block?.isAny !== true) continue;
        const isIngress = direction === 'Ingress';
        const butSome = peer.map('ipBlock').list('except').isEmpty ? '' : ' but those in except';
        yield {
          at: peer.map('ipBlock').string('cidr'),
          message: `Rule allows ${isIngress ? 'ingress from' : 'egress to'} any ${block.family} address${butSome}`,
          severity: isIngress ? 'warning' : 'info',
        };
      }
    }
  },
});
