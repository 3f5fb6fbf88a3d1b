import { set } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { accountNameOf, isDefaultAccount } from '../../kubernetes/pod-account';
import { isStaticPod } from '../../kubernetes/static-pod';
import { Placeholder } from '../../yaml/operation';
import { isStaticControlPlane } from '../pod-security/exemptions';
import { getsToken } from './token';

export default defineRule({
  meta: {
    id: 'default-service-account',
    chapter: 'service-accounts',
    scope: 'pod',
    title: 'Pod with the default ServiceAccount',
    summary: 'pods that get a token of the ServiceAccount `default`',
    severity: 'warning',
    default: 'on',
    fix: 'assist',
    standards: {
      nsa: ['POD-5'],
      cis: { '1.12': ['5.1.5'] },
      tob: ['TOB-K8S-031'],
      owasp: { '2025': ['K09'] },
      cwe: ['CWE-250'],
      attack: ['T1528'],
    },
    yieldsTo: ['automount-service-account-token'],
    why: `
      All pods of a namespace that name no ServiceAccount share this one. What is granted to it for
      one of them is granted to all, and the audit log cannot tell them apart.
    `,
    whenNotToFix: `
      Where the pod needs no token, set \`automountServiceAccountToken: false\` instead: then it does
      not matter which account it has.
    `,
    examples: [
      {
        title: 'Pods that share an account to which something is bound',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            serviceAccountName: default
          #                     ^^^^^^^ Pod shares the ServiceAccount default with other Pods, and gets its token
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
        files: [
          {
            path: 'access.yaml',
            text: `
              apiVersion: rbac.authorization.k8s.io/v1
              kind: ClusterRoleBinding
              metadata:
                name: viewers
              roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
              subjects:
                - {kind: ServiceAccount, name: default, namespace: shop}
            `,
          },
        ],
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            serviceAccountName: NAME
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
      {
        title: 'An account of its own',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            serviceAccountName: web
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
      {
        title: 'The default account, without its token',
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
    const name = accountNameOf(pod);
    if (isStaticControlPlane(pod, context) || isStaticPod(pod)) return;
    if (!isDefaultAccount(name) || !getsToken(pod, 'default', context.workspace)) return;
    yield {
      at: name,
      message: 'Pod shares the ServiceAccount default with other Pods, and gets its token',
      assist: {
        title: 'Name a ServiceAccount of its own',
        operations: [set(name, new Placeholder('NAME'))],
      },
    };
  },
});
