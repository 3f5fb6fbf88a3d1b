import { set, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'admission-policy-failure-policy-ignore',
    chapter: 'admission',
    scope: 'ValidatingAdmissionPolicy',
    title: 'Admission policy that fails open',
    summary:
      'admission policies that let an object pass when they fail to judge it (`failurePolicy: Ignore`)',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: { owasp: { '2025': ['K04'] }, cwe: ['CWE-636'] },
    why: `
      An expression fails when it reads a field that an object lacks, and so does a policy whose parameters
      are missing or wrong. With \`failurePolicy: Ignore\` the API server then lets the object pass: leaving
      out a field can be enough to get around the policy.
    `,
    whenNotToFix: `
      A policy that only gives advice may fail open, as may a new one while its expressions are tried out.
    `,
    examples: [
      {
        title: 'A policy that an object without labels escapes',
        manifest: `
          apiVersion: admissionregistration.k8s.io/v1
          kind: ValidatingAdmissionPolicy
          metadata:
            name: owner
          spec:
            failurePolicy: Ignore
          #                ^^^^^^ Policy lets an object pass when it fails to judge it
            validations:
              - expression: object.metadata.labels.owner != ""
        `,
        fixed: `
          apiVersion: admissionregistration.k8s.io/v1
          kind: ValidatingAdmissionPolicy
          metadata:
            name: owner
          spec:
            failurePolicy: Fail
            validations:
              - expression: object.metadata.labels.owner != ""
        `,
      },
      {
        title: 'A policy that says nothing, which means Fail',
        manifest: `
          apiVersion: admissionregistration.k8s.io/v1
          kind: ValidatingAdmissionPolicy
          metadata:
            name: owner
          spec:
            validations:
              - expression: object.metadata.labels.owner != ""
        `,
      },
    ],
  },

  *check({ root }) {
    const failurePolicy = root.map('spec').string('failurePolicy');
    if (!isKnown(failurePolicy, 'Ignore')) return;
    yield {
      at: failurePolicy,
      message: 'Policy lets an object pass when it fails to judge it',
      fixes: [unsafeFix('Refuse what the policy cannot judge', set(failurePolicy, 'Fail'))],
    };
  },
});
