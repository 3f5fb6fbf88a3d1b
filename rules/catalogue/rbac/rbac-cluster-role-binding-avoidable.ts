import { set } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { Placeholder } from '../../yaml/operation';

export default defineRule({
  meta: {
    id: 'rbac-cluster-role-binding-avoidable',
    chapter: 'rbac',
    scope: 'RoleBinding',
    title: 'Namespaced rights in every namespace',
    summary: '`ClusterRoleBinding` objects to a ClusterRole that is about namespaced resources only',
    severity: 'info',
    default: 'off',
    fix: 'assist',
    standards: { nsa: ['AA-2'] },
    why: `
      What the role grants is in namespaces, so a RoleBinding in each of those that are meant would
      do. By a ClusterRoleBinding it holds in all of them, \`kube-system\` and those of tomorrow among
      them.

      The rule speaks where the ClusterRole is in view and all it grants certainly is about
      Kubernetes' own resources in namespaces.
    `,
    whenNotToFix: `
      Operators and agents that work in every namespace need it.
    `,
    examples: [
      {
        title: 'A role about pods and Deployments',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRoleBinding
          #     ^^^^^^^^^^^^^^^^^^ Grants shop in every namespace, though all it grants is in namespaces
          metadata:
            name: team
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: shop}
          subjects:
            - {kind: ServiceAccount, name: web, namespace: shop}
        `,
        files: [
          {
            path: 'role.yaml',
            text: `
              apiVersion: rbac.authorization.k8s.io/v1
              kind: ClusterRole
              metadata:
                name: shop
              rules:
                - apiGroups: [""]
                  resources: [pods, pods/log]
                  verbs: [get]
                - apiGroups: [apps]
                  resources: [deployments]
                  verbs: [get]
            `,
          },
        ],
        fixed: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: RoleBinding
          metadata:
            name: team
            namespace: NAMESPACE
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: shop}
          subjects:
            - {kind: ServiceAccount, name: web, namespace: shop}
        `,
      },
      {
        title:
          'A role about nodes, about URLs or custom resources, which may be in none, one that is not in view, and a RoleBinding',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRoleBinding
          metadata:
            name: team
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: nodes}
          subjects:
            - {kind: ServiceAccount, name: web, namespace: shop}
          ---
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRoleBinding
          metadata:
            name: team
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: urls}
          subjects:
            - {kind: ServiceAccount, name: web, namespace: shop}
          ---
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRoleBinding
          metadata:
            name: team
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: custom}
          subjects:
            - {kind: ServiceAccount, name: web, namespace: shop}
          ---
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRoleBinding
          metadata:
            name: team
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: twice}
          subjects:
            - {kind: ServiceAccount, name: web, namespace: shop}
          ---
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRoleBinding
          metadata:
            name: team
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: unknown}
          subjects:
            - {kind: ServiceAccount, name: web, namespace: shop}
          ---
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRoleBinding
          metadata:
            name: team
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: pieces}
          subjects:
            - {kind: ServiceAccount, name: web, namespace: shop}
          ---
          apiVersion: rbac.authorization.k8s.io/v1
          kind: RoleBinding
          metadata:
            name: team
            namespace: shop
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: shop}
          subjects:
            - {kind: ServiceAccount, name: web, namespace: shop}
        `,
        files: [
          {
            path: 'roles.yaml',
            text: `
              apiVersion: rbac.authorization.k8s.io/v1
              kind: ClusterRole
              metadata:
                name: nodes
              rules:
                - apiGroups: [""]
                  resources: [pods, nodes]
                  verbs: [get]
              ---
              apiVersion: rbac.authorization.k8s.io/v1
              kind: ClusterRole
              metadata:
                name: urls
              rules:
                - apiGroups: [""]
                  resources: [pods]
                  verbs: [get]
                - nonResourceURLs: [/metrics]
                  verbs: [get]
              ---
              apiVersion: rbac.authorization.k8s.io/v1
              kind: ClusterRole
              metadata:
                name: custom
              rules:
                - apiGroups: [""]
                  resources: [pods]
                  verbs: [get]
                - apiGroups: [shop.registry.example]
                  resources: [orders]
                  verbs: [get]
              ---
              apiVersion: rbac.authorization.k8s.io/v1
              kind: ClusterRole
              metadata:
                name: twice
              rules:
                - apiGroups: [""]
                  resources: [pods]
                  verbs: [get]
              ---
              apiVersion: rbac.authorization.k8s.io/v1
              kind: ClusterRole
              metadata:
                name: twice
              rules:
                - apiGroups: [""]
                  resources: [nodes]
                  verbs: [get]
              ---
              apiVersion: rbac.authorization.k8s.io/v1
              kind: ClusterRole
              metadata:
                name: pieces
              aggregationRule: {clusterRoleSelectors: []}
              rules:
                - apiGroups: [""]
                  resources: [pods]
                  verbs: [get]
              ---
              apiVersion: rbac.authorization.k8s.io/v1
              kind: ClusterRole
              metadata:
                name: shop
              rules:
                - apiGroups: [""]
                  resources: [pods]
                  verbs: [get]
            `,
          },
        ],
      },
    ],
  },

  *check(binding, { workspace }) {
    const role = binding.clusterRole;
    if (role === undefined || !binding.isClusterWide) return;
    const roles = workspace.clusterRoles(role);
    if (roles.length === 0 || !roles.every(({ isNamespaced }) => isNamespaced)) return;
    const { view, manifest } = binding;
    const namespace = manifest.metadata.string('namespace');
    yield {
      at: view.string('kind'),
      message: `Grants ${role} in every namespace, though all it grants is in namespaces`,
      assist: {
        title: 'Bind it in one namespace',
        operations: [set(view.string('kind'), 'RoleBinding'), set(namespace, new Placeholder('NAMESPACE'))],
      },
    };
  },
});
