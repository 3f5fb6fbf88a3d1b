import { defineRule } from '../../engine/rule';
import { namespacesOf } from '../../engine/workspace';
import { labelsIn } from '../../kubernetes/label-selector';
import { knownValue } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'role-unbound',
    chapter: 'cross-file',
    scope: 'Role',
    title: 'Role that nobody has',
    summary: 'roles to which nothing is bound, where all files are in view',
    severity: 'info',
    default: 'off',
    fix: 'none',
    noFix: `
      Whether the role is left over or its binding is missing is not in the manifests.
    `,
    standards: { nsa: ['UPG'] },
    absence: 'closed-world',
    why: `
      A role that nobody has is not reviewed when the program changes that once had it, and one binding is enough to give
      it away. Remove what is left over.

      ClusterRoles with a label \`aggregate-to-…\`, or one that the \`aggregationRule\` of another asks for, are not
      reported: the other has their rights.
    `,
    whenNotToFix: `
      Where people bind the role when they need it.
    `,
    examples: [
      {
        title: 'A role that is left over, and one that is bound in another namespace',
        closedWorld: true,
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: reader
          #       ^^^^^^ Nothing is bound to ClusterRole reader
          rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]
          ---
          apiVersion: rbac.authorization.k8s.io/v1
          kind: Role
          metadata:
            name: writer
          #       ^^^^^^ Nothing is bound to Role writer
            namespace: shop
          rules: [{apiGroups: [""], resources: [pods], verbs: [patch]}]
        `,
        files: [
          {
            path: 'access.yaml',
            text: `
              apiVersion: rbac.authorization.k8s.io/v1
              kind: RoleBinding
              metadata:
                name: writers
                namespace: billing
              roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: writer}
              subjects:
                - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: team}
              ---
              apiVersion: rbac.authorization.k8s.io/v1
              kind: RoleBinding
              metadata:
                name: readers
                namespace: shop
              roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
              subjects:
                - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: team}
            `,
          },
        ],
      },
      {
        title: 'Roles that are bound, that other roles take up, and that come with Kubernetes',
        closedWorld: true,
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: reader
          rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]
          ---
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: orders
            labels: {rbac.authorization.k8s.io/aggregate-to-view: "true"}
          rules: [{apiGroups: [shop.example], resources: [orders], verbs: [get]}]
          ---
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: system:aggregated-metrics-reader
          rules: [{apiGroups: [metrics.k8s.io], resources: [pods], verbs: [get]}]
          ---
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: carts
            labels: {team: shop}
          rules: [{apiGroups: [shop.example], resources: [carts], verbs: [get]}]
        `,
        files: [
          {
            path: 'access.yaml',
            text: `
              apiVersion: rbac.authorization.k8s.io/v1
              kind: ClusterRole
              metadata:
                name: shop
              aggregationRule: {clusterRoleSelectors: [{matchLabels: {team: shop}}]}
              rules: []
              ---
              apiVersion: rbac.authorization.k8s.io/v1
              kind: RoleBinding
              metadata:
                name: readers
                namespace: shop
              roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: reader}
              subjects:
                - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: team}
            `,
          },
        ],
      },
      {
        title: 'A role that may be bound elsewhere',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: reader
          rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]
        `,
      },
      {
        title: 'A kustomization that renames the role',
        closedWorld: true,
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: reader
          rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]
        `,
        files: [{ path: 'kustomization.yaml', text: 'namePrefix: shop-\nresources: [example.yaml]' }],
      },
      {
        title: 'A binding whose role a template names',
        closedWorld: true,
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: reader
          rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]
        `,
        files: [
          {
            path: 'access.yaml',
            text: `
              apiVersion: rbac.authorization.k8s.io/v1
              kind: ClusterRoleBinding
              metadata:
                name: readers
              roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "{{ .Values.role }}"}
              subjects:
                - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: team}
            `,
          },
        ],
      },
    ],
  },

  *check(role, { workspace }) {
    const { manifest, isClusterWide, labels } = role;
    const name = knownValue(role.name);
    const isForOthers = labels.isOpen || labels.keys().some((key) => key.includes('/aggregate-to-'));
    if (name === undefined || !workspace.closedWorld || workspace.isRenamed()) return;
    if (isClusterWide && (isForOthers || workspace.mayBeTakenUp(labelsIn(labels)))) return;
    if (workspace.isBound(isClusterWide, namespacesOf(manifest, workspace), name)) return;
    yield { at: role.name, message: `Nothing is bound to ${manifest.kind} ${name}` };
  },
});
