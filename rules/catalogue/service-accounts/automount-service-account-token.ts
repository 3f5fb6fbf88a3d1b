import { set, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { namespacesOf, type WorkspaceView } from '../../engine/workspace';
import type { Pod } from '../../kubernetes/pod';
import { accountNameOf, isDefaultAccount } from '../../kubernetes/pod-account';
import { isStaticPod } from '../../kubernetes/static-pod';
import { isKnown, knownValue } from '../../yaml/field';
import { isStaticControlPlane } from '../pod-security/exemptions';
import { getsToken } from './token';

export default defineRule({
  meta: {
    id: 'automount-service-account-token',
    chapter: 'service-accounts',
    scope: 'pod',
    title: 'API token nobody needs',
    summary:
      'pods that get a token for the API server though their ServiceAccount is `default`, or one that nothing in view binds to a role',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: {
      nsa: ['POD-5'],
      cis: { '1.12': ['5.1.6'] },
      tob: ['TOB-K8S-031'],
      owasp: { '2025': ['K01', 'K09'] },
      cwe: ['CWE-1188'],
      attack: ['T1528'],
    },
    covers: ['security-field-null'],
    why: `
      Every container of such a pod has a file that logs in to the API server. Whoever gets to read
      files in it, by a path traversal or a shell, can list what the account may see, and gets all
      that anybody ever grants to it, or to all accounts, later.

      Most programs never talk to the API server. The pod's own field counts before its
      ServiceAccount's.
    `,
    whenNotToFix: `
      Where the program does talk to the API server: give it a ServiceAccount of its own and bind
      that to what it needs. Where the binding is made elsewhere, silence the rule here.
    `,
    examples: [
      {
        title: 'A pod that says nothing about its account or its token',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          #       ^^^ Pod gets a token for the API server: automountServiceAccountToken is not set
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            automountServiceAccountToken: false
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
      {
        title: 'A pod that asks for the token of an account without any rights',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            serviceAccountName: web
            automountServiceAccountToken: true
          #                               ^^^^ Pod gets a token for the API server: automountServiceAccountToken is true
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
        files: [
          {
            path: 'account.yaml',
            text: `
              apiVersion: v1
              kind: ServiceAccount
              metadata:
                name: web
              automountServiceAccountToken: false
            `,
          },
        ],
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
                image: registry.example/app:2.0
        `,
      },
      {
        title: 'A ServiceAccount that gives no token',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
        files: [
          {
            path: 'account.yaml',
            text: `
              apiVersion: v1
              kind: ServiceAccount
              metadata:
                name: default
              automountServiceAccountToken: false
            `,
          },
        ],
      },
      {
        title: 'The namespace default by its name, and an account that leaves it out',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
            namespace: default
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
        files: [
          {
            path: 'account.yaml',
            text: `
              apiVersion: v1
              kind: ServiceAccount
              metadata:
                name: default
              automountServiceAccountToken: false
            `,
          },
        ],
      },
      {
        title: 'An account that is bound to a role',
        manifest: `
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: operator
            namespace: shop
          spec:
            selector: {matchLabels: {app: operator}}
            template:
              metadata: {labels: {app: operator}}
              spec:
                serviceAccountName: operator
                containers:
                  - name: app
                    image: registry.example/operator:2.0
        `,
        files: [
          {
            path: 'access.yaml',
            text: `
              apiVersion: v1
              kind: ServiceAccount
              metadata:
                name: operator
                namespace: shop
              ---
              apiVersion: rbac.authorization.k8s.io/v1
              kind: RoleBinding
              metadata:
                name: operator
                namespace: shop
              roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: operator}
              subjects:
                - {kind: ServiceAccount, name: operator, namespace: shop}
            `,
          },
        ],
      },
      {
        title: 'An account that is not in view',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: operator
          spec:
            serviceAccountName: operator
            automountServiceAccountToken: true
            containers:
              - name: app
                image: registry.example/operator:2.0
        `,
      },
      {
        title: 'An account under the former name of its field, which counts where the present one is empty',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: operator
          spec:
            serviceAccountName: ""
            serviceAccount: operator
            containers:
              - name: app
                image: registry.example/operator:2.0
        `,
      },
      {
        title: 'A pod without a token, and a chart that decides it',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            automountServiceAccountToken: false
            containers:
              - name: app
                image: registry.example/app:2.0
          ---
          apiVersion: v1
          kind: Pod
          metadata:
            name: chart
          spec:
            automountServiceAccountToken: {{ .Values.automount }}
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
      {
        title: 'A static pod, which gets no token',
        manifest: `
          apiVersion: v1
          kind: Pod # static
          metadata:
            name: etcd
            labels:
              component: etcd
              tier: control-plane
          spec:
            containers:
              - name: etcd
                image: registry.example/etcd:3.6
        `,
      },
    ],
  },

  *check(pod, context) {
    if (isStaticControlPlane(pod, context) || isStaticPod(pod)) return;
    const name = accountNameOf(pod);
    const account = isDefaultAccount(name) ? 'default' : knownValue(name);
    if (account === undefined || !getsToken(pod, account, context.workspace)) return;
    if (mayNeedToken(pod, account, context.workspace)) return;
    const at = pod.spec.boolean('automountServiceAccountToken');
    yield {
      at,
      message: `Pod gets a token for the API server: automountServiceAccountToken is ${isKnown(at, true) ? 'true' : 'not set'}`,
      fixes: [unsafeFix('Mount no token for the API server', set(at, false))],
    };
  },
});

/**
 * Whether the account may have been given rights on purpose. One that is not in view may have any; `default` has them only
 * where a binding names it.
 */
function mayNeedToken(pod: Pod, account: string, workspace: WorkspaceView): boolean {
  const namespaces = namespacesOf(pod.manifest, workspace);
  const bindings = workspace.bindings(namespaces, account);
  if (account === 'default') {
    return bindings.some(({ subjects }) => subjects.some(({ name }) => name === account));
  }
  return bindings.length > 0 || workspace.serviceAccounts(namespaces, account).length === 0;
}
