import { set, unsafeFix } from '../../engine/fix';
import { defineRule, type Finding } from '../../engine/rule';
import { bind } from '../../kubernetes/grants';
import type { PolicyRule } from '../../kubernetes/role';
import { Placeholder } from '../../yaml/operation';
import { aboutGrant, withoutVerbs } from './granted';

export default defineRule({
  meta: {
    id: 'rbac-bind',
    chapter: 'rbac',
    scope: 'policy-rule',
    title: 'Right to bind any role',
    summary: 'roles that grant `bind` on all Roles or ClusterRoles',
    severity: 'error',
    default: 'on',
    fix: 'unsafe',
    standards: { nsa: ['AA-2'], cis: { '1.12': ['5.1.8'] }, owasp: { '2025': ['K02'] } },
    why: `
      The API server lets nobody bind a role with more rights than they have themselves, except by the
      verb \`bind\`. With it, and the right to create bindings, an intruder binds \`cluster-admin\` to the
      account they have. In a Role it is good for the bindings of one namespace, to ClusterRoles too.
    `,
    whenNotToFix: `
      A tool that gives out roles needs it for the roles it gives out: name them in \`resourceNames\`.
    `,
    examples: [
      {
        title: 'Any role of the cluster',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [rbac.authorization.k8s.io]
              resources: [roles, clusterroles]
              verbs: [get, bind]
          #                ^^^^ Can bind any role: bind on roles, clusterroles
        `,
        fixed: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [rbac.authorization.k8s.io]
              resources: [roles, clusterroles]
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
              resources: [roles]
              verbs: ["*"]
          #           ^^^ Can bind any role: every verb on roles
        `,
        fixed: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [rbac.authorization.k8s.io]
              resources: [roles]
              verbs: ["*"]
        `,
      },
      {
        title: 'A Role for the bindings of its namespace',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: Role
          metadata:
            name: operator
          rules:
            - apiGroups: [rbac.authorization.k8s.io]
              resources: [clusterroles]
              verbs: [bind]
          #           ^^^^ Can bind any role: bind on clusterroles
            - apiGroups: [rbac.authorization.k8s.io]
              resources: [roles]
              verbs: [get]
        `,
        fixed: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: Role
          metadata:
            name: operator
          rules:
            - apiGroups: [rbac.authorization.k8s.io]
              resources: [roles]
              verbs: [get]
        `,
      },
      {
        title: 'One role that may be bound, and bindings',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [rbac.authorization.k8s.io]
              resources: [clusterroles]
              resourceNames: [view]
              verbs: [bind]
            - apiGroups: [rbac.authorization.k8s.io]
              resources: [rolebindings]
              verbs: [bind]
            - apiGroups: [rbac.authorization.k8s.io]
              resources: [roles]
              verbs: [{{ .Values.verb }}]
        `,
      },
    ],
  },

  *check(rule) {
    const granted = rule.grants(bind);
    if (granted === undefined) return;
    yield { ...aboutGrant(rule.role, granted, 'error', 'Can bind any role'), ...changesOf(rule) };
  },
});

function changesOf(rule: PolicyRule): Pick<Finding, 'fixes' | 'assist'> {
  const operations = withoutVerbs(rule, ['bind']);
  if (operations.length === 0) return {};
  const fixes = [unsafeFix('Take bind away', ...operations)];
  if (!rule.verbs.every(({ value }) => value === 'bind')) return { fixes };
  const names = set(rule.view.list('resourceNames'), [new Placeholder('role-name')]);
  return { fixes, assist: { title: 'Name the roles', operations: [names] } };
}
