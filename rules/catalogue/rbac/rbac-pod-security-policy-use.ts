import { remove, safeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';

export default defineRule({
  meta: {
    id: 'rbac-pod-security-policy-use',
    chapter: 'rbac',
    scope: 'policy-rule',
    title: 'Use of PodSecurityPolicies',
    summary: 'roles that grant the use of PodSecurityPolicies, which no longer exist',
    severity: 'info',
    default: 'on',
    fix: 'safe',
    standards: { nsa: ['AA-2'], owasp: { '2025': ['K02'] }, cwe: ['CWE-477'] },
    why: `
      Kubernetes 1.25 removed PodSecurityPolicies. The rule grants nothing, and whoever reads it
      believes that a policy holds these pods. What does now is the Pod Security level of the
      namespace.
    `,
    whenNotToFix: `
      A manifest that is applied to clusters before 1.25 as well needs it. Set \`kubernetesVersion\` to
      the oldest.
    `,
    examples: [
      {
        title: 'A rule for a policy, and a policy among others',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [policy]
              resources: [podsecuritypolicies]
          #               ^^^^^^^^^^^^^^^^^^^ Grants the use of PodSecurityPolicies, which Kubernetes 1.25 removed
              resourceNames: [restricted]
              verbs: [use]
            - apiGroups: [policy, extensions, apps]
              resources: [poddisruptionbudgets, podsecuritypolicies]
          #                                     ^^^^^^^^^^^^^^^^^^^ Grants the use of PodSecurityPolicies, which Kubernetes 1.25 removed
              verbs: [use, get]
            - apiGroups: [""]
              resources: [pods]
              verbs: [get]
        `,
        fixed: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [policy, extensions, apps]
              resources: [poddisruptionbudgets]
              verbs: [use, get]
            - apiGroups: [""]
              resources: [pods]
              verbs: [get]
        `,
      },
      {
        title: 'A cluster that still has them',
        kubernetesVersion: '1.24',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [policy]
              resources: [podsecuritypolicies]
              verbs: [use]
        `,
      },
      {
        title: 'Policies that may be read, and another group',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [policy]
              resources: [podsecuritypolicies]
              verbs: [get]
            - apiGroups: [security.registry.example]
              resources: [podsecuritypolicies]
              verbs: [use]
            - apiGroups: [policy]
              resources: [poddisruptionbudgets]
              verbs: [use]
        `,
      },
    ],
  },

  *check(rule, { target }) {
    const policies = rule.resources.find(({ value }) => value === 'podsecuritypolicies');
    const isOfGroup = rule.apiGroups.some(({ value }) => ['policy', 'extensions', '*'].includes(value));
    const isUse = rule.verbs.some(({ value }) => value === 'use');
    if (policies === undefined || !isOfGroup || !isUse || !target.atLeast('1.25')) return;
    const message = 'Grants the use of PodSecurityPolicies, which Kubernetes 1.25 removed';
    const fix =
      rule.resources.length > 1
        ? safeFix('Remove podsecuritypolicies', remove(policies))
        : safeFix('Remove the rule', remove(rule.view));
    yield rule.view.list('resources').isOpen
      ? { at: policies, message }
      : { at: policies, message, fixes: [fix] };
  },
});
