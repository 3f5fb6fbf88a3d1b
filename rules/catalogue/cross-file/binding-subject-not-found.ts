import { defineRule } from '../../engine/rule';
import { namespacesIn } from '../../engine/workspace';
import { isKnown, knownValue } from '../../yaml/field';
import { customName, isMissing } from './not-found';

export default defineRule({
  meta: {
    id: 'binding-subject-not-found',
    chapter: 'cross-file',
    scope: 'subject',
    title: 'Rights for a ServiceAccount that does not exist',
    summary: 'bindings that name a ServiceAccount that is in none of the files, where all files are in view',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      Whether the name is wrong, the account is missing or the binding is left over is not in the manifests.
    `,
    standards: { nsa: ['AA-2'], tob: ['TOB-K8S-TM01'], cwe: ['CWE-286'] },
    absence: 'closed-world',
    why: `
      The rights lie ready for whoever makes an account of that name. Creating ServiceAccounts is something that many may
      do in their namespace, and nobody who reviews it will think of a binding that has been forgotten elsewhere.

      Accounts of \`kube-system\` and every \`default\` are the cluster's
      own.
    `,
    whenNotToFix: `
      Where an operator makes the account.
    `,
    examples: [
      {
        title: 'An account of another namespace',
        closedWorld: true,
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRoleBinding
          metadata:
            name: readers
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
          subjects:
            - {kind: ServiceAccount, name: reader, namespace: shop}
          #                                ^^^^^^ ServiceAccount reader of namespace shop is in none of the files
        `,
        files: [
          {
            path: 'account.yaml',
            text: `
              apiVersion: v1
              kind: ServiceAccount
              metadata:
                name: reader
                namespace: billing
            `,
          },
        ],
      },
      {
        title: 'An account that is there, those of the cluster itself, and people',
        closedWorld: true,
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRoleBinding
          metadata:
            name: readers
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
          subjects:
            - {kind: ServiceAccount, name: reader, namespace: shop}
            - {kind: ServiceAccount, name: default, namespace: shop}
            - {kind: ServiceAccount, name: node-controller, namespace: kube-system}
            - {apiGroup: rbac.authorization.k8s.io, kind: User, name: jane}
        `,
        files: [
          {
            path: 'account.yaml',
            text: `
              apiVersion: v1
              kind: ServiceAccount
              metadata:
                name: reader
            `,
          },
        ],
      },
      {
        title: 'A namespace that is not known, where another has such an account',
        closedWorld: true,
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: RoleBinding
          metadata:
            name: readers
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
          subjects:
            - {kind: ServiceAccount, name: reader, namespace: "{{ .Release.Namespace }}"}
        `,
        files: [
          {
            path: 'account.yaml',
            text: `
              apiVersion: v1
              kind: ServiceAccount
              metadata:
                name: reader
                namespace: shop
            `,
          },
        ],
      },
      {
        title: 'An account that may be elsewhere',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRoleBinding
          metadata:
            name: readers
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
          subjects:
            - {kind: ServiceAccount, name: reader, namespace: shop}
        `,
      },
    ],
  },

  *check(subject, { workspace }) {
    const account = customName(subject.name, /^default$/);
    if (account === undefined || !isKnown(subject.kind, 'ServiceAccount')) return;
    const { uri } = subject.view.document.source;
    const own = knownValue(subject.namespace);
    const namespaces = namespacesIn(own === '' ? undefined : own, workspace.roleOf(uri));
    if (!isMissing('ServiceAccount', namespaces, account, workspace)) return;
    const where = own === undefined ? '' : ` of namespace ${own}`;
    yield { at: subject.name, message: `ServiceAccount ${account}${where} is in none of the files` };
  },
});
