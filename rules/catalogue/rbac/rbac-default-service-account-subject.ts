import { defineRule } from '../../engine/rule';

export default defineRule({
  meta: {
    id: 'rbac-default-service-account-subject',
    chapter: 'rbac',
    scope: 'subject',
    title: 'Rights for the default ServiceAccount',
    summary: 'bindings to a ServiceAccount `default`',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      Which pods need the role, and so an account of their own, is not in the manifest.
    `,
    standards: { nsa: ['AA-2'], cis: { '1.12': ['5.1.5'] }, owasp: { '2025': ['K02', 'K09'] } },
    why: `
      Every pod of the namespace that names no account runs as \`default\`, and gets its token unless
      somebody said otherwise. All of them have the role, with those that somebody starts there later.
    `,
    whenNotToFix: `
      Where a program cannot be given an account of its own and is alone in its namespace.
    `,
    examples: [
      {
        title: 'The default account',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: RoleBinding
          metadata:
            name: team
            namespace: shop
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
          subjects:
            - {kind: ServiceAccount, name: default, namespace: shop}
          #                                ^^^^^^^ Grants its role to every pod of the namespace that names no account
        `,
      },
      {
        title: 'An account of its own, and a user of that name',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: RoleBinding
          metadata:
            name: team
            namespace: shop
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
          subjects:
            - {kind: ServiceAccount, name: web, namespace: default}
            - {apiGroup: rbac.authorization.k8s.io, kind: User, name: default}
            - {kind: ServiceAccount, name: "{{ .Values.account }}", namespace: shop}
        `,
      },
    ],
  },

  *check(subject, { allow }) {
    if (subject.nameAs('ServiceAccount') !== 'default' || subject.isAmong(allow.subjects)) return;
    const message = 'Grants its role to every pod of the namespace that names no account';
    yield { at: subject.name, message };
  },
});
