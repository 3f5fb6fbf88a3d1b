import { unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { escalate } from '../../kubernetes/grants';
import { aboutGrant, withoutVerbs } from './granted';

export default defineRule({
  meta: {
    id: 'rbac-escalate',
    chapter: 'rbac',
    scope: 'policy-rule',
    title: 'Right to escalate',
    summary: 'roles that grant `escalate` on Roles or ClusterRoles',
    severity: 'error',
    default: 'on',
    fix: 'unsafe',
    standards: { nsa: ['AA-2'], cis: { '1.12': ['5.1.8'] }, owasp: { '2025': ['K02'] } },
    why: `
      The API server lets nobody write more rights into a role than they have themselves, except by
      the verb \`escalate\`. With it, and the right to change a role that they are bound to, an intruder
      has every right there is. Naming the role in \`resourceNames\` does not help: what goes into it is
      what counts.
    `,
    whenNotToFix: `
      A tool that deploys roles for others may need it, and is then as powerful as \`cluster-admin\`.
    `,
    examples: [
      {
        title: 'A Role among whose verbs it is',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: Role
          metadata:
            name: operator
          rules:
            - apiGroups: [rbac.authorization.k8s.io]
              resources: [roles]
              verbs: [get, update, escalate]
          #                        ^^^^^^^^ Can give itself any right: escalate on roles
        `,
        fixed: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: Role
          metadata:
            name: operator
          rules:
            - apiGroups: [rbac.authorization.k8s.io]
              resources: [roles]
              verbs: [get, update]
        `,
      },
      {
        title: 'A rule that grants nothing else, for one role',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [rbac.authorization.k8s.io]
              resources: [clusterroles]
              resourceNames: [operator]
              verbs: [escalate]
          #           ^^^^^^^^ Can give itself any right: escalate on clusterroles
            - apiGroups: [""]
              resources: [pods]
              verbs: [get]
        `,
        fixed: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: [pods]
              verbs: [get]
        `,
      },
      {
        title: 'A wildcard, which holds it too',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [rbac.authorization.k8s.io]
              resources: [clusterroles]
              verbs: ["*"]
          #           ^^^ Can give itself any right: every verb on clusterroles
        `,
        fixed: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [rbac.authorization.k8s.io]
              resources: [clusterroles]
              verbs: ["*"]
        `,
      },
      {
        title: 'Roles without it, and ClusterRoles, which no Role reaches',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: Role
          metadata:
            name: operator
          rules:
            - apiGroups: [rbac.authorization.k8s.io]
              resources: [roles]
              verbs: [get, update]
            - apiGroups: [rbac.authorization.k8s.io]
              resources: [clusterroles]
              verbs: [escalate]
            - apiGroups: [rbac.authorization.k8s.io]
              resources: [rolebindings]
              verbs: [escalate]
        `,
      },
    ],
  },

  *check(rule) {
    const granted = rule.mentions(escalate);
    if (granted === undefined) return;
    const finding = aboutGrant(rule.role, granted, 'error', 'Can give itself any right');
    const operations = withoutVerbs(rule, ['escalate']);
    yield operations.length === 0
      ? finding
      : { ...finding, fixes: [unsafeFix('Take escalate away', ...operations)] };
  },
});
