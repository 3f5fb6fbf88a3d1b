import { defineRule } from '../../engine/rule';

const FOR_ALL = [
  'system:basic-user',
  'system:discovery',
  'system:public-info-viewer',
  'system:service-account-issuer-discovery',
];

export default defineRule({
  meta: {
    id: 'rbac-all-authenticated-subject',
    chapter: 'rbac',
    scope: 'subject',
    title: 'Rights for all that are logged in',
    summary: 'bindings to all users, or to all ServiceAccounts of the cluster or of a namespace',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      Who is to have the role instead is not in the manifest.
    `,
    standards: {
      nsa: ['AA-2'],
      cis: { '1.12': ['5.1.2', '5.1.4'] },
      owasp: { '2025': ['K02'] },
      cwe: ['CWE-862'],
    },
    why: `
      \`system:authenticated\` is everybody with any credential, on some hosted clusters anybody with an
      account of the provider. \`system:serviceaccounts\` is every pod. Whoever takes over the least of
      them has the role, and so has whoever is added later.

      The roles for discovery, which every client has to have, are not reported.
    `,
    whenNotToFix: `
      Something that all may read, such as the parameters of a custom resource, may be bound so.
    `,
    examples: [
      {
        title: 'Everybody, every pod, and every pod of a namespace',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: RoleBinding
          metadata:
            name: team
            namespace: shop
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
          subjects:
            - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: "system:authenticated"}
          #                                                            ^^^^^^^^^^^^^^^^^^^^^^ Grants its role to everybody with any credential
            - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: "system:serviceaccounts"}
          #                                                            ^^^^^^^^^^^^^^^^^^^^^^^^ Grants its role to every ServiceAccount of the cluster
            - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: "system:serviceaccounts:shop"}
          #                                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Grants its role to every ServiceAccount of namespace shop
        `,
      },
      {
        title: 'What every client needs, one ServiceAccount, and a group that a chart names',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRoleBinding
          metadata:
            name: team
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "system:discovery"}
          subjects:
            - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: "system:authenticated"}
          ---
          apiVersion: rbac.authorization.k8s.io/v1
          kind: RoleBinding
          metadata:
            name: team
            namespace: shop
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
          subjects:
            - {kind: ServiceAccount, name: web, namespace: shop}
            - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: "{{ .Values.group }}"}
            - {apiGroup: rbac.authorization.k8s.io, kind: User, name: "system:authenticated"}
          ---
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRoleBinding
          metadata:
            name: team
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: {{ .Values.role }}}
          subjects:
            - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: "system:authenticated"}
        `,
      },
      {
        title: 'A Role that only has the name of such a ClusterRole',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: RoleBinding
          metadata:
            name: team
            namespace: shop
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: "system:discovery"}
          subjects:
            - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: "system:authenticated"}
          #                                                            ^^^^^^^^^^^^^^^^^^^^^^ Grants its role to everybody with any credential
        `,
      },
    ],
  },

  *check(subject, { allow }) {
    const who = allOf(subject.nameAs('Group') ?? '');
    const { binding } = subject;
    const mayBeForAll = FOR_ALL.some((role) => binding.mayGrant('ClusterRole', role));
    if (who === undefined || mayBeForAll || subject.isAmong(allow.subjects)) return;
    yield { at: subject.name, message: `Grants its role to ${who}` };
  },
});

function allOf(group: string): string | undefined {
  if (group === 'system:authenticated') return 'everybody with any credential';
  if (group === 'system:serviceaccounts') return 'every ServiceAccount of the cluster';
  const namespace = /^system:serviceaccounts:(.+)$/.exec(group)?.[1];
  return namespace === undefined ? undefined : `every ServiceAccount of namespace ${namespace}`;
}
