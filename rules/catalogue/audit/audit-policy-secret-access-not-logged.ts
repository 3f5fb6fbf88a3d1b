import { defineRule } from '../../engine/rule';
import { type Resource, requestsFor } from './requests';
import { reportUnrecorded } from './unrecorded';

const RESOURCES: readonly Resource[] = [{ group: '', resource: 'secrets' }];
const VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'];

export default defineRule({
  meta: {
    id: 'audit-policy-secret-access-not-logged',
    chapter: 'audit',
    scope: 'AuditPolicy',
    title: 'Access to Secrets not in the audit log',
    summary: 'audit policies that leave out requests for Secrets',
    severity: 'warning',
    default: 'on',
    fix: 'assist',
    standards: {
      cis: { '1.12': ['3.2.2'] },
      nsa: ['LOG-2', 'NET-7'],
      owasp: { '2025': ['K10'] },
      cwe: ['CWE-778'],
    },
    yieldsTo: ['audit-policy-empty'],
    why: `
      When credentials turn up somewhere, the first question is who has read them. Without a record every
      Secret of the cluster has to be replaced. Policies that leave out everything that only reads are the
      usual reason.
    `,
    whenNotToFix: `
      Where requests for Secrets are recorded somewhere in front of the API server.
    `,
    examples: [
      {
        title: 'All that only reads',
        manifest: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: None # too many
          #          ^^^^ Audit log leaves out requests for Secrets
              verbs: [get, list, watch]
            - level: Metadata
        `,
        fixed: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: Metadata # too many
              verbs: [get, list, watch]
            - level: Metadata
        `,
      },
      {
        title: 'A list that Secrets are not on',
        manifest: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
          #^^^^^ Audit log leaves out requests for Secrets: no rule matches
            - level: Metadata
              resources:
                - group: ""
                  resources: [pods]
        `,
        fixed: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: Metadata
              resources:
                - group: ""
                  resources: [pods]
            - level: Metadata
              resources:
                - group: ""
                  resources: [secrets]
        `,
      },
      {
        title: 'Secrets among the resources of every group',
        manifest: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: Metadata
              resources:
                - group: "*"
            - level: None
              resources:
                - group: ""
                  resources: [secrets]
        `,
      },
      {
        title: 'Secrets come first, and a component that reads them all the time',
        manifest: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: Metadata
              resources:
                - group: ""
                  resources: [secrets]
            - level: None
              verbs: [get, list, watch]
            - level: Metadata
          ---
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: None
              users: [system:serviceaccount:kube-system:secrets-sync]
              resources:
                - group: ""
                  resources: [secrets]
            - level: Metadata
          ---
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: None
              verbs: [get, "{{ verb }}"]
              users: ["{{ user }}"]
            - level: Metadata
        `,
      },
    ],
  },

  *check(policy) {
    yield* reportUnrecorded(policy, requestsFor(RESOURCES, VERBS), 'requests for Secrets', RESOURCES);
  },
});
