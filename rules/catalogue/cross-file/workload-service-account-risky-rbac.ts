import { defineRule } from '../../engine/rule';
import { accessOf } from './access';

export default defineRule({
  meta: {
    id: 'workload-service-account-risky-rbac',
    chapter: 'cross-file',
    scope: 'pod',
    title: 'Pod with far-reaching rights',
    summary:
      'pods that run as a ServiceAccount with rights that lead further in the cluster, by bindings and roles in view',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      Whether the program can do without the right, or with it for single objects or one namespace, is not in the
      manifests.
    `,
    standards: { nsa: ['AA-2'], owasp: { '2025': ['K02'] }, attack: ['T1078'] },
    why: `
      What the account can do, everybody can who breaks into one of its pods: read all Secrets, start pods that reach the
      node, give itself more rights. A role alone harms nobody; here the way from the program to the right is complete.

      What counts are the rights of which the rules about single roles warn, such as reading Secrets, creating workloads,
      writing roles and bindings, \`escalate\`, \`bind\`, \`impersonate\` or \`nodes/proxy\`, also those of the built-in
      roles \`admin\` and \`edit\`. In one namespace only the gravest count. Of several roles of a name those nearest to the
      binding count, and all of them must grant something risky.
    `,
    whenNotToFix: `
      Operators and controllers need some of them. Keep such pods apart from what takes input from outside, name their
      accounts as \`namespace/name\` in \`allow.subjects\`, and review them.
    `,
    examples: [
      {
        title: 'A web page that can read every Secret',
        manifest: `
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: page
            namespace: shop
          spec:
            selector: {matchLabels: {app: page}}
            template:
              metadata: {labels: {app: page}}
              spec:
                serviceAccountName: page
          #                         ^^^^ ServiceAccount page can read every Secret, and more
                containers:
                  - name: app
                    image: registry.example/page:1.2
        `,
        files: [
          {
            path: 'access.yaml',
            text: `
              apiVersion: rbac.authorization.k8s.io/v1
              kind: ClusterRole
              metadata:
                name: page
              rules:
                - {apiGroups: [""], resources: [pods], verbs: [create]}
                - {apiGroups: [""], resources: [secrets], verbs: [get, list]}
              ---
              apiVersion: rbac.authorization.k8s.io/v1
              kind: ClusterRoleBinding
              metadata:
                name: page
              roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: page}
              subjects:
                - {kind: ServiceAccount, name: page, namespace: shop}
            `,
          },
        ],
      },
      {
        title: 'A built-in role in one namespace, and no namespace named',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: page
          spec:
            serviceAccountName: page
          #                     ^^^^ ServiceAccount page can read every Secret in its namespace
            containers:
              - name: app
                image: registry.example/page:1.2
        `,
        files: [
          {
            path: 'access.yaml',
            text: `
              apiVersion: rbac.authorization.k8s.io/v1
              kind: RoleBinding
              metadata:
                name: page
              roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit}
              subjects:
                - {kind: ServiceAccount, name: page}
            `,
          },
        ],
      },
      {
        title: 'A token that the pod asks for itself',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: page
          spec:
            serviceAccountName: page
          #                     ^^^^ ServiceAccount page can act as others in its namespace
            automountServiceAccountToken: false
            containers:
              - name: app
                image: registry.example/page:1.2
                volumeMounts:
                  - {name: token, mountPath: /token}
            volumes:
              - name: token
                projected:
                  sources:
                    - serviceAccountToken: {path: token}
        `,
        files: [
          {
            path: 'access.yaml',
            text: `
              apiVersion: rbac.authorization.k8s.io/v1
              kind: Role
              metadata:
                name: page
              rules:
                - {apiGroups: [""], resources: [serviceaccounts], verbs: [impersonate]}
              ---
              apiVersion: rbac.authorization.k8s.io/v1
              kind: RoleBinding
              metadata:
                name: page
              roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: page}
              subjects:
                - {kind: ServiceAccount, name: page}
            `,
          },
        ],
      },
      {
        title:
          'Rights that do no harm, lesser ones in one namespace, a role not in view, and one of two of that name',
        manifest: `
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: reader
            namespace: shop
          spec:
            selector: {matchLabels: {app: reader}}
            template:
              metadata: {labels: {app: reader}}
              spec:
                serviceAccountName: reader
                containers:
                  - name: app
                    image: registry.example/reader:1.2
        `,
        files: [
          {
            path: 'access.yaml',
            text: `
              apiVersion: rbac.authorization.k8s.io/v1
              kind: Role
              metadata:
                name: reader
                namespace: shop
              rules:
                - {apiGroups: [""], resources: [pods], verbs: [get, list, create]}
              ---
              apiVersion: rbac.authorization.k8s.io/v1
              kind: RoleBinding
              metadata:
                name: reader
                namespace: shop
              roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
              subjects:
                - {kind: ServiceAccount, name: reader, namespace: shop}
              ---
              apiVersion: rbac.authorization.k8s.io/v1
              kind: ClusterRoleBinding
              metadata:
                name: reader
              roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: from-a-chart}
              subjects:
                - {kind: ServiceAccount, name: reader, namespace: shop}
              ---
              apiVersion: rbac.authorization.k8s.io/v1
              kind: ClusterRoleBinding
              metadata:
                name: reader-twice
              roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: twice}
              subjects:
                - {kind: ServiceAccount, name: reader, namespace: shop}
              ---
              apiVersion: rbac.authorization.k8s.io/v1
              kind: ClusterRole
              metadata:
                name: twice
              rules:
                - {apiGroups: [""], resources: [secrets], verbs: [list]}
              ---
              apiVersion: rbac.authorization.k8s.io/v1
              kind: ClusterRole
              metadata:
                name: twice
              rules:
                - {apiGroups: [""], resources: [pods], verbs: [list]}
            `,
          },
        ],
      },
      {
        title: 'Pods that name no account, where nothing says which namespace is meant, and a static one',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: page
          spec:
            containers:
              - name: app
                image: registry.example/page:1.2
          ---
          apiVersion: v1
          kind: Pod
          metadata:
            name: etcd
            labels: {component: etcd, tier: control-plane}
          spec:
            serviceAccountName: editor
            containers:
              - name: etcd
                image: registry.example/etcd:1.2
        `,
        files: [
          {
            path: 'access.yaml',
            text: `
              apiVersion: rbac.authorization.k8s.io/v1
              kind: RoleBinding
              metadata:
                name: editors
                namespace: shop
              roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit}
              subjects:
                - {kind: ServiceAccount, name: default, namespace: shop}
                - {kind: ServiceAccount, name: editor, namespace: shop}
            `,
          },
        ],
      },
    ],
  },

  *check(pod, context) {
    const access = accessOf(pod, context);
    if (access?.others === undefined) return;
    const { text, related } = access.others;
    yield { at: access.at, message: `ServiceAccount ${access.account} ${text}`, related };
  },
});
