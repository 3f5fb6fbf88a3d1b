import { addItem, set } from '../../engine/fix';
import { defineRule } from '../../engine/rule';

export default defineRule({
  meta: {
    id: 'audit-policy-empty',
    chapter: 'audit',
    scope: 'AuditPolicy',
    title: 'Audit policy that records nothing',
    summary: 'audit policies without any rule that records something',
    severity: 'error',
    default: 'on',
    fix: 'assist',
    standards: {
      cis: { '1.12': ['3.2.1'] },
      nsa: ['LOG-2'],
      tob: ['TOB-K8S-TM07'],
      owasp: { '2025': ['K10'] },
      cwe: ['CWE-778'],
      attack: ['T1562.008'],
    },
    why: `
      The API server goes by the first rule that matches and records nothing where none does. With such a
      policy nobody can say afterwards who read which Secret, who made a Pod or who gave whom a role, and
      nothing can raise an alarm while it happens.
    `,
    whenNotToFix: `
      In a cluster for tests that holds nothing of value and reaches nothing else.
    `,
    examples: [
      {
        title: 'No rules',
        manifest: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules: []
          #^^^^^ Audit policy has no rules
        `,
        fixed: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
          - level: Metadata
        `,
      },
      {
        title: 'Rules that leave everything out',
        manifest: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
          #^^^^^ Audit policy has only rules that record nothing
            - level: None
              users: [system:kube-proxy]
            - level: None
        `,
        fixed: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: None
              users: [system:kube-proxy]
            - level: Metadata
        `,
      },
      {
        title: 'Rules that leave out this and that',
        manifest: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
          #^^^^^ Audit policy has only rules that record nothing
            - level: None
              nonResourceURLs: ["/healthz*"]
        `,
        fixed: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: None
              nonResourceURLs: ["/healthz*"]
            - level: Metadata
        `,
      },
      {
        title: 'A rule that records something, and rules of a template',
        manifest: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: Metadata
          ---
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: None
            {{ rules }}
        `,
      },
    ],
  },

  *check({ list, rules, isOpen }) {
    if (isOpen || rules.some(({ knownLevel }) => knownLevel !== 'None')) return;
    const everything = rules.find(({ isUnconditional }) => isUnconditional === 'yes');
    const operation =
      everything === undefined ? addItem(list, { level: 'Metadata' }) : set(everything.level, 'Metadata');
    yield {
      at: list,
      message:
        rules.length === 0 ? 'Audit policy has no rules' : 'Audit policy has only rules that record nothing',
      assist: { title: 'Record who does what', operations: [operation] },
    };
  },
});
