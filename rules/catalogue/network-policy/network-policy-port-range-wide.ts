import { defineRule } from '../../engine/rule';
import { ipBlockOf, NetworkPolicy } from '../../kubernetes/network-policy';
import { knownValue } from '../../yaml/field';

/** The most ports that a range may have without being called wide. */
const LIMIT = 1000;

export default defineRule({
  meta: {
    id: 'network-policy-port-range-wide',
    chapter: 'network-policy',
    scope: 'NetworkPolicy',
    title: 'Wide range of ports',
    summary: 'rules of a NetworkPolicy for more than 1000 ports in a row, or for every port of an IP block',
    severity: 'info',
    default: 'off',
    fix: 'none',
    noFix: `
      Which ports are in use is not in the manifest.
    `,
    standards: {
      nsa: ['NET-2'],
      owasp: { '2025': ['K05'], '2022': ['K07'] },
    },
    why: `
      Each port that is allowed and not needed is one that an intruder can listen on or connect to. A
      peer outside the cluster that is allowed on every port can be sent anything over any protocol.

      Reported are ranges of more than 1000 ports, and rules without \`ports\` for an IP block.
    `,
    whenNotToFix: `
      Protocols that choose their ports as they go, such as passive FTP, RTP and some peer-to-peer
      protocols.
    `,
    examples: [
      {
        title: 'Most ports, and all ports of an outside network',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: media
          spec:
            podSelector: {}
            policyTypes: [Ingress, Egress]
            ingress:
              - from: [{podSelector: {}}]
                ports:
                  - protocol: UDP
                    port: 1000
                    endPort: 2000
          #                  ^^^^ Rule is for 1001 ports in a row
            egress:
              - to: [{ipBlock: {cidr: 198.51.100.0/24}}]
          #     ^^ Rule is for every port of an IP block: ports is not set
        `,
      },
      {
        title: 'A range of a thousand, one port, every port of pods, and a slip that is reported itself',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: media
          spec:
            podSelector: {}
            policyTypes: [Ingress, Egress]
            ingress:
              - from: [{podSelector: {}}]
                ports: [{port: 1000, endPort: 1999}, {port: {{ .Values.first }}, endPort: 9000}]
              - from: [{podSelector: {}}]
            egress:
              - to: [{ipBlock: {cidr: 198.51.100.0/24}}]
                ports: [{port: 443}]
              - to: [{ipBlock: {cidr: 198.51.100.0/24}}]
                port: [{port: 443}]
        `,
      },
    ],
  },

  *check(manifest) {
    for (const rule of new NetworkPolicy(manifest).allRules) {
      if (
        !rule.hasStrayKeys &&
        rule.portList.isEmpty &&
        rule.peers.some((peer) => ipBlockOf(peer) !== undefined)
      ) {
        yield { at: rule.portList, message: 'Rule is for every port of an IP block: ports is not set' };
      }
      for (const { port, endPort } of rule.ports) {
        const count = (knownValue(endPort) ?? 0) - (knownValue(port) ?? Infinity) + 1;
        if (count > LIMIT) yield { at: endPort, message: `Rule is for ${count} ports in a row` };
      }
    }
  },
});
