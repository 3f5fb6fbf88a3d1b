import { remove, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';

export default defineRule({
  meta: {
    id: 'rbac-system-masters-subject',
    chapter: 'rbac',
    scope: 'subject',
    title: 'Role for system:masters',
    summary: 'bindings to the group `system:masters`',
    severity: 'error',
    default: 'on',
    fix: 'unsafe',
    standards: { nsa: ['AA-2'], cis: { '1.12': ['5.1.7'] }, owasp: { '2025': ['K02'] } },
    why: `
      Members of \`system:masters\` pass every authorizer unasked: no role says what they may do, and no
      binding that is deleted takes it from them. A binding to the group grants nothing that its
      members do not have. It shows that somebody counts on the group, most likely in certificates,
      which cannot be taken back.
    `,
    whenNotToFix: `
      Never in a manifest: the one binding that is needed, the API server makes by itself.
    `,
    examples: [
      {
        title: 'A group that needs no role',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: RoleBinding
          metadata:
            name: team
            namespace: shop
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
          subjects:
            - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: "system:masters"}
          #                                                            ^^^^^^^^^^^^^^^^ Group system:masters passes every authorizer unasked
            - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: operators}
        `,
        fixed: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: RoleBinding
          metadata:
            name: team
            namespace: shop
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
          subjects:
            - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: operators}
        `,
      },
      {
        title: 'Other groups, a user of that name, and a binding that the API server makes',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: RoleBinding
          metadata:
            name: team
            namespace: shop
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
          subjects:
            - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: masters}
            - {apiGroup: rbac.authorization.k8s.io, kind: User, name: "system:masters"}
            - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: "{{ .Values.group }}"}
          ---
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRoleBinding
          metadata:
            name: cluster-admin
            labels: {kubernetes.io/bootstrapping: rbac-defaults}
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
          subjects:
            - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: "system:masters"}
        `,
      },
    ],
  },

  *check(subject) {
    if (subject.nameAs('Group') !== 'system:masters') return;
    yield {
      at: subject.name,
      message: 'Group system:masters passes every authorizer unasked',
      fixes: [unsafeFix('Remove the subject', remove(subject.view))],
    };
  },
});
