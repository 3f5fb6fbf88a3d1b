import { defineRule } from '../../engine/rule';
import { type Resource, requestsFor } from './requests';
import { reportUnrecorded } from './unrecorded';

const RESOURCES: readonly Resource[] = [
  { group: '', resource: 'pods' },
  { group: 'apps', resource: 'daemonsets' },
  { group: 'apps', resource: 'deployments' },
  { group: 'apps', resource: 'statefulsets' },
  { group: 'batch', resource: 'cronjobs' },
  { group: 'batch', resource: 'jobs' },
];
const VERBS = ['create', 'update', 'patch', 'delete'];

export default defineRule({
  meta: {
    id: 'audit-policy-workload-changes-not-logged',
    chapter: 'audit',
    scope: 'AuditPolicy',
    title: 'Changes of workloads not in the audit log',
    summary: 'audit policies that leave out who creates, changes or deletes workloads',
    severity: 'warning',
    default: 'on',
    fix: 'assist',
    standards: {
      cis: { '1.12': ['3.2.2'] },
      nsa: ['LOG-2'],
      owasp: { '2025': ['K10'] },
      cwe: ['CWE-778'],
      attack: ['T1610'],
    },
    yieldsTo: ['audit-policy-empty'],
    why: `
      Whoever may make Pods may run anything on the nodes, and most of what an attacker does begins with a
      Pod or a change of one. Without a record nobody can tell which workloads are the attacker's, nor with
      whose credentials they came.
    `,
    whenNotToFix: `
      Where only one tool changes workloads and its own log tells who asked it to.
    `,
    examples: [
      {
        title: 'All that concerns applications',
        manifest: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: None
          #          ^^^^ Audit log leaves out changes of workloads
              resources:
                - group: apps
            - level: Metadata
        `,
        fixed: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: Metadata
              resources:
                - group: apps
            - level: Metadata
        `,
      },
      {
        title: 'Reading, and the leases that components renew',
        manifest: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: None
              verbs: [get, list, watch]
              resources:
                - group: ""
                - group: apps
            - level: None
              verbs: [update]
              resources:
                - group: coordination.k8s.io
                  resources: [leases]
            - level: Metadata
        `,
      },
    ],
  },

  *check(policy) {
    yield* reportUnrecorded(policy, requestsFor(RESOURCES, VERBS), 'changes of workloads', RESOURCES);
  },
});
