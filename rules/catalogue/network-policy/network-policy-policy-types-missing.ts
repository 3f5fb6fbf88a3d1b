import { safeFix, set, unsafeFix } from '../../engine/fix';
import { defineRule, type Fix } from '../../engine/rule';
import { NetworkPolicy } from '../../kubernetes/network-policy';
import { strayKeysIn } from '../../kubernetes/network-policy-fields';
import { knownValue } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'network-policy-policy-types-missing',
    chapter: 'network-policy',
    scope: 'NetworkPolicy',
    title: 'NetworkPolicy that does not say its directions',
    summary: 'network policies without `policyTypes`',
    severity: 'info',
    default: 'on',
    fix: 'safe',
    standards: {
      nsa: ['NET-2'],
      tob: ['TOB-K8S-TM01'],
      owasp: { '2025': ['K05'] },
      cwe: ['CWE-1188'],
    },
    why: `
      Without \`policyTypes\` the API server decides which directions the policy restricts: always
      ingress, and egress only where \`egress\` holds a rule. A policy that is named for denying egress,
      or has an empty \`egress\` list, then lets everything out, while everybody takes it for closed.
      Such a policy is a warning; elsewhere the missing list is only easy to misread.
    `,
    whenNotToFix: `
      Where people who read the policy know the default, there is nothing to gain.
    `,
    examples: [
      {
        title: 'A policy about ingress that does not say so',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: web
          #       ^^^ Policy restricts ingress alone by default: policyTypes is not set
          spec:
            podSelector: {}
            ingress: [{ports: [{port: 8443}]}]
        `,
        fixed: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: web
          spec:
            podSelector: {}
            policyTypes:
            - Ingress
            ingress: [{ports: [{port: 8443}]}]
        `,
      },
      {
        title: 'A policy about both directions that does not say so',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: web
          spec:
            podSelector: {}
            policyTypes: []
          # ^^^^^^^^^^^ Policy restricts ingress and egress by default: policyTypes is not set
            egress: [{to: [{podSelector: {}}]}]
        `,
        fixed: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: web
          spec:
            podSelector: {}
            policyTypes:
            - Ingress
            - Egress
            egress: [{to: [{podSelector: {}}]}]
        `,
      },
      {
        title: 'An empty list of egress rules, which denies nothing by itself',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: closed
          #       ^^^^^^ Policy leaves all egress open: policyTypes is not set
          spec:
            podSelector: {}
            ingress: []
            egress: []
        `,
        fixed: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: closed
          spec:
            podSelector: {}
            policyTypes:
            - Ingress
            - Egress
            ingress: []
            egress: []
        `,
      },
      {
        title: 'A name that promises more than the policy does',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: default-deny-all
          #       ^^^^^^^^^^^^^^^^ Policy leaves all egress open: policyTypes is not set
          spec:
            podSelector: {}
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: web
          #       ^^^ Policy leaves all egress open: policyTypes is not set
            labels:
              purpose: no-egress
          spec:
            podSelector: {}
        `,
        fixed: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: default-deny-all
          spec:
            podSelector: {}
            policyTypes:
            - Ingress
            - Egress
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: web
            labels:
              purpose: no-egress
          spec:
            podSelector: {}
            policyTypes:
            - Ingress
            - Egress
        `,
      },
      {
        title: 'A name that promises what the policy does',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: deny-all-ingress
          #       ^^^^^^^^^^^^^^^^ Policy restricts ingress alone by default: policyTypes is not set
          spec:
            podSelector: {}
        `,
        fixed: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: deny-all-ingress
          spec:
            podSelector: {}
            policyTypes:
            - Ingress
        `,
      },
      {
        title: 'A chart whose values decide whether there are egress rules',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: web
          #       ^^^ Policy has its directions by default: policyTypes is not set
          spec:
            podSelector: {}
            egress: {{ .Values.egress | toJson }}
        `,
      },
      {
        title:
          'Directions that are set, by the manifest, by a template, or under a wrong name that is reported itself',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: slip
          spec:
            podSelector: {}
            policyType: [Ingress, Egress]
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: deny-all
          spec:
            podSelector: {}
            policyTypes: [Ingress, Egress]
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: deny-all-egress
          spec:
            podSelector: {}
            policyTypes:
              {{- toYaml .Values.policyTypes | nindent 4 }}
        `,
      },
    ],
  },

  *check(manifest) {
    const policy = new NetworkPolicy(manifest);
    const { policyTypes } = policy;
    if (!policyTypes.isEmpty || strayKeysIn(policy.spec, 'spec').length > 0) return;
    const restrict = (make: typeof safeFix, ...types: readonly string[]): Fix =>
      make(`Set policyTypes to ${types.join(' and ')}`, set(policyTypes, types));
    const found = (message: string, ...fixes: readonly Fix[]) => ({ at: policyTypes, fixes, message });
    const egress = policy.restricts('Egress');
    if (egress === undefined) {
      yield found('Policy has its directions by default: policyTypes is not set');
    } else if (egress) {
      const message = 'Policy restricts ingress and egress by default: policyTypes is not set';
      yield found(message, restrict(safeFix, 'Ingress', 'Egress'));
    } else if (isMeantForEgress(policy)) {
      const message = 'Policy leaves all egress open: policyTypes is not set';
      yield { ...found(message, restrict(unsafeFix, 'Ingress', 'Egress')), severity: 'warning' };
    } else {
      const message = 'Policy restricts ingress alone by default: policyTypes is not set';
      yield found(message, restrict(safeFix, 'Ingress'));
    }
  },
});

/** Whether an empty list of egress rules, the policy's name or a label of it tells that it was to close egress. */
function isMeantForEgress({ manifest, spec }: NetworkPolicy): boolean {
  if (spec.list('egress').state === 'known') return true;
  const labels = manifest.metadata.map('labels');
  const values = labels.keys().map((key) => labels.string(key));
  return [manifest.name, ...values].some((field) => isPromise(knownValue(field) ?? ''));
}

function isPromise(text: string): boolean {
  return /egress/i.test(text) || (/deny-?_?all/i.test(text) && !/ingress/i.test(text));
}
