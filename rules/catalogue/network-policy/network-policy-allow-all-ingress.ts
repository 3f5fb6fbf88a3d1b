import { defineRule } from '../../engine/rule';
import { rulesThatAllowAll } from './allow-all';

export default defineRule({
  meta: {
    id: 'network-policy-allow-all-ingress',
    chapter: 'network-policy',
    scope: 'NetworkPolicy',
    title: 'Ingress rule that allows everything',
    summary: 'ingress rules of a NetworkPolicy that name neither a peer nor a port',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      Who needs to reach these pods is not in the manifest.
    `,
    standards: {
      nsa: ['NET-2'],
      owasp: { '2025': ['K05'], '2022': ['K07'] },
      cwe: ['CWE-923'],
    },
    why: `
      A rule without \`from\` is for every peer, and without \`ports\` for every port. Policies add up, so
      this one rule undoes all others for the pods it selects: whoever controls any pod of the cluster,
      or any machine that routes to it, reaches every port they open, debug and admin ports included.

      An empty list means the same as a missing one. To deny all ingress, leave the rules out and name
      \`Ingress\` in \`policyTypes\`.
    `,
    whenNotToFix: `
      Pods that serve the whole world on all their ports. Naming the ports is still better.
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
            policyTypes: [Ingress]
            ingress:
              - {}
          #     ^^ Rule allows ingress from everywhere to every port
              - from: []
          #     ^^^^ Rule allows ingress from everywhere to every port
                ports: []
        `,
      },
      {
        title: 'A rule of which only the dash is left',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: web
          spec:
            podSelector: {}
            ingress:
          # ^^^^^^^ Rule allows ingress from everywhere to every port
              -
        `,
      },
      {
        title: 'Everything denied, everybody on one port, and one peer on every port',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: web
          spec:
            podSelector: {}
            policyTypes: [Ingress]
            ingress:
              - ports: [{port: 8443}]
              - from: [{podSelector: {}}]
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: deny
          spec:
            podSelector: {}
            policyTypes: [Ingress]
            ingress: []
        `,
      },
      {
        title: 'A rule that means nothing, as the policy is about egress alone',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: web
          spec:
            podSelector: {}
            policyTypes: [Egress]
            ingress: [{}]
        `,
      },
      {
        title: 'A chart that may name peers, and a peer that lost its from, which another rule reports',
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
                  {{- toYaml .Values.peers | nindent 8 }}
              - podSelector: {}
        `,
      },
    ],
  },

  check(manifest) {
    return rulesThatAllowAll(manifest, 'Ingress', 'Rule allows ingress from everywhere to every port');
  },
});
