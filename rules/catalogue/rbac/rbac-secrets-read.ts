import { set, unsafeFix } from '../../engine/fix';
import { defineRule, type Finding } from '../../engine/rule';
import { secretsList, secretsRead } from '../../kubernetes/grants';
import type { PolicyRule } from '../../kubernetes/role';
import { Placeholder } from '../../yaml/operation';
import { aboutGrant, withoutVerbs } from './granted';

/** Verbs that names can narrow without taking them away. */
const BY_NAME = ['get', 'update', 'patch', 'delete'];

export default defineRule({
  meta: {
    id: 'rbac-secrets-read',
    chapter: 'rbac',
    scope: 'policy-rule',
    title: 'Right to read Secrets',
    summary: 'roles that may read every Secret they reach, by `get`, `list` or `watch`',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: {
      nsa: ['POD-5', 'NET-7', 'AA-1', 'AA-2'],
      cis: { '1.12': ['5.1.2'] },
      owasp: { '2025': ['K02', 'K03'] },
      attack: ['T1552.007'],
    },
    why: `
      Secrets hold tokens of ServiceAccounts, keys of TLS certificates and passwords of databases and
      registries: whoever reads them can act as all of these. The answer to \`list\` and to \`watch\` has
      the contents of every Secret in it, so neither is a lesser right than \`get\`. With \`get\` alone
      one has to know names, which stand in the pods that use them.

      \`list\` and \`watch\` in a ClusterRole are an error, in a Role a warning. A rule with
      \`resourceNames\` is not reported.
    `,
    whenNotToFix: `
      Ingress controllers, certificate managers and other operators read Secrets in every namespace.
      Where they can do with a few namespaces, bind them there.
    `,
    examples: [
      {
        title: 'Every Secret of the cluster',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: [secrets]
          #               ^^^^^^^ Can read every Secret where it is bound: get, list, watch on secrets
              verbs: [get, list, watch]
            - apiGroups: [""]
              resources: [configmaps, secrets]
          #                           ^^^^^^^ Can read every Secret where it is bound: get, list on secrets
              verbs: [get, list]
        `,
        fixed: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: [secrets]
              verbs: [get]
            - apiGroups: [""]
              resources: [configmaps, secrets]
              verbs: [get, list]
        `,
      },
      {
        title: 'Rules that no single edit makes narrower',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: [secrets]
          #               ^^^^^^^ Can read every Secret where it is bound: get on secrets
              verbs: [get, create]
            - apiGroups: [""]
              resources: [secrets]
              verbs: ["*"]
          #           ^^^ Can read every Secret where it is bound: every verb on secrets
        `,
        fixed: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: [secrets]
              verbs: [get, create]
            - apiGroups: [""]
              resources: [secrets]
              verbs: ["*"]
        `,
      },
      {
        title: 'Every Secret of a namespace, by its name',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: Role
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: [secrets]
          #               ^^^^^^^ Can read every Secret of its namespace: get on secrets
              verbs: [get]
        `,
        fixed: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: Role
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: [secrets]
              resourceNames: [secret-name]
              verbs: [get]
        `,
      },
      {
        title: 'Secrets that are named, Secrets that may be written, and secrets of another group',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: [secrets]
              resourceNames: [tls]
              verbs: [get, list, watch]
            - apiGroups: [""]
              resources: [secrets]
              verbs: [create, update]
            - apiGroups: [vault.registry.example]
              resources: [secrets]
              verbs: [get]
            - apiGroups: [""]
              resources: [{{ .Values.resource }}]
              verbs: [get]
        `,
      },
    ],
  },

  *check(rule) {
    const granted = rule.grants(secretsRead);
    if (granted === undefined) return;
    const severity = rule.grants(secretsList) === undefined ? 'warning' : 'error';
    const where = rule.role.isClusterWide ? 'where it is bound' : 'of its namespace';
    yield {
      ...aboutGrant(rule.role, granted, severity, `Can read every Secret ${where}`),
      ...changesOf(rule),
    };
  },
});

function changesOf(rule: PolicyRule): Pick<Finding, 'fixes' | 'assist'> {
  const isAboutOthers = rule.resources.length > 1 || rule.view.list('resources').isOpen;
  if (isAboutOthers || rule.wildcard !== undefined) return {};
  const verbs = rule.verbs.map(({ value }) => value);
  const lists = withoutVerbs(rule, ['list', 'watch']);
  if (verbs.includes('get') && lists.length > 0) {
    return { fixes: [unsafeFix('Keep get, without list and watch', ...lists)] };
  }
  if (!verbs.every((verb) => BY_NAME.includes(verb))) return {};
  const names = set(rule.view.list('resourceNames'), [new Placeholder('secret-name')]);
  return { assist: { title: 'Name the Secrets', operations: [names] } };
}
