import { set } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { impersonate } from '../../kubernetes/grants';
import { Placeholder } from '../../yaml/operation';
import { aboutGrant } from './granted';

export default defineRule({
  meta: {
    id: 'rbac-impersonate',
    chapter: 'rbac',
    scope: 'policy-rule',
    title: 'Right to impersonate anybody',
    summary: 'roles that grant `impersonate` on all users, groups, ServiceAccounts or their attributes',
    severity: 'error',
    default: 'on',
    fix: 'assist',
    standards: { nsa: ['AA-2'], cis: { '1.12': ['5.1.8'] }, owasp: { '2025': ['K02'] }, attack: ['T1078'] },
    why: `
      With this right a request is treated as if somebody else had sent it. Whoever may impersonate
      every group names \`system:masters\`, which no authorizer ever refuses. Whoever may impersonate
      every ServiceAccount has the rights of all of them.
    `,
    whenNotToFix: `
      Proxies that authenticate users themselves need it; they are as powerful as everybody who uses
      them.
    `,
    examples: [
      {
        title: 'Any user, and any value of an extra field',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: [users, groups]
              verbs: [impersonate]
          #           ^^^^^^^^^^^ Can act as somebody else: impersonate on users, groups
            - apiGroups: [authentication.k8s.io]
              resources: [userextras/scopes]
              verbs: [impersonate]
          #           ^^^^^^^^^^^ Can act as somebody else: impersonate on userextras/scopes
        `,
        fixed: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: [users, groups]
              resourceNames: [NAME]
              verbs: [impersonate]
            - apiGroups: [authentication.k8s.io]
              resources: [userextras/scopes]
              resourceNames: [NAME]
              verbs: [impersonate]
        `,
      },
      {
        title: 'A Role that reaches all ServiceAccounts of its namespace, among other verbs',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: Role
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: [serviceaccounts]
              verbs: [get, impersonate]
          #                ^^^^^^^^^^^ Can act as somebody else: impersonate on serviceaccounts
        `,
        fixed: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: Role
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: [serviceaccounts]
              verbs: [get, impersonate]
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
            - apiGroups: [""]
              resources: ["*"]
          #               ^^^ Can act as somebody else: impersonate on every resource
              verbs: [impersonate]
        `,
        fixed: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: ["*"]
              verbs: [impersonate]
        `,
      },
      {
        title: 'A user who is named, users in a Role, which reaches none, and another resource',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: Role
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: [users]
              verbs: [impersonate]
          ---
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: [users]
              resourceNames: [deployer]
              verbs: [impersonate]
            - apiGroups: [""]
              resources: [pods]
              verbs: [impersonate]
            - apiGroups: [""]
              resources: [userextras/scopes]
              verbs: [impersonate]
        `,
      },
    ],
  },

  *check(rule) {
    const granted = rule.grants(impersonate);
    if (granted === undefined) return;
    const finding = aboutGrant(rule.role, granted, 'error', 'Can act as somebody else');
    const isAlone = rule.verbs.every(({ value }) => value === 'impersonate');
    const names = set(rule.view.list('resourceNames'), [new Placeholder('NAME')]);
    const assist = { title: 'Name whom it may impersonate', operations: [names] };
    yield isAlone && rule.wildcard === undefined ? { ...finding, assist } : finding;
  },
});
