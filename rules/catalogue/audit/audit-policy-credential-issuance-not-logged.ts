import { defineRule } from '../../engine/rule';
import { type Resource, requestsFor } from './requests';
import { reportUnrecorded } from './unrecorded';

const RESOURCES: readonly Resource[] = [
  { group: '', resource: 'serviceaccounts', subresource: 'token' },
  { group: 'certificates.k8s.io', resource: 'certificatesigningrequests', isClusterWide: true },
  {
    group: 'certificates.k8s.io',
    resource: 'certificatesigningrequests',
    subresource: 'approval',
    isClusterWide: true,
  },
];
const VERBS = ['create', 'update', 'patch'];

export default defineRule({
  meta: {
    id: 'audit-policy-credential-issuance-not-logged',
    chapter: 'audit',
    scope: 'AuditPolicy',
    title: 'New credentials not in the audit log',
    summary: 'audit policies that leave out who gets certificates and tokens',
    severity: 'warning',
    default: 'on',
    fix: 'assist',
    standards: {
      cis: { '1.12': ['3.2.2'] },
      nsa: ['LOG-2'],
      owasp: { '2025': ['K10'] },
      cwe: ['CWE-778'],
      attack: ['T1098'],
    },
    yieldsTo: ['audit-policy-empty'],
    why: `
      A certificate or a token that an attacker has issued to himself works after everything else has been
      closed again, and neither is an object that could be found later. Only the log tells that it exists.
    `,
    whenNotToFix: `
      Where tokens are made so often that the log cannot take it. Then leave out the nodes, by \`userGroups\`,
      and keep people.
    `,
    examples: [
      {
        title: 'Tokens',
        manifest: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: None
          #          ^^^^ Audit log leaves out who gets certificates and tokens
              verbs: [create]
              resources:
                - group: ""
                  resources: [serviceaccounts/token]
            - level: Metadata
        `,
        fixed: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: Metadata
              verbs: [create]
              resources:
                - group: ""
                  resources: [serviceaccounts/token]
            - level: Metadata
        `,
      },
      {
        title: 'Certificates',
        manifest: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: None
          #          ^^^^ Audit log leaves out who gets certificates and tokens
              resources:
                - group: certificates.k8s.io
            - level: Metadata
        `,
        fixed: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: Metadata
              resources:
                - group: certificates.k8s.io
            - level: Metadata
        `,
      },
      {
        title: 'Tokens that nodes get for their Pods, and ServiceAccounts that are read',
        manifest: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: None
              userGroups: [system:nodes]
              resources:
                - group: ""
                  resources: [serviceaccounts/token]
            - level: None
              verbs: [get]
              resources:
                - group: ""
                  resources: [serviceaccounts]
            - level: Metadata
        `,
      },
    ],
  },

  *check(policy) {
    yield* reportUnrecorded(
      policy,
      requestsFor(RESOURCES, VERBS),
      'who gets certificates and tokens',
      RESOURCES,
    );
  },
});
