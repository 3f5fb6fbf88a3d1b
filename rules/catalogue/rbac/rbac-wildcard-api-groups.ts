import { defineRule } from '../../engine/rule';
import { reportWildcard } from './wildcard';

export default defineRule({
  meta: {
    id: 'rbac-wildcard-api-groups',
    chapter: 'rbac',
    scope: 'policy-rule',
    title: 'Every API group',
    summary: 'roles that grant something on the resources of every API group',
    severity: 'info',
    default: 'on',
    fix: 'none',
    noFix: `
      Which groups are meant is not in the manifest: a resource of this name may be in any.
    `,
    standards: { nsa: ['AA-2'], cis: { '1.12': ['5.1.3'] }, owasp: { '2025': ['K02'] } },
    why: `
      A custom resource may have any name. Whoever may read \`services\` of every group reads what
      somebody else calls so tomorrow. Mostly the wildcard was written because it was not known which
      group the resource is in.
    `,
    whenNotToFix: `
      A role that is bound to nobody but a tool for all groups may keep it.
    `,
    examples: [
      {
        title: 'Deployments of any group',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: ["*"]
          #               ^^^ Grants get, list on deployments of every API group
              resources: [deployments]
              verbs: [get, list]
        `,
      },
      {
        title: 'More wildcards, at one of which all is said',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: ["*"]
              resources: ["*/scale"]
          #               ^^^^^^^^^ Grants update on subresource scale of every resource of every API group
              verbs: [update]
            - apiGroups: ["*"]
              resources: [deployments]
              verbs: ["*"]
          #           ^^^ Grants every verb on deployments of every API group
        `,
      },
      {
        title: 'Groups that are named, and one that a chart decides',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: ["", apps]
              resources: [deployments]
              verbs: [get]
            - apiGroups: [{{ .Values.group }}]
              resources: [deployments]
              verbs: [get]
        `,
      },
    ],
  },

  *check(rule) {
    const every = rule.apiGroups.find(({ value }) => value === '*');
    yield* reportWildcard(rule, every, 'info');
  },
});
