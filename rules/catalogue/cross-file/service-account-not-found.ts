import { defineRule } from '../../engine/rule';
import { namespacesOf } from '../../engine/workspace';
import { accountNameOf } from '../../kubernetes/pod-account';
import { customName, isMissing } from './not-found';

export default defineRule({
  meta: {
    id: 'service-account-not-found',
    chapter: 'cross-file',
    scope: 'pod',
    title: 'ServiceAccount that does not exist',
    summary: 'pods that run as a ServiceAccount that is in none of the files, where all files are in view',
    severity: 'info',
    default: 'on',
    fix: 'none',
    noFix: `
      Whether the name is wrong or the account is missing is not in the manifests.
    `,
    standards: { cwe: ['CWE-706'] },
    absence: 'closed-world',
    whereWritten: ['serviceAccount', 'serviceAccountName'],
    why: `
      The API server refuses the pod until the account exists. What then is made in a hurry, by hand and outside of
      review, often has more rights than the program needs.

      What a template or a kustomization names may have any name.
    `,
    whenNotToFix: `
      Where an operator makes the account.
    `,
    examples: [
      {
        title: 'A name that no account has',
        closedWorld: true,
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            serviceAccountName: wbe
          #                     ^^^ ServiceAccount wbe is in none of the files
            containers:
              - name: app
                image: registry.example/web:1.2
        `,
        files: [
          {
            path: 'account.yaml',
            text: `
              apiVersion: v1
              kind: ServiceAccount
              metadata:
                name: web
            `,
          },
        ],
      },
      {
        title: 'An account that is there, the one of every namespace, and those of the cluster itself',
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
          ---
          apiVersion: v1
          kind: Pod
          metadata:
            name: page
          spec:
            serviceAccountName: default
            containers:
              - name: app
                image: registry.example/page:1.2
          ---
          apiVersion: v1
          kind: Pod
          metadata:
            name: proxy
            namespace: kube-system
          spec:
            serviceAccountName: kube-proxy
            containers:
              - name: proxy
                image: registry.example/proxy:1.2
        `,
        files: [
          {
            path: 'account.yaml',
            text: `
              apiVersion: v1
              kind: ServiceAccount
              metadata:
                name: web
            `,
          },
        ],
      },
      {
        title: 'An account that may be elsewhere',
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
    const at = accountNameOf(pod);
    const account = customName(at, /^default$/);
    if (account === undefined) return;
    const namespaces = namespacesOf(pod.manifest, workspace);
    if (!isMissing('ServiceAccount', namespaces, account, workspace)) return;
    yield { at, message: `ServiceAccount ${account} is in none of the files` };
  },
});
