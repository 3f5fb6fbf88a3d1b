import { remove, safeFix, set } from '../../engine/fix';
import { defineRule, type Finding } from '../../engine/rule';
import { namespacesIn } from '../../engine/workspace';
import { accountNamed, type Subject } from '../../kubernetes/binding';
import { RBAC_GROUP } from '../../kubernetes/role';
import { isKnown, knownValue } from '../../yaml/field';
import { Placeholder } from '../../yaml/operation';

export default defineRule({
  meta: {
    id: 'rbac-subject-malformed',
    chapter: 'rbac',
    scope: 'subject',
    title: 'Subject that is not read as it is written',
    summary: 'subjects of bindings that the API server refuses or reads in part only',
    severity: 'warning',
    default: 'on',
    fix: 'safe',
    standards: { tob: ['TOB-K8S-TM01'], owasp: { '2025': ['K02'] } },
    why: `
      A binding with such a subject is refused, or grants the role to somebody else than its author
      believes. Then rights are missing, and what is missing is soon made good with \`cluster-admin\`.

      A ServiceAccount in a ClusterRoleBinding must name its namespace. A User and a Group have none.
      Their API group is \`rbac.authorization.k8s.io\`, that of a ServiceAccount is empty. The name of a
      ServiceAccount is its name alone, without \`system:serviceaccount:\` and its namespace.
    `,
    whenNotToFix: `
      Where a tool other than kustomize completes the subjects before they are applied.
    `,
    examples: [
      {
        title: 'Subjects of each kind in the form of another',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: RoleBinding
          metadata:
            name: team
            namespace: shop
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
          subjects:
            - kind: ServiceAccount
              apiGroup: rbac.authorization.k8s.io
          #             ^^^^^^^^^^^^^^^^^^^^^^^^^ The API server refuses a ServiceAccount of API group rbac.authorization.k8s.io
              name: system:serviceaccount:shop:web
          #         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The API server refuses system:serviceaccount:shop:web as the name of a ServiceAccount
            - kind: Group
              apiGroup: v1
          #             ^^ The API server refuses a Group of API group v1
              name: team
              namespace: shop
          #              ^^^^ A Group is in no namespace: the API server ignores it
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
            - kind: Group
              apiGroup: rbac.authorization.k8s.io
              name: team
        `,
      },
      {
        title: 'A ServiceAccount that may be in any namespace',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRoleBinding
          metadata:
            name: team
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: shop}
          subjects:
            - kind: ServiceAccount
              name: web
          #         ^^^ The API server refuses a ServiceAccount without a namespace in a ClusterRoleBinding
            - kind: ServiceAccount
              name: job
              namespace: shop
        `,
        fixed: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRoleBinding
          metadata:
            name: team
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: shop}
          subjects:
            - kind: ServiceAccount
              name: web
              namespace: NAMESPACE
            - kind: ServiceAccount
              name: job
              namespace: shop
        `,
      },
      {
        title: 'A namespace that is empty, and one that the name tells',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRoleBinding
          metadata:
            name: team
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: shop}
          subjects:
            - kind: ServiceAccount
              name: web
              namespace: ""
          #              ^^ The API server refuses a ServiceAccount without a namespace in a ClusterRoleBinding
            - kind: ServiceAccount
              name: system:serviceaccount:shop:job
          #         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The API server refuses system:serviceaccount:shop:job as the name of a ServiceAccount
        `,
        fixed: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRoleBinding
          metadata:
            name: team
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: shop}
          subjects:
            - kind: ServiceAccount
              name: web
              namespace: "NAMESPACE"
            - kind: ServiceAccount
              name: job
              namespace: shop
        `,
      },
      {
        title: 'Subjects as they have to be, and one in the namespace of its RoleBinding',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: RoleBinding
          metadata:
            name: team
            namespace: shop
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
          subjects:
            - kind: ServiceAccount
              name: web
            - kind: ServiceAccount
              apiGroup: ""
              name: web
              namespace: shop
            - kind: User
              name: jane
              namespace: ""
              apiGroup: ""
            - kind: Group
              apiGroup: rbac.authorization.k8s.io
              name: team
        `,
      },
      {
        title: 'A namespace that a kustomization gives',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRoleBinding
          metadata:
            name: team
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: shop}
          subjects:
            - kind: ServiceAccount
              name: web
        `,
        files: [
          {
            path: 'kustomization.yaml',
            text: `
              namespace: shop
              resources: [example.yaml]
            `,
          },
        ],
      },
      {
        title: 'A ServiceAccount whose namespace Flux sets',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRoleBinding
          metadata: {name: shop}
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
          subjects: [{kind: ServiceAccount, name: default}]
        `,
        files: [
          {
            path: 'flux/shop.yaml',
            text: `
              apiVersion: kustomize.toolkit.fluxcd.io/v1
              kind: Kustomization
              metadata: {name: shop, namespace: flux-system}
              spec:
                path: ./\${app}
                targetNamespace: shop
                sourceRef: {kind: GitRepository, name: shop}
            `,
          },
        ],
      },
      {
        title: 'A namespace of Argo CD, which no subject gets',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRoleBinding
          metadata: {name: shop}
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
          subjects:
            - {kind: ServiceAccount, name: shop}
          #                                ^^^^ The API server refuses a ServiceAccount without a namespace in a ClusterRoleBinding
        `,
        files: [
          {
            path: 'argocd/application.yaml',
            text: `
              apiVersion: argoproj.io/v1alpha1
              kind: Application
              metadata: {name: shop, namespace: argocd}
              spec:
                source: {repoURL: https://git.example/shop.git, path: .}
                destination: {name: in-cluster, namespace: shop}
            `,
          },
        ],
      },
    ],
  },

  *check(subject, { workspace }) {
    const kind = knownValue(subject.kind);
    if (kind === 'User' || kind === 'Group') yield* checkPrincipal(subject, kind);
    if (kind !== 'ServiceAccount') return;
    yield* checkAccount(subject);
    const role = workspace.roleOf(subject.view.document.source.uri);
    const overrides = role.destinations?.overrides ?? [];
    const isGiven = overrides.length > 0 || namespacesIn(undefined, role) !== undefined;
    const isNamed = accountNamed(subject.nameAs('ServiceAccount')) !== undefined;
    if (!subject.binding.isClusterWide || isGiven || isNamed) return;
    if (subject.namespace.state !== 'absent' && !isKnown(subject.namespace, '')) return;
    yield {
      at: subject.namespace,
      message: 'The API server refuses a ServiceAccount without a namespace in a ClusterRoleBinding',
      severity: 'error',
      assist: {
        title: 'Name its namespace',
        operations: [set(subject.namespace, new Placeholder('NAMESPACE'))],
      },
    };
  },
});

function* checkPrincipal({ apiGroup, namespace }: Subject, kind: string): Iterable<Finding> {
  if (apiGroup.state === 'known' && apiGroup.value !== RBAC_GROUP && apiGroup.value !== '') {
    yield {
      at: apiGroup,
      message: `The API server refuses a ${kind} of API group ${apiGroup.value}`,
      fixes: [safeFix('Correct the API group', set(apiGroup, RBAC_GROUP))],
    };
  }
  if (namespace.state !== 'known' || namespace.value === '') return;
  yield {
    at: namespace,
    message: `A ${kind} is in no namespace: the API server ignores it`,
    fixes: [safeFix('Remove namespace', remove(namespace))],
  };
}

function* checkAccount(subject: Subject): Iterable<Finding> {
  const { apiGroup, name, namespace } = subject;
  if (apiGroup.state === 'known' && apiGroup.value !== '') {
    yield {
      at: apiGroup,
      message: `The API server refuses a ServiceAccount of API group ${apiGroup.value}`,
      fixes: [safeFix('Remove apiGroup', remove(apiGroup))],
    };
  }
  const account = accountNamed(subject.nameAs('ServiceAccount'));
  if (account === undefined) return;
  const operations = [set(name, account.name), set(namespace, account.namespace)];
  yield {
    at: name,
    message: `The API server refuses ${subject.nameAs('ServiceAccount')} as the name of a ServiceAccount`,
    fixes: [safeFix('Split the name', ...operations)],
  };
}
