import { set, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { namespacesOf } from '../../engine/workspace';
import { accountNameOf, isDefaultAccount } from '../../kubernetes/pod-account';
import { isStaticPod } from '../../kubernetes/static-pod';
import { knownValue } from '../../yaml/field';
import { getsToken } from '../service-accounts/token';

export default defineRule({
  meta: {
    id: 'service-account-token-unused',
    chapter: 'cross-file',
    scope: 'pod',
    title: 'API token without rights',
    summary: 'pods with a token of a ServiceAccount that no binding names, where all files are in view',
    severity: 'info',
    default: 'on',
    fix: 'unsafe',
    standards: { nsa: ['POD-5'], tob: ['TOB-K8S-031'] },
    absence: 'closed-world',
    yieldsTo: ['automount-service-account-token'],
    why: `
      Nothing is granted to the account, so the program cannot need its token. Whoever steals it still counts as
      authenticated, and gets whatever anybody grants to the account, or to all accounts, later.

      Where the account itself is in view, or is \`default\`, \`automount-service-account-token\` speaks instead.
    `,
    whenNotToFix: `
      Where the token is for somebody else than the API server, such as Vault, which asks the API server only whose it is.
    `,
    examples: [
      {
        title: 'An account without any binding',
        closedWorld: true,
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          #       ^^^ Pod gets a token of ServiceAccount web, to which nothing is bound
          spec:
            serviceAccountName: web
            containers:
              - name: app
                image: registry.example/web:1.2
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            serviceAccountName: web
            automountServiceAccountToken: false
            containers:
              - name: app
                image: registry.example/web:1.2
        `,
      },
      {
        title: 'An account with a binding, and a pod without its token',
        closedWorld: true,
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: reader
          spec:
            serviceAccountName: reader
            containers:
              - name: app
                image: registry.example/reader:1.2
          ---
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            serviceAccountName: web
            automountServiceAccountToken: false
            containers:
              - name: app
                image: registry.example/web:1.2
          ---
          apiVersion: v1
          kind: Pod
          metadata:
            name: etcd
            labels: {component: etcd, tier: control-plane}
          spec:
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
                name: reader
              roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
              subjects:
                - {kind: ServiceAccount, name: reader}
            `,
          },
        ],
      },
      {
        title: 'A role that everybody has who signs in',
        closedWorld: true,
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            serviceAccountName: web
            containers:
              - name: app
                image: registry.example/web:1.2
        `,
        files: [
          {
            path: 'access.yaml',
            text: `
              apiVersion: rbac.authorization.k8s.io/v1
              kind: ClusterRoleBinding
              metadata:
                name: lookers
              roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
              subjects:
                - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: system:authenticated}
            `,
          },
        ],
      },
      {
        title: 'Bindings may be elsewhere',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            serviceAccountName: web
            containers:
              - name: app
                image: registry.example/web:1.2
        `,
      },
    ],
  },

  *check(pod, { workspace }) {
    const name = accountNameOf(pod);
    const account = isDefaultAccount(name) ? 'default' : knownValue(name);
    if (!workspace.closedWorld || account === undefined || isStaticPod(pod)) return;
    const bindings = workspace.bindings(namespacesOf(pod.manifest, workspace), account);
    if (bindings.length > 0 || !getsToken(pod, account, workspace)) return;
    const at = pod.spec.boolean('automountServiceAccountToken');
    yield {
      at,
      message: `Pod gets a token of ServiceAccount ${account}, to which nothing is bound`,
      fixes: [unsafeFix('Mount no token for the API server', set(at, false))],
    };
  },
});
