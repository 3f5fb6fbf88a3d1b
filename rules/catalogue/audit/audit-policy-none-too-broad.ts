import { defineRule } from '../../engine/rule';
import type { AuditRequest } from '../../kubernetes/audit-policy';
import { SOMEBODY, SOMEWHERE } from './requests';

const PEOPLE = [
  { name: 'people', ...SOMEBODY },
  {
    name: 'administrators',
    user: 'kubernetes-admin',
    groups: ['system:masters', 'kubeadm:cluster-admins', 'system:authenticated'],
  },
] as const;

export default defineRule({
  meta: {
    id: 'audit-policy-none-too-broad',
    chapter: 'audit',
    scope: 'AuditPolicy',
    title: 'Audit rule that leaves out too much',
    summary: 'audit rules that leave out everything that people do',
    severity: 'error',
    default: 'on',
    fix: 'none',
    noFix: 'Which requests fill the log is not in view.',
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
      The first rule that matches decides. One that records nothing and has no conditions makes all behind
      it useless; one for \`system:authenticated\` or \`system:masters\` leaves out all that people do, and what
      is done with credentials that were stolen from them.
    `,
    whenNotToFix: `
      Never: name the users, verbs and resources that make the log too large.
    `,
    examples: [
      {
        title: 'A rule in front of all others',
        manifest: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: None
          #          ^^^^ Audit log leaves out all that people do
            - level: RequestResponse
              resources:
                - group: rbac.authorization.k8s.io
            - level: Metadata
        `,
      },
      {
        title: 'Rules for everybody and for administrators',
        manifest: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: None
          #          ^^^^ Audit log leaves out all that administrators do
              userGroups: [system:masters]
            - level: None
          #          ^^^^ Audit log leaves out all that people do
              userGroups: [system:nodes, system:authenticated]
            - level: Metadata
        `,
      },
      {
        title: 'A last rule for everybody',
        manifest: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: Metadata
              users: [system:kube-scheduler]
            - level: None
          #          ^^^^ Audit log leaves out all that people do
              userGroups: [system:authenticated]
        `,
      },
      {
        title: 'All that is no resource, and a last rule without conditions, which is another fact',
        manifest: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: None
              nonResourceURLs: ["*"]
            - level: Metadata
              userGroups: [system:masters]
            - level: None
        `,
      },
      {
        title: 'Rules for some requests, for a component, and one that is never reached',
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
            - level: None
              users: [system:kube-scheduler]
            - level: Metadata
          ---
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: Metadata
            - level: None
              userGroups: [system:authenticated]
        `,
      },
    ],
  },

  *check(policy) {
    for (const rule of policy.rules) {
      const isLast = rule === policy.rules.at(-1) && rule.isUnconditional === 'yes';
      if (rule.knownLevel !== 'None' || isLast) continue;
      const hidden = PEOPLE.find((person) => {
        const requests = anythingBy(person);
        const isWhole = requests.every((request) => rule.matches(request) === 'yes');
        return isWhole && requests.some((request) => policy.outcomeOf(request).rule === rule);
      });
      if (hidden !== undefined)
        yield { at: rule.level, message: `Audit log leaves out all that ${hidden.name} do` };
    }
  },
});

/** Requests that only a rule matches which is about all that a person does. */
function anythingBy({ user, groups }: (typeof PEOPLE)[number]): readonly AuditRequest[] {
  const target = { group: 'group.example', resource: 'things', namespace: SOMEWHERE };
  return [
    { user, groups, verb: 'do', target },
    { user, groups, verb: 'do', target: '/anything' },
  ];
}
