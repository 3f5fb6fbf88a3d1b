import { defineRule } from '../../engine/rule';
import { reportWildcard } from './wildcard';

export default defineRule({
  meta: {
    id: 'rbac-wildcard-all',
    chapter: 'rbac',
    scope: 'policy-rule',
    title: 'Every right there is',
    summary: 'roles that grant every verb on every resource of every API group',
    severity: 'error',
    default: 'on',
    fix: 'none',
    noFix: `
      What its owner needs of all that is not in the manifest.
    `,
    standards: {
      nsa: ['AA-2'],
      cis: { '1.12': ['5.1.1', '5.1.3'] },
      owasp: { '2025': ['K02'] },
      cwe: ['CWE-269'],
      attack: ['T1098.006'],
    },
    covers: ['rbac-wildcard-resources'],
    why: `
      This is what \`cluster-admin\` grants, under another name that nobody looks for. Whoever takes
      over one of its owners has the cluster: all Secrets, all nodes, and whatever comes with the next
      version. A Role grants it for one namespace, with all Secrets and ServiceAccounts in it.
    `,
    whenNotToFix: `
      A tool that deploys anything anywhere, as some do for a whole cluster, needs it. Bind it to
      nothing else and guard that tool as you guard the API server.
    `,
    examples: [
      {
        title: 'A copy of cluster-admin',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: ["*"]
              resources: ["*"]
          #               ^^^ Grants every verb on every resource of every API group
              verbs: ["*"]
        `,
      },
      {
        title: 'The same, with something named besides',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [apps, "*"]
              resources: [pods, "*"]
          #                     ^^^ Grants every verb on every resource of every API group
              verbs: [get, "*"]
        `,
      },
      {
        title: 'A wildcard is missing, or does not count',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: ["*"]
              verbs: ["*"]
            - apiGroups: ["*"]
              resources: ["*"]
              verbs: [get, list]
            - apiGroups: ["*"]
              resources: [secrets]
              verbs: ["*"]
            - apiGroups: ["*"]
              resources: ["*"]
              resourceNames: [settings]
              verbs: ["*"]
            - apiGroups: ["*"]
              resources: ["{{ .Values.resources }}"]
              verbs: ["*"]
        `,
      },
    ],
  },

  *check(rule) {
    const lists = [rule.verbs, rule.apiGroups, rule.resources];
    const isAll = lists.every((items) => items.some(({ value }) => value === '*'));
    if (isAll) yield* reportWildcard(rule, rule.wildcard, 'error');
  },
});
