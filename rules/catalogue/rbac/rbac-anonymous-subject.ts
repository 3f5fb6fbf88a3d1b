import { remove, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import type { WorkspaceView } from '../../engine/workspace';
import type { RoleBinding } from '../../kubernetes/binding';
import { mayBeInOneOf } from '../namespaces/residence';

export default defineRule({
  meta: {
    id: 'rbac-anonymous-subject',
    chapter: 'rbac',
    scope: 'subject',
    title: 'Rights for everybody on the network',
    summary: 'bindings to `system:anonymous` or `system:unauthenticated`',
    severity: 'error',
    default: 'on',
    fix: 'unsafe',
    standards: { nsa: ['AA-1', 'AA-2'], owasp: { '2025': ['K02', 'K09'] }, cwe: ['CWE-306'] },
    why: `
      Whoever reaches the API server without a credential is the user \`system:anonymous\` in the group
      \`system:unauthenticated\`. What is bound to them, everybody on the network has; clusters have
      been taken over by one such binding.

      The role \`system:public-info-viewer\` and what kubeadm needs for nodes that join are not
      reported.
    `,
    whenNotToFix: `
      A URL for health checks of a load balancer may be open to all. Bind it a role that has nothing
      else in it.
    `,
    examples: [
      {
        title: 'The anonymous user, and the group of all such requests',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: RoleBinding
          metadata:
            name: team
            namespace: shop
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
          subjects:
            - {apiGroup: rbac.authorization.k8s.io, kind: User, name: "system:anonymous"}
          #                                                           ^^^^^^^^^^^^^^^^^^ Grants its role to everybody who reaches the API server
            - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: "system:unauthenticated"}
          #                                                            ^^^^^^^^^^^^^^^^^^^^^^^^ Grants its role to everybody who reaches the API server
            - {apiGroup: rbac.authorization.k8s.io, kind: User, name: jane}
        `,
        fixed: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: RoleBinding
          metadata:
            name: team
            namespace: shop
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
          subjects:
            - {apiGroup: rbac.authorization.k8s.io, kind: User, name: jane}
        `,
      },
      {
        title: 'What is public by design, and an account of that name',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRoleBinding
          metadata:
            name: team
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "system:public-info-viewer"}
          subjects:
            - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: "system:unauthenticated"}
          ---
          apiVersion: rbac.authorization.k8s.io/v1
          kind: RoleBinding
          metadata:
            name: kubeadm
            namespace: kube-public
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: "kubeadm:bootstrap-signer-clusterinfo"}
          subjects:
            - {apiGroup: rbac.authorization.k8s.io, kind: User, name: "system:anonymous"}
          ---
          apiVersion: rbac.authorization.k8s.io/v1
          kind: RoleBinding
          metadata:
            name: team
            namespace: shop
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
          subjects:
            - {kind: ServiceAccount, name: anonymous, namespace: shop}
            - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: "system:anonymous"}
        `,
      },
      {
        title: 'A role of the name that kubeadm gives, elsewhere',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: RoleBinding
          metadata:
            name: team
            namespace: shop
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: "kubeadm:bootstrap-signer-clusterinfo"}
          subjects:
            - {apiGroup: rbac.authorization.k8s.io, kind: User, name: "system:anonymous"}
          #                                                           ^^^^^^^^^^^^^^^^^^ Grants its role to everybody who reaches the API server
        `,
        fixed: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: RoleBinding
          metadata:
            name: team
            namespace: shop
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: "kubeadm:bootstrap-signer-clusterinfo"}
        `,
      },
      {
        title: 'A Role that only has the name of the public ClusterRole',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: RoleBinding
          metadata:
            name: team
            namespace: shop
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: "system:public-info-viewer"}
          subjects:
            - {apiGroup: rbac.authorization.k8s.io, kind: User, name: "system:anonymous"}
          #                                                           ^^^^^^^^^^^^^^^^^^ Grants its role to everybody who reaches the API server
        `,
        fixed: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: RoleBinding
          metadata:
            name: team
            namespace: shop
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: "system:public-info-viewer"}
        `,
      },
    ],
  },

  *check(subject, { workspace }) {
    const isUser = subject.nameAs('User') === 'system:anonymous';
    const isGroup = subject.nameAs('Group') === 'system:unauthenticated';
    if (!(isUser || isGroup) || mayBePublic(subject.binding, workspace)) return;
    yield {
      at: subject.name,
      message: 'Grants its role to everybody who reaches the API server',
      fixes: [unsafeFix('Remove the subject', remove(subject.view))],
    };
  },
});

function mayBePublic(binding: RoleBinding, workspace: WorkspaceView): boolean {
  const isForJoining = binding.mayGrant('Role', 'kubeadm:bootstrap-signer-clusterinfo');
  return (
    binding.mayGrant('ClusterRole', 'system:public-info-viewer') ||
    (isForJoining && mayBeInOneOf(['kube-public'], binding.manifest, workspace))
  );
}
