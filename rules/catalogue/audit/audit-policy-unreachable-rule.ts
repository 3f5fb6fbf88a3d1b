import { defineRule } from '../../engine/rule';
import { shadowOf } from '../../kubernetes/audit-policy-shadow';

export default defineRule({
  meta: {
    id: 'audit-policy-unreachable-rule',
    chapter: 'audit',
    scope: 'AuditPolicy',
    title: 'Audit rule without effect',
    summary: 'audit rules that an earlier rule leaves nothing to',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: 'Which of the two rules is meant is not in view.',
    standards: {
      cis: { '1.12': ['3.2.2'] },
      tob: ['TOB-K8S-TM01'],
      nsa: ['LOG-2'],
      owasp: { '2025': ['K10'] },
      cwe: ['CWE-561'],
    },
    yieldsTo: ['audit-policy-empty'],
    why: `
      The first rule that matches decides. Whoever wrote the later rule believes that requests are recorded,
      or left out, as it says, and they are not. With the same level in both the finding is only for
      information.
    `,
    whenNotToFix: `
      Never: remove the rule, or put it in front of the other.
    `,
    examples: [
      {
        title: 'Secrets behind all else of their group',
        manifest: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: Request
              resources:
                - group: ""
            - level: Metadata
          #   ^^^^^ Rule has no effect: an earlier one matches all that it does
              resources:
                - group: ""
                  resources: [secrets]
            - level: Metadata
            - level: Metadata
          #   ^^^^^ Rule has no effect: an earlier one matches all that it does
              users: [jane]
        `,
      },
      {
        title: 'What a user does, behind a rule that leaves it out',
        manifest: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: None
              users: [jane]
            - level: Metadata
          #   ^^^^^ Rule has no effect: an earlier one matches all that it does
              users: [jane]
              verbs: [delete]
            - level: Metadata
        `,
      },
      {
        title: 'Rules that have something left, and what follows a rule that leaves everything out',
        manifest: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: None
              verbs: [get]
              resources:
                - group: ""
                  resources: [pods]
            - level: Request
              resources:
                - group: ""
                  resources: [pods, pods/exec]
            - level: Metadata
          ---
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: None
            - level: Metadata
          ---
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: Metadata
              users: ["{{ user }}"]
            - level: Request
              users: ["{{ user }}"]
        `,
      },
    ],
  },

  *check(policy) {
    for (const rule of policy.rules) {
      const earlier = shadowOf(policy, rule);
      // What leaves everything out is a fact of its own.
      if (earlier === undefined || (earlier.isUnconditional === 'yes' && earlier.knownLevel === 'None'))
        continue;
      const isSame = earlier.knownLevel !== undefined && earlier.knownLevel === rule.knownLevel;
      yield {
        at: rule.view,
        message: 'Rule has no effect: an earlier one matches all that it does',
        severity: isSame ? 'info' : 'warning',
        related: [{ at: earlier.view, message: 'This rule comes first' }],
      };
    }
  },
});
