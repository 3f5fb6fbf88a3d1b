import { defineRule } from '../../engine/rule';
import { roleBindingWrite } from '../../kubernetes/grants';
import { reportGrant } from './granted';

export default defineRule({
  meta: {
    id: 'rbac-role-binding-write',
    chapter: 'rbac',
    scope: 'policy-rule',
    title: 'Right to write bindings',
    summary: 'roles that may create or change RoleBindings or ClusterRoleBindings',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      Which of these rights its owner needs is not in the manifest.
    `,
    standards: { nsa: ['AA-2'], owasp: { '2025': ['K02'] }, cwe: ['CWE-269'] },
    why: `
      By a binding a right goes to others. The API server lets nobody bind a role with more rights
      than they have themselves, but an intruder needs no more than that for a back door: a binding to
      an account that nobody looks at outlives the token that was stolen. With the verb \`bind\`
      besides, the roles may be any.
    `,
    whenNotToFix: `
      Operators that install others, and tools that deploy bindings, need it.
    `,
    examples: [
      {
        title: 'Bindings for the whole cluster',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [rbac.authorization.k8s.io]
              resources: [clusterrolebindings]
          #               ^^^^^^^^^^^^^^^^^^^ Can bind roles: create on clusterrolebindings
              verbs: [create]
        `,
      },
      {
        title: 'Bindings that may be read and deleted, and one that is named',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [rbac.authorization.k8s.io]
              resources: [clusterrolebindings]
              verbs: [get, list, delete]
            - apiGroups: [rbac.authorization.k8s.io]
              resources: [rolebindings]
              resourceNames: [viewers]
              verbs: [update]
        `,
      },
    ],
  },

  check: (rule) => reportGrant(rule, roleBindingWrite, 'warning', 'Can bind roles'),
});
