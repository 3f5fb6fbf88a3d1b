import { defineRule } from '../../engine/rule';
import { type Resource, requestsFor } from './requests';
import { reportUnrecorded } from './unrecorded';

const RESOURCES: readonly Resource[] = [
  { group: '', resource: 'pods', subresource: 'exec' },
  { group: '', resource: 'pods', subresource: 'attach' },
  { group: '', resource: 'pods', subresource: 'portforward' },
  { group: '', resource: 'pods', subresource: 'proxy' },
  { group: '', resource: 'services', subresource: 'proxy' },
  { group: '', resource: 'nodes', subresource: 'proxy', isClusterWide: true },
];
const VERBS = ['create', 'get'];

export default defineRule({
  meta: {
    id: 'audit-policy-exec-not-logged',
    chapter: 'audit',
    scope: 'AuditPolicy',
    title: 'Commands in containers not in the audit log',
    summary: 'audit policies that leave out who runs commands in containers or forwards ports',
    severity: 'warning',
    default: 'on',
    fix: 'assist',
    standards: {
      cis: { '1.12': ['3.2.2'] },
      nsa: ['LOG-2'],
      owasp: { '2025': ['K10'] },
      cwe: ['CWE-778'],
      attack: ['T1609'],
    },
    yieldsTo: ['audit-policy-empty'],
    why: `
      \`kubectl exec\` leaves no Pod and no object behind: the audit log is all there is. Newer clients make
      the request with the verb \`get\`, so a rule that leaves out all that only reads hides it, and a rule
      for \`pods\` alone does not match \`pods/exec\`.
    `,
    whenNotToFix: `
      Where containers record what is run in them, and nobody but an administrator may do it.
    `,
    examples: [
      {
        title: 'All that reads Pods and what is in them',
        manifest: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: None
          #          ^^^^ Audit log leaves out commands in containers and proxied requests
              verbs: [get, list, watch]
              resources:
                - group: ""
                  resources: ["pods/*"]
            - level: Metadata
        `,
        fixed: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: Metadata
              verbs: [get, list, watch]
              resources:
                - group: ""
                  resources: ["pods/*"]
            - level: Metadata
        `,
      },
      {
        title: 'A list that commands are not on',
        manifest: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
          #^^^^^ Audit log leaves out commands in containers and proxied requests: no rule matches
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
                  resources: [pods/exec, pods/attach, pods/portforward, pods/proxy, services/proxy, nodes/proxy]
        `,
      },
      {
        title: 'Pods themselves, and commands that come first',
        manifest: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: None
              verbs: [get, list, watch]
              resources:
                - group: ""
                  resources: [pods, pods/log]
            - level: Metadata
          ---
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: Request
              resources:
                - group: ""
                  resources: [pods/exec, pods/attach, pods/portforward, "*/proxy"]
            - level: None
              verbs: [get]
            - level: Metadata
        `,
      },
    ],
  },

  *check(policy) {
    yield* reportUnrecorded(
      policy,
      requestsFor(RESOURCES, VERBS),
      'commands in containers and proxied requests',
      RESOURCES,
    );
  },
});
