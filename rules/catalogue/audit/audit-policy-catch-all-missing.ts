import { addItem, safeFix, set } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { SOMEWHERE } from './requests';

/** Requests that only rules without a condition, or with nothing but wildcards, match. */
const ANYTHING = [
  { group: 'group.example', resource: 'things', namespace: SOMEWHERE },
  { group: 'group.example', resource: 'things', namespace: '' },
  '/anything',
].map((target) => ({ user: '', groups: [], verb: 'do', target }));

export default defineRule({
  meta: {
    id: 'audit-policy-catch-all-missing',
    chapter: 'audit',
    scope: 'AuditPolicy',
    title: 'Audit policy that forgets the rest',
    summary: 'audit policies without a last rule that records everything else',
    severity: 'warning',
    default: 'on',
    fix: 'safe',
    standards: {
      cis: { '1.12': ['3.2.2'] },
      nsa: ['LOG-2'],
      owasp: { '2025': ['K10'] },
      cwe: ['CWE-778'],
      attack: ['T1562.008'],
    },
    covers: [
      'audit-policy-secret-access-not-logged',
      'audit-policy-workload-changes-not-logged',
      'audit-policy-exec-not-logged',
      'audit-policy-credential-issuance-not-logged',
      'audit-policy-rbac-changes-not-logged',
    ],
    yieldsTo: ['audit-policy-empty'],
    why: `
      What no rule matches is not recorded. A policy that lists what matters forgets what nobody thought of:
      new kinds of resources, subresources that were added later, custom resources. An attacker looks for
      just those.
    `,
    whenNotToFix: `
      Where the volume of the log is a problem and the list has been made with great care. Leave out what
      the components do all the time instead.
    `,
    examples: [
      {
        title: 'A list of what matters',
        manifest: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
          #^^^^^ Audit log leaves out what no rule matches
            - level: Metadata # who reads them
              resources:
                - group: ""
                  resources: [secrets]
        `,
        fixed: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: Metadata # who reads them
              resources:
                - group: ""
                  resources: [secrets]
            - level: Metadata
        `,
      },
      {
        title: 'A last rule that leaves the rest out',
        manifest: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: Metadata
              resources:
                - group: ""
            - level: None
          #          ^^^^ Audit log leaves out what no other rule matches
        `,
        fixed: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: Metadata
              resources:
                - group: ""
            - level: Metadata
        `,
      },
      {
        title: 'Everything else recorded, templates, and a rule in front of it that is another fact',
        manifest: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            # what the components do all the time
            - level: None
              users: [system:kube-proxy]
              verbs: [watch]
              resources:
                - group: ""
                  resources: [endpoints, services]
            - level: None
              userGroups: [system:authenticated]
              nonResourceURLs: ["/api*", "/version"]
            - level: Metadata
          ---
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: Metadata
              users: [jane]
            {{ rules }}
          ---
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: Metadata
              users: [jane]
            - level: None
              users: {{ users }}
          ---
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: Metadata
              resources:
                - group: "*"
            - level: Metadata
              nonResourceURLs: ["*"]
          ---
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: None
            - level: Metadata
        `,
      },
    ],
  },

  *check(policy) {
    const { list, rules, isOpen } = policy;
    if (isOpen) return;
    const outcomes = ANYTHING.map((request) => policy.outcomeOf(request));
    if (outcomes.every(({ rule, level }) => rule !== undefined && level !== 'None')) return;
    const rest = rules.find(({ isUnconditional }) => isUnconditional !== 'no');
    const title = 'Record who does what in all other requests';
    if (rest === undefined) {
      const message = 'Audit log leaves out what no rule matches';
      yield { at: list, message, fixes: [safeFix(title, addItem(list, { level: 'Metadata' }))] };
      return;
    }
    const isLast = rest === rules.at(-1);
    if (!isLast || rest.isUnconditional !== 'yes' || rest.knownLevel !== 'None') return;
    yield {
      at: rest.level,
      message: 'Audit log leaves out what no other rule matches',
      fixes: [safeFix(title, set(rest.level, 'Metadata'))],
    };
  },
});
