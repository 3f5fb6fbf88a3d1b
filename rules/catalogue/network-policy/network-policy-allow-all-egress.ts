import { defineRule } from '../../engine/rule';
import { rulesThatAllowAll } from './allow-all';

export default defineRule({
  meta: {
    id: 'network-policy-allow-all-egress',
    chapter: 'network-policy',
    scope: 'NetworkPolicy',
    title: 'Egress rule that allows everything',
    summary: 'egress rules of a NetworkPolicy that name neither a peer nor a port',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      What these pods need to reach is not in the manifest.
    `,
    standards: {
      nsa: ['NET-2'],
      owasp: { '2025': ['K05'], '2022': ['K07'] },
      cwe: ['CWE-923'],
    },
    covers: ['network-policy-metadata-not-excepted'],
    why: `
      A rule without \`to\` is for every destination, and without \`ports\` for every port. An intruder in
      such a pod can fetch tools, send data out, reach the other pods and Services of the cluster, its
      nodes, and the metadata service of the cloud. Policies add up: no other policy can take this back.

      An empty list means the same as a missing one. To deny all egress, leave the rules out and name
      \`Egress\` in \`policyTypes\`.
    `,
    whenNotToFix: `
      Pods that talk to anything by design, such as a proxy or a scanner.
    `,
    examples: [
      {
        title: 'Rules that are empty, or as good as empty',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: web
          spec:
            podSelector: {}
            policyTypes: [Ingress, Egress]
            egress:
              - {}
          #     ^^ Rule allows egress to everywhere on every port
              - to: []
          #     ^^ Rule allows egress to everywhere on every port
        `,
      },
      {
        title: 'A policy that is about egress because it has a rule for it',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: web
          spec:
            podSelector: {}
            egress: [{}]
          #          ^^ Rule allows egress to everywhere on every port
        `,
      },
      {
        title: 'Everything denied, and rules that name a port or a peer',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: web
          spec:
            podSelector: {}
            policyTypes: [Egress]
            egress:
              - ports: [{port: 5432}]
              - to: [{podSelector: {}}]
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: deny
          spec:
            podSelector: {}
            policyTypes: [Egress]
            egress: []
        `,
      },
      {
        title: 'A rule that means nothing, as the policy is about ingress alone',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: web
          spec:
            podSelector: {}
            policyTypes: [Ingress]
            egress: [{}]
        `,
      },
    ],
  },

  check(manifest) {
    return rulesThatAllowAll(manifest, 'Egress', 'Rule allows egress to everywhere on every port');
  },
});
