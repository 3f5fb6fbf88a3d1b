import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'rbac-cluster-admin-binding',
    chapter: 'rbac',
    scope: 'RoleBinding',
    title: 'cluster-admin given away',
    summary: 'bindings to the role `cluster-admin`',
    severity: 'error',
    default: 'on',
    fix: 'none',
    noFix: `
      Which rights its subjects need instead is not in the manifest.
    `,
    standards: {
      nsa: ['AA-2'],
      cis: { '1.12': ['5.1.1'] },
      owasp: { '2025': ['K02'] },
      attack: ['T1078.001'],
    },
    why: `
      \`cluster-admin\` may do everything. A program that has it by its ServiceAccount hands the whole
      cluster to whoever breaks into one of its pods. By a RoleBinding it has one namespace, with all
      Secrets and ServiceAccounts in it: that is a warning.

      The binding \`cluster-admin\`, which the API server makes for the group \`system:masters\`, is not
      reported.
    `,
    whenNotToFix: `
      A few people have to have it, and perhaps the tool that deploys the rest. Name them in
      \`allow.subjects\`, a ServiceAccount as \`namespace/name\`, or silence the rule on their binding.
    `,
    examples: [
      {
        title: 'A ServiceAccount that may do everything',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRoleBinding
          metadata:
            name: team
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
          #                                                                       ^^^^^^^^^^^^^ Grants cluster-admin: every right in the cluster
          subjects:
            - {kind: ServiceAccount, name: deployer, namespace: shop}
        `,
      },
      {
        title: 'Everything in one namespace',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: RoleBinding
          metadata:
            name: team
            namespace: shop
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
          #                                                                       ^^^^^^^^^^^^^ Grants cluster-admin: every right in its namespace
          subjects:
            - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: team}
        `,
      },
      {
        title: "The API server's own binding, a Role of that name, and a role that a chart names",
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRoleBinding
          metadata:
            name: cluster-admin
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
          subjects:
            - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: "system:masters"}
          ---
          apiVersion: rbac.authorization.k8s.io/v1
          kind: RoleBinding
          metadata:
            name: team
            namespace: shop
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: cluster-admin}
          subjects:
            - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: team}
          ---
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRoleBinding
          metadata:
            name: team
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: {{ .Values.role }}}
          subjects:
            - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: team}
        `,
      },
    ],
  },

  *check(binding, { allow }) {
    const isOwn = binding.isClusterWide && isKnown(binding.name, 'cluster-admin');
    if (binding.clusterRole !== 'cluster-admin' || isOwn || binding.isOnlyFor(allow.subjects)) return;
    const where = binding.isClusterWide ? 'the cluster' : 'its namespace';
    yield {
      at: binding.roleName,
      message: `Grants cluster-admin: every right in ${where}`,
      severity: binding.isClusterWide ? 'error' : 'warning',
    };
  },
});
