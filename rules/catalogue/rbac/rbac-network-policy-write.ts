import { defineRule } from '../../engine/rule';
import { networkPolicyWrite } from '../../kubernetes/grants';
import { reportGrant } from './granted';

export default defineRule({
  meta: {
    id: 'rbac-network-policy-write',
    chapter: 'rbac',
    scope: 'policy-rule',
    title: 'Right to change NetworkPolicies',
    summary: 'roles that may write NetworkPolicies',
    severity: 'info',
    default: 'on',
    fix: 'none',
    noFix: `
      Which of these rights its owner needs is not in the manifest.
    `,
    standards: { nsa: ['NET-2', 'AA-2'], owasp: { '2025': ['K02'] }, attack: ['T1562.007'] },
    why: `
      NetworkPolicies add up: one more that allows everything takes the effect from all the others of
      its namespace. Deleting the one that denies does the same.
    `,
    whenNotToFix: `
      What deploys NetworkPolicies needs it. A team that writes its own should not be able to undo
      those of the platform; put these where the team cannot write.
    `,
    examples: [
      {
        title: 'Policies that may be written',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [networking.k8s.io]
              resources: [networkpolicies, ingresses]
          #               ^^^^^^^^^^^^^^^ Can open the network of namespaces: create, delete on networkpolicies
              verbs: [create, delete]
        `,
      },
      {
        title: 'Policies that may be read, and other kinds',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [networking.k8s.io]
              resources: [networkpolicies]
              verbs: [get, list]
            - apiGroups: [networking.k8s.io]
              resources: [ingresses]
              verbs: [create]
        `,
      },
    ],
  },

  check: (rule) => reportGrant(rule, networkPolicyWrite, 'info', 'Can open the network of namespaces'),
});
