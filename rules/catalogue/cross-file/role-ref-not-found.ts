import { defineRule } from '../../engine/rule';
import { namespacesOf } from '../../engine/workspace';
import { customName, isMissing } from './not-found';

/** Roles that the API server, controllers and kubeadm make themselves. */
const OF_CLUSTER =
  /^(?:system|kubeadm):|^(?:admin|cluster-admin|edit|view|extension-apiserver-authentication-reader)$/;

export default defineRule({
  meta: {
    id: 'role-ref-not-found',
    chapter: 'cross-file',
    scope: 'RoleBinding',
    title: 'Binding to a role that does not exist',
    summary: 'bindings to a Role or ClusterRole that is in none of the files, where all files are in view',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      Whether the name is wrong, the role is missing or the binding is left over is not in the manifests.
    `,
    standards: { nsa: ['AA-2'], tob: ['TOB-K8S-TM01'] },
    absence: 'closed-world',
    why: `
      The binding grants nothing today. Once somebody makes a role of that name, for whatever purpose, its rights go at
      once to subjects whom nobody has thought of. A Role has to be in the binding's own namespace.

      The rule knows the roles that come with Kubernetes.
    `,
    whenNotToFix: `
      Where an operator makes the role.
    `,
    examples: [
      {
        title: 'A ClusterRole that nobody made, and a Role of another namespace',
        closedWorld: true,
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRoleBinding
          metadata:
            name: team
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: shop-viewer}
          #                                                                       ^^^^^^^^^^^ ClusterRole shop-viewer is in none of the files
          subjects:
            - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: team}
          ---
          apiVersion: rbac.authorization.k8s.io/v1
          kind: RoleBinding
          metadata:
            name: team
            namespace: shop
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
          #                                                                ^^^^^^ Role reader is in none of the files
          subjects:
            - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: team}
        `,
        files: [
          {
            path: 'roles.yaml',
            text: `
              apiVersion: rbac.authorization.k8s.io/v1
              kind: Role
              metadata:
                name: reader
                namespace: billing
              ---
              apiVersion: rbac.authorization.k8s.io/v1
              kind: Role
              metadata:
                name: shop-viewer
                namespace: shop
            `,
          },
        ],
      },
      {
        title: 'Roles that are there, that come with Kubernetes, or that a kustomization renames',
        closedWorld: true,
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: RoleBinding
          metadata:
            name: team
            namespace: shop
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
          subjects:
            - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: team}
          ---
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRoleBinding
          metadata:
            name: viewers
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
          subjects:
            - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: team}
          ---
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRoleBinding
          metadata:
            name: shops
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: my-shop-viewer}
          subjects:
            - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: team}
        `,
        files: [
          {
            path: 'base/roles.yaml',
            text: `
              apiVersion: rbac.authorization.k8s.io/v1
              kind: Role
              metadata:
                name: reader
                namespace: shop
              ---
              apiVersion: rbac.authorization.k8s.io/v1
              kind: ClusterRole
              metadata:
                name: shop-viewer
            `,
          },
          {
            path: 'base/kustomization.yaml',
            text: `
              namePrefix: my-
              resources: [roles.yaml]
            `,
          },
        ],
      },
      {
        title: 'A role that may be elsewhere',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRoleBinding
          metadata:
            name: team
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: shop-viewer}
          subjects:
            - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: team}
        `,
      },
    ],
  },

  *check(binding, { workspace }) {
    const kind = binding.roleRef.knownString('kind');
    const name = customName(binding.roleName, OF_CLUSTER);
    if (name === undefined || (kind !== 'Role' && kind !== 'ClusterRole')) return;
    const namespaces = kind === 'Role' ? namespacesOf(binding.manifest, workspace) : undefined;
    if (!isMissing(kind, namespaces, name, workspace)) return;
    yield { at: binding.roleName, message: `${kind} ${name} is in none of the files` };
  },
});
