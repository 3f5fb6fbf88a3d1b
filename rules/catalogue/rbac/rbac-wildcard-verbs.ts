import { set } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { Placeholder } from '../../yaml/operation';
import { reportWildcard } from './wildcard';

export default defineRule({
  meta: {
    id: 'rbac-wildcard-verbs',
    chapter: 'rbac',
    scope: 'policy-rule',
    title: 'Every verb',
    summary: 'roles that grant every verb on a resource',
    severity: 'warning',
    default: 'on',
    fix: 'assist',
    standards: { nsa: ['AA-2'], cis: { '1.12': ['5.1.3'] }, owasp: { '2025': ['K02'] } },
    covers: [
      'rbac-admission-config-write',
      'rbac-api-extension-write',
      'rbac-bind',
      'rbac-csr-approve',
      'rbac-csr-sign',
      'rbac-endpoints-write',
      'rbac-escalate',
      'rbac-events-delete',
      'rbac-impersonate',
      'rbac-kube-system-config-map-write',
      'rbac-namespace-write',
      'rbac-network-policy-write',
      'rbac-node-write',
      'rbac-nodes-proxy',
      'rbac-object-create-unbounded',
      'rbac-persistent-volume-create',
      'rbac-pods-exec',
      'rbac-proxy-subresource',
      'rbac-quota-write',
      'rbac-role-binding-write',
      'rbac-role-write',
      'rbac-secrets-read',
      'rbac-service-account-token-create',
      'rbac-service-status-write',
      'rbac-wildcard-api-groups',
      'rbac-workload-create',
    ],
    messageOf: ['rbac-escalate', 'rbac-bind', 'rbac-impersonate', 'rbac-nodes-proxy', 'rbac-secrets-read'],
    why: `
      \`*\` holds more than reading and writing: deleting all objects at once, and verbs that only the
      authorizer knows, such as \`escalate\`, \`bind\` and \`impersonate\`. Verbs that come later are
      granted with the rest.

      What such a rule grants that other rules warn of is part of this finding.
    `,
    whenNotToFix: `
      On the own resources of an operator, in an API group of its own, it does little harm.
    `,
    examples: [
      {
        title: 'All that can be done to ConfigMaps',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: [configmaps, services]
              verbs: ["*"]
          #           ^^^ Grants every verb on configmaps, services
        `,
        fixed: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: [configmaps, services]
              verbs: ["get"]
        `,
      },
      {
        title: 'Verbs that are named, URLs, a rule for one object, and verbs that a chart decides',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: [configmaps]
              verbs: [get, list]
            - nonResourceURLs: [/metrics]
              verbs: ["*"]
            - apiGroups: [""]
              resources: [configmaps]
              resourceNames: [settings]
              verbs: ["*"]
            - apiGroups: [""]
              resources: [configmaps]
              verbs: [{{ .Values.verb }}]
        `,
      },
    ],
  },

  *check(rule) {
    const every = rule.verbs.find(({ value }) => value === '*');
    if (every === undefined) return;
    const assist = { title: 'Name the verbs', operations: [set(every, new Placeholder('get'))] };
    for (const finding of reportWildcard(rule, every, 'warning')) yield { ...finding, assist };
  },
});
