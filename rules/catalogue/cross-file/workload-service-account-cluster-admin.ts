import { defineRule } from '../../engine/rule';
import { accessOf } from './access';

export default defineRule({
  meta: {
    id: 'workload-service-account-cluster-admin',
    chapter: 'cross-file',
    scope: 'pod',
    title: 'Pod with cluster-admin',
    summary: 'pods that run as a ServiceAccount to which a binding in view grants `cluster-admin`',
    severity: 'error',
    default: 'on',
    fix: 'none',
    noFix: `
      Which rights the program needs instead is not in the manifests. Bind its account to a role of its own.
    `,
    standards: {
      nsa: ['AA-2'],
      cis: { '1.12': ['5.1.1', '5.1.6'] },
      owasp: { '2025': ['K02'] },
      attack: ['T1078.001'],
    },
    covers: ['daemon-set-risky-rbac', 'workload-service-account-risky-rbac'],
    why: `
      A file in every container of the pod logs in as somebody who may do everything. Whoever reads one file in one of
      them, by a path traversal or a shell, has the cluster, and whoever reaches the node has the token too. By a
      RoleBinding it is one namespace with all that is in it: that is a warning.
    `,
    whenNotToFix: `
      The tool that deploys everything else may have to have it. Name its account as \`namespace/name\` in
      \`allow.subjects\`, and keep the namespace to itself.
    `,
    examples: [
      {
        title: 'A Deployment whose account may do everything',
        manifest: `
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: deployer
            namespace: tools
          spec:
            selector: {matchLabels: {app: deployer}}
            template:
              metadata: {labels: {app: deployer}}
              spec:
                serviceAccountName: deployer
          #                         ^^^^^^^^ ServiceAccount deployer has cluster-admin: every right in the cluster
                containers:
                  - name: app
                    image: registry.example/deployer:1.2
        `,
        files: [
          {
            path: 'access.yaml',
            text: `
              apiVersion: rbac.authorization.k8s.io/v1
              kind: ClusterRoleBinding
              metadata:
                name: deployer
              roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
              subjects:
                - {kind: ServiceAccount, name: deployer, namespace: tools}
            `,
          },
        ],
      },
      {
        title: 'Everything in one namespace, for every pod that names no account',
        manifest: `
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: web
          #       ^^^ ServiceAccount default has cluster-admin: every right in its namespace
            namespace: shop
          spec:
            selector: {matchLabels: {app: web}}
            template:
              metadata: {labels: {app: web}}
              spec:
                containers:
                  - name: app
                    image: registry.example/web:1.2
        `,
        files: [
          {
            path: 'access.yaml',
            text: `
              apiVersion: rbac.authorization.k8s.io/v1
              kind: RoleBinding
              metadata:
                name: everything
                namespace: shop
              roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
              subjects:
                - {kind: ServiceAccount, name: default, namespace: shop}
            `,
          },
        ],
      },
      {
        title: 'The second of several accounts of that name',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: runner
            namespace: staging
          spec:
            serviceAccountName: runner
          #                     ^^^^^^ ServiceAccount runner has cluster-admin: every right in the cluster
            containers:
              - name: runner
                image: registry.example/runner:1.2
        `,
        files: [
          {
            path: 'access.yaml',
            text: `
              apiVersion: rbac.authorization.k8s.io/v1
              kind: ClusterRoleBinding
              metadata:
                name: runners
              roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
              subjects:
                - {kind: ServiceAccount, name: runner, namespace: testing}
                - {kind: ServiceAccount, name: runner, namespace: staging}
            `,
          },
        ],
      },
      {
        title: 'An account of that name in another namespace, and a pod without a token',
        manifest: `
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: web
            namespace: shop
          spec:
            selector: {matchLabels: {app: web}}
            template:
              metadata: {labels: {app: web}}
              spec:
                serviceAccountName: deployer
                containers:
                  - name: app
                    image: registry.example/web:1.2
          ---
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: page
            namespace: tools
          spec:
            selector: {matchLabels: {app: page}}
            template:
              metadata: {labels: {app: page}}
              spec:
                serviceAccountName: deployer
                automountServiceAccountToken: false
                containers:
                  - name: app
                    image: registry.example/page:1.2
        `,
        files: [
          {
            path: 'access.yaml',
            text: `
              apiVersion: rbac.authorization.k8s.io/v1
              kind: ClusterRoleBinding
              metadata:
                name: deployer
              roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
              subjects:
                - {kind: ServiceAccount, name: deployer, namespace: tools}
            `,
          },
        ],
      },
      {
        title: 'An account that a team allows',
        allow: { subjects: ['tools/deployer'] },
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: deployer
            namespace: tools
          spec:
            serviceAccountName: deployer
            containers:
              - name: app
                image: registry.example/deployer:1.2
        `,
        files: [
          {
            path: 'other/access.yaml',
            text: `
              apiVersion: rbac.authorization.k8s.io/v1
              kind: ClusterRoleBinding
              metadata:
                name: deployer
              roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
              subjects:
                - {kind: ServiceAccount, name: deployer, namespace: tools}
            `,
          },
        ],
      },
      {
        title: 'An account of a name that a team allows, in a namespace that nobody says',
        allow: { subjects: ['tools/deployer'] },
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: deployer
          spec:
            serviceAccountName: deployer
            containers:
              - name: app
                image: registry.example/deployer:1.2
        `,
        files: [
          {
            path: 'access.yaml',
            text: `
              apiVersion: rbac.authorization.k8s.io/v1
              kind: ClusterRoleBinding
              metadata:
                name: deployer
              roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
              subjects:
                - {kind: ServiceAccount, name: deployer, namespace: tools}
            `,
          },
        ],
      },
      {
        title: 'Nothing says that both are in one namespace',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: deployer
          spec:
            serviceAccountName: deployer
            containers:
              - name: app
                image: registry.example/deployer:1.2
        `,
        files: [
          {
            path: 'other/access.yaml',
            text: `
              apiVersion: rbac.authorization.k8s.io/v1
              kind: ClusterRoleBinding
              metadata:
                name: deployer
              roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
              subjects:
                - {kind: ServiceAccount, name: deployer, namespace: tools}
            `,
          },
        ],
      },
    ],
  },

  *check(pod, context) {
    const access = accessOf(pod, context);
    if (access?.clusterAdmin === undefined) return;
    const { binding, related } = access.clusterAdmin;
    const { isClusterWide } = binding;
    yield {
      at: access.at,
      message: `ServiceAccount ${access.account} has cluster-admin: every right in ${isClusterWide ? 'the cluster' : 'its namespace'}`,
      severity: isClusterWide ? 'error' : 'warning',
      related,
    };
  },
});
