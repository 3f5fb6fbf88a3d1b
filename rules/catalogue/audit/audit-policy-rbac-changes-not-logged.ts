import { defineRule } from '../../engine/rule';
import { type Resource, requestsFor } from './requests';
import { reportUnrecorded } from './unrecorded';

const RESOURCES: readonly Resource[] = [
  { group: 'rbac.authorization.k8s.io', resource: 'roles' },
  { group: 'rbac.authorization.k8s.io', resource: 'rolebindings' },
  { group: 'rbac.authorization.k8s.io', resource: 'clusterroles', isClusterWide: true },
  { group: 'rbac.authorization.k8s.io', resource: 'clusterrolebindings', isClusterWide: true },
];
const VERBS = ['create', 'update', 'patch', 'delete', 'deletecollection'];

export default defineRule({
  meta: {
    id: 'audit-policy-rbac-changes-not-logged',
    chapter: 'audit',
    scope: 'AuditPolicy',
    title: 'Changes of rights not in the audit log',
    summary: 'audit policies that leave out who grants whom which rights',
    severity: 'warning',
    default: 'on',
    fix: 'assist',
    standards: {
      cis: { '1.12': ['3.2.2'] },
      nsa: ['LOG-1', 'LOG-2'],
      owasp: { '2025': ['K10'] },
      cwe: ['CWE-778'],
      attack: ['T1098.006'],
    },
    yieldsTo: ['audit-policy-empty'],
    why: `
      An attacker who has a right to give keeps it by giving it to others: a binding for a ServiceAccount
      that looks like many. The objects that result do not tell who made them.
    `,
    whenNotToFix: `
      Where only one tool changes roles and bindings and its own log tells who asked it to.
    `,
    examples: [
      {
        title: 'Roles and bindings',
        manifest: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: None
          #          ^^^^ Audit log leaves out changes of roles and bindings
              resources:
                - group: rbac.authorization.k8s.io
            - level: Metadata
        `,
        fixed: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: Metadata
              resources:
                - group: rbac.authorization.k8s.io
            - level: Metadata
        `,
      },
      {
        title: 'Roles and bindings of the whole cluster only',
        manifest: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: None
          #          ^^^^ Audit log leaves out changes of roles and bindings
              namespaces: [""]
              resources:
                - group: rbac.authorization.k8s.io
            - level: Metadata
        `,
        fixed: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: Metadata
              namespaces: [""]
              resources:
                - group: rbac.authorization.k8s.io
            - level: Metadata
        `,
      },
      {
        title: 'Who only reads them',
        manifest: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: None
              verbs: [get, list, watch]
              resources:
                - group: rbac.authorization.k8s.io
            - level: Metadata
        `,
      },
    ],
  },

  *check(policy) {
    yield* reportUnrecorded(
      policy,
      requestsFor(RESOURCES, VERBS),
      'changes of roles and bindings',
      RESOURCES,
    );
  },
});
