import { defineRule } from '../../engine/rule';
import { secretsRead } from '../../kubernetes/grants';
import { isKnown } from '../../yaml/field';
import { phraseOf } from './granted';
import { riskyBeyond } from './risky-grants';

const BUILT_IN = ['view', 'edit', 'admin'] as const;

export default defineRule({
  meta: {
    id: 'rbac-aggregate-to-built-in',
    chapter: 'rbac',
    scope: 'Role',
    title: 'Risky rights added to a built-in role',
    summary:
      '`ClusterRole` objects whose label adds risky rights to the built-in roles `view`, `edit` or `admin`',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      Who is to have the rights instead is not in the manifest: a role of its own has to be bound to
      them.
    `,
    standards: { nsa: ['AA-2'], owasp: { '2025': ['K02'] } },
    why: `
      Rights in a role with such a label are granted to everybody who has the built-in role, in every
      namespace, those who get it later among them. They gave it out as what it is by itself: \`view\`
      has no Secrets in it, \`edit\` no roles, and \`admin\` cannot bind what it likes.

      Reported are the rights that other rules of this chapter warn of, as far as the built-in role
      does not have them anyway. Secrets in \`view\` are an error.
    `,
    whenNotToFix: `
      Where everybody who has the built-in role is meant to have it.
    `,
    examples: [
      {
        title: 'Secrets for everybody who may look',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: shop-view
            labels:
              rbac.authorization.k8s.io/aggregate-to-view: "true"
          #                                                ^^^^^^ Adds to the built-in role view: get, list on secrets
          rules:
            - apiGroups: [""]
              resources: [secrets]
              verbs: [get, list]
        `,
      },
      {
        title: 'What edit does not have',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: shop-edit
            labels:
              rbac.authorization.k8s.io/aggregate-to-edit: "true"
          #                                                ^^^^^^ Adds to the built-in role edit: impersonate on users
          rules:
            - apiGroups: [""]
              resources: [secrets, pods]
              verbs: [create, get]
            - apiGroups: [rbac.authorization.k8s.io]
              resources: [rolebindings]
              verbs: [create]
            - apiGroups: [""]
              resources: [users]
              verbs: [impersonate]
        `,
      },
      {
        title: 'What takes two grants',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: shop-admin
            labels:
              rbac.authorization.k8s.io/aggregate-to-admin: "true"
          #                                                 ^^^^^^ Adds to the built-in role admin: update on certificatesigningrequests/approval
          rules:
            - apiGroups: [certificates.k8s.io]
              resources: [certificatesigningrequests/approval]
              verbs: [update]
            - apiGroups: [certificates.k8s.io]
              resources: [signers]
              verbs: [approve]
        `,
      },
      {
        title: 'What admin has anyway, a label that says no, and resources of its own',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: shop-admin
            labels:
              rbac.authorization.k8s.io/aggregate-to-admin: "true"
              rbac.authorization.k8s.io/aggregate-to-view: "false"
          rules:
            - apiGroups: ["", rbac.authorization.k8s.io]
              resources: [secrets, pods, rolebindings]
              verbs: [create, get]
            - apiGroups: [certificates.k8s.io]
              resources: [certificatesigningrequests/approval]
              verbs: [update]
          ---
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: shop-view
            labels:
              rbac.authorization.k8s.io/aggregate-to-view: "true"
          rules:
            - apiGroups: [shop.registry.example]
              resources: [orders]
              verbs: ["*"]
        `,
      },
      {
        title: 'A Role, which no built-in role takes in',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: Role
          metadata:
            name: shop-view
            labels:
              rbac.authorization.k8s.io/aggregate-to-view: "true"
          rules:
            - apiGroups: [""]
              resources: [secrets]
              verbs: [get]
        `,
      },
    ],
  },

  *check(role) {
    if (!role.isClusterWide) return;
    for (const builtIn of BUILT_IN) {
      const label = role.labels.string(`rbac.authorization.k8s.io/aggregate-to-${builtIn}`);
      const added = riskyBeyond(builtIn, role);
      const [first] = added;
      if (!isKnown(label, 'true') || first === undefined) continue;
      const readsSecrets = role.rules.some((rule) => rule.grants(secretsRead) !== undefined);
      yield {
        at: label,
        message: `Adds to the built-in role ${builtIn}: ${phraseOf(first)}`,
        severity: builtIn === 'view' && readsSecrets ? 'error' : 'warning',
        related: added.map((granted) => ({ at: granted.at, message: `Adds ${phraseOf(granted)}` })),
      };
    }
  },
});
