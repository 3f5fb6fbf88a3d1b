import { closest } from '../../engine/did-you-mean';
import { rename, safeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { partsOfNetworkPolicy } from '../../kubernetes/network-policy-fields';

/** Fields of other policies that only look like slips: their content is not what the near field wants. */
const OF_OTHER_KINDS = ['toPorts'];

export default defineRule({
  meta: {
    id: 'network-policy-unknown-field',
    chapter: 'network-policy',
    scope: 'NetworkPolicy',
    title: 'Field that a NetworkPolicy does not have',
    summary:
      'keys of a NetworkPolicy that are not the name of a field, which the API server may drop silently',
    severity: 'error',
    default: 'on',
    fix: 'safe',
    covers: ['security-field-unknown'],
    standards: {
      nsa: ['NET-2'],
      tob: ['TOB-K8S-TM01'],
      owasp: { '2025': ['K05'] },
      cwe: ['CWE-20'],
    },
    why: `
      A client that does not ask for strict validation has unknown fields dropped without a word. What
      is left of a NetworkPolicy then allows more than its author wrote: a selector without
      \`matchLabels\` selects everything, a rule without \`from\` is for everybody, and without
      \`policyTypes\` egress may stay open.
    `,
    whenNotToFix: `
      Never: the key has no effect, or the policy is refused.
    `,
    examples: [
      {
        title: 'Slips, of which a new name repairs some',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: web
          spec:
            podselector: {matchLabels: {app: web}}
          # ^^^^^^^^^^^ Field podselector does not exist in the spec of a NetworkPolicy; podSelector does
            policyType: # both
          # ^^^^^^^^^^ Field policyType does not exist in the spec of a NetworkPolicy; policyTypes does
              - Ingress
            ingress:
              - from:
                  - ipBlock:
                      cdir: 198.51.100.0/24
          #           ^^^^ Field cdir does not exist in an IP block; cidr does
                port: [{port: 8443}]
          #     ^^^^ Field port does not exist in an ingress rule; ports does
            Ingress: [] # which is there
          # ^^^^^^^ Field Ingress does not exist in the spec of a NetworkPolicy; ingress does
            egres: none
          # ^^^^^ Field egres does not exist in the spec of a NetworkPolicy; egress does
        `,
        fixed: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: web
          spec:
            podSelector: {matchLabels: {app: web}}
            policyTypes: # both
              - Ingress
            ingress:
              - from:
                  - ipBlock:
                      cidr: 198.51.100.0/24
                ports: [{port: 8443}]
            Ingress: [] # which is there
            egres: none
        `,
      },
      {
        title: 'Labels without matchLabels, a peer without from, and fields of other kinds',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: web
          spec:
            podSelector:
              app.kubernetes.io/name: web
          #   ^^^^^^^^^^^^^^^^^^^^^^ Field app.kubernetes.io/name does not exist in a label selector
            policyTypes: [Ingress, Egress]
            ingress:
              - podSelector: {}
          #     ^^^^^^^^^^^ Field podSelector does not exist in an ingress rule
            egress:
              - to: [{podSelector: {}}]
                toPorts: [{ports: [{port: "80"}]}]
          #     ^^^^^^^ Field toPorts does not exist in an egress rule
        `,
      },
      {
        title: 'Every field there is, and labels under any name',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: web
          spec:
            podSelector:
              matchLabels: {app: web, policyType: open}
              matchExpressions: [{key: tier, operator: In, values: [a, b]}]
            policyTypes: [Ingress, Egress]
            ingress:
              - from:
                  - namespaceSelector: {matchLabels: {team: shop}}
                    podSelector: {}
                ports: [{protocol: TCP, port: 8000, endPort: 8010}]
            egress:
              - to: [{ipBlock: {cidr: 198.51.100.0/24, except: [198.51.100.7/32]}}]
        `,
      },
      {
        title: 'Keys that a template writes, or a patch',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: web
          spec:
            podSelector:
              {{ .Values.key }}: web
              $patch: replace
              {{- include "web.selector" . | nindent 4 }}
            policyTypes: [Ingress]
        `,
      },
    ],
  },

  *check(manifest) {
    for (const part of partsOfNetworkPolicy(manifest.root.map('spec'))) {
      for (const key of part.strayKeys) {
        const at = part.view.map(key);
        const field = OF_OTHER_KINDS.includes(key) ? undefined : closest(key, part.fields);
        const isRepaired = field !== undefined && part.isFree(field) && part.fits(key, field);
        yield {
          at,
          message: `Field ${key} does not exist in ${part.name}${field === undefined ? '' : `; ${field} does`}`,
          fixes: isRepaired ? [safeFix(`Rename it to ${field}`, rename(at, field))] : [],
        };
      }
    }
  },
});
