import { remove, set, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { accountNamed } from '../../kubernetes/binding';

export default defineRule({
  meta: {
    id: 'rbac-service-account-user-form',
    chapter: 'rbac',
    scope: 'subject',
    title: 'ServiceAccount written as a user',
    summary: 'subjects that name a ServiceAccount as a user (`system:serviceaccount:…`)',
    severity: 'info',
    default: 'on',
    fix: 'unsafe',
    standards: { tob: ['TOB-K8S-TM01'], owasp: { '2025': ['K02'] } },
    why: `
      The binding grants the role to the ServiceAccount, but nothing that looks for its bindings by
      kind, name and namespace finds it: no review, no tool that checks who uses what, no
      kustomization that moves the account.
    `,
    whenNotToFix: `
      Where the account belongs to another cluster whose issuer this one trusts.
    `,
    examples: [
      {
        title: 'A user who is a ServiceAccount',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: RoleBinding
          metadata:
            name: team
            namespace: shop
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
          subjects:
            - kind: User
              apiGroup: rbac.authorization.k8s.io
              name: system:serviceaccount:shop:web
          #         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ User is ServiceAccount web of namespace shop
            - kind: User
              name: system:serviceaccount:shop:job
          #         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ User is ServiceAccount job of namespace shop
        `,
        fixed: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: RoleBinding
          metadata:
            name: team
            namespace: shop
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
          subjects:
            - kind: ServiceAccount
              name: web
              namespace: shop
            - kind: ServiceAccount
              name: job
              namespace: shop
        `,
      },
      {
        title: 'A user, a ServiceAccount, and a group of ServiceAccounts',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: RoleBinding
          metadata:
            name: team
            namespace: shop
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
          subjects:
            - {apiGroup: rbac.authorization.k8s.io, kind: User, name: jane}
            - {kind: ServiceAccount, name: web, namespace: shop}
            - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: "system:serviceaccounts:shop"}
            - {apiGroup: rbac.authorization.k8s.io, kind: User, name: "system:serviceaccount:{{ .Release.Namespace }}:web"}
        `,
      },
    ],
  },

  *check(subject) {
    const account = accountNamed(subject.nameAs('User'));
    if (account === undefined) return;
    const { kind, name, namespace, apiGroup } = subject;
    const operations = [
      set(kind, 'ServiceAccount'),
      set(name, account.name),
      set(namespace, account.namespace),
      ...(apiGroup.state === 'absent' ? [] : [remove(apiGroup)]),
    ];
    yield {
      at: name,
      message: `User is ServiceAccount ${account.name} of namespace ${account.namespace}`,
      fixes: [unsafeFix('Write it as a ServiceAccount', ...operations)],
    };
  },
});
