import { defineRule } from '../../engine/rule';
import { reportWildcard } from './wildcard';

export default defineRule({
  meta: {
    id: 'rbac-wildcard-resources',
    chapter: 'rbac',
    scope: 'policy-rule',
    title: 'Every resource',
    summary:
      'roles that grant something on every resource of an API group, or on a subresource of every resource',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      Which resources its owner needs is not in the manifest.
    `,
    standards: { nsa: ['AA-2'], cis: { '1.12': ['5.1.3'] }, owasp: { '2025': ['K02'] } },
    covers: ['rbac-wildcard-verbs'],
    why: `
      \`*\` stands for the resources of the group as they will be, subresources included: what an
      operator or the next version of Kubernetes adds is granted with the rest. In the core group it
      holds Secrets and \`nodes/proxy\`, so that even a role that only reads has every credential of the
      cluster and can run commands in every pod.

      What such a rule grants that other rules warn of is part of this finding.
    `,
    whenNotToFix: `
      Backup tools and garbage collectors read and delete objects of every kind. An operator may name
      \`*\` in a group that is all its own.
    `,
    examples: [
      {
        title: 'Reading everything, and scaling everything',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: ["*"]
              resources: ["*"]
          #               ^^^ Grants get, list, watch on every resource of every API group
              verbs: [get, list, watch]
            - apiGroups: ["", apps]
              resources: ["*/scale"]
          #               ^^^^^^^^^ Grants update on subresource scale of every resource of the core API group, apps
              verbs: [update]
            - apiGroups: [a.example, b.example, c.example]
              resources: ["*"]
          #               ^^^ Grants get on every resource of 3 API groups
              verbs: [get]
            - apiGroups: [{{ .Values.group }}]
              resources: ["*"]
          #               ^^^ Grants get on every resource of an unknown API group
              verbs: [get]
        `,
      },
      {
        title: 'All resources of one group, which are named beside it too',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: [pods, "*"]
          #                     ^^^ Grants every verb on every resource of the core API group
              verbs: ["*"]
        `,
      },
      {
        title: 'Resources that are named, a rule for one object, and one that a chart decides',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: ["*"]
              resources: [pods, pods/log]
              verbs: ["*"]
            - apiGroups: [apps]
              resources: ["*"]
              resourceNames: [web]
              verbs: [get]
            - apiGroups: [apps]
              resources: [{{ .Values.resources }}]
              verbs: [get]
        `,
      },
    ],
  },

  *check(rule) {
    const everything = rule.resources.find(({ value }) => value === '*' || value.startsWith('*/'));
    yield* reportWildcard(rule, everything, 'warning');
  },
});
