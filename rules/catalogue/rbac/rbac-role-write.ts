import { defineRule } from '../../engine/rule';
import { roleWrite } from '../../kubernetes/grants';
import { reportGrant } from './granted';

export default defineRule({
  meta: {
    id: 'rbac-role-write',
    chapter: 'rbac',
    scope: 'policy-rule',
    title: 'Right to write roles',
    summary: 'roles that may create or change Roles or ClusterRoles',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      Which of these rights its owner needs is not in the manifest.
    `,
    standards: { nsa: ['AA-2'], owasp: { '2025': ['K02'] }, cwe: ['CWE-269'] },
    why: `
      The API server lets nobody write more rights into a role than they have themselves. But an
      intruder can write all of these into a role that another account is bound to, and keep them
      there after the first account has lost them. By a label, a new ClusterRole becomes part of the
      roles \`view\`, \`edit\` and \`admin\`.
    `,
    whenNotToFix: `
      Operators that install others, and tools that deploy roles, need it. Together with \`escalate\` or
      \`bind\` it is the right to everything.
    `,
    examples: [
      {
        title: 'A Role that writes Roles',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: Role
          metadata:
            name: operator
          rules:
            - apiGroups: [rbac.authorization.k8s.io]
              resources: [roles]
          #               ^^^^^ Can write roles: create, update on roles
              verbs: [get, create, update]
        `,
      },
      {
        title: 'Roles that may be read and deleted, and ClusterRoles, which no Role reaches',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: Role
          metadata:
            name: operator
          rules:
            - apiGroups: [rbac.authorization.k8s.io]
              resources: [roles]
              verbs: [get, list, delete]
            - apiGroups: [rbac.authorization.k8s.io]
              resources: [clusterroles]
              verbs: [create]
            - apiGroups: [""]
              resources: [roles]
              verbs: [create]
        `,
      },
    ],
  },

  check: (rule) => reportGrant(rule, roleWrite, 'warning', 'Can write roles'),
});
