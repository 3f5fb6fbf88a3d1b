import { defineRule } from '../../engine/rule';
import { quotaWrite } from '../../kubernetes/grants';
import { reportGrant } from './granted';

export default defineRule({
  meta: {
    id: 'rbac-quota-write',
    chapter: 'rbac',
    scope: 'policy-rule',
    title: 'Right to change quotas',
    summary: 'roles that may write ResourceQuotas or LimitRanges',
    severity: 'info',
    default: 'on',
    fix: 'none',
    noFix: `
      Which of these rights its owner needs is not in the manifest.
    `,
    standards: { nsa: ['NET-3', 'AA-2'], owasp: { '2025': ['K02'] }, cwe: ['CWE-770'] },
    why: `
      Quotas and LimitRanges keep one namespace from taking what the others need. A tenant that may
      write them is bound by none.
    `,
    whenNotToFix: `
      What sets up namespaces for others needs it.
    `,
    examples: [
      {
        title: 'The quota of its own namespace',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: Role
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: [resourcequotas, limitranges]
          #               ^^^^^^^^^^^^^^ Can lift the bounds of namespaces: update, delete on resourcequotas, limitranges
              verbs: [update, delete]
        `,
      },
      {
        title: 'Quotas that may be read',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: [resourcequotas, limitranges]
              verbs: [get, list, watch]
        `,
      },
    ],
  },

  check: (rule) => reportGrant(rule, quotaWrite, 'info', 'Can lift the bounds of namespaces'),
});
