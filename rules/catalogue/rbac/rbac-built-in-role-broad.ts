import { defineRule } from '../../engine/rule';

export default defineRule({
  meta: {
    id: 'rbac-built-in-role-broad',
    chapter: 'rbac',
    scope: 'RoleBinding',
    title: 'Broad built-in role',
    summary: 'bindings to the built-in roles `admin`, `edit` or `view`',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      Which rights its subjects need instead is not in the manifest.
    `,
    standards: { nsa: ['AA-2'], owasp: { '2025': ['K02'] } },
    why: `
      \`edit\` reads every Secret and gets into every pod, \`admin\` gives out roles besides, and \`view\`
      reads nearly all but Secrets. They hold what other ClusterRoles add to them by a label, now and
      later, so that nobody knows what was granted. By a ClusterRoleBinding \`admin\` and \`edit\` hold
      for every namespace, \`kube-system\` among them: that is a warning, all else is a hint.
    `,
    whenNotToFix: `
      For people in their own namespace these roles are made. Programs should have a role of their
      own.
    `,
    examples: [
      {
        title: 'edit for the whole cluster',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRoleBinding
          metadata:
            name: team
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit}
          #                                                                       ^^^^ Grants the built-in role edit in every namespace
          subjects:
            - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: developers}
        `,
      },
      {
        title: 'view in a namespace',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: RoleBinding
          metadata:
            name: team
            namespace: shop
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
          #                                                                       ^^^^ Grants the built-in role view in its namespace
          subjects:
            - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: developers}
        `,
      },
      {
        title: 'A Role of that name, and a role of its own',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: RoleBinding
          metadata:
            name: team
            namespace: shop
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: edit}
          subjects:
            - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: developers}
          ---
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRoleBinding
          metadata:
            name: team
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: shop-edit}
          subjects:
            - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: developers}
        `,
      },
    ],
  },

  *check(binding, { allow }) {
    const role = binding.clusterRole;
    if (role === undefined || !['admin', 'edit', 'view'].includes(role)) return;
    if (binding.isOnlyFor(allow.subjects)) return;
    const where = binding.isClusterWide ? 'every namespace' : 'its namespace';
    yield {
      at: binding.roleName,
      message: `Grants the built-in role ${role} in ${where}`,
      severity: binding.isClusterWide && role !== 'view' ? 'warning' : 'info',
    };
  },
});
