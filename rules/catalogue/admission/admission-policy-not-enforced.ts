import { addItem, set, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'admission-policy-not-enforced',
    chapter: 'admission',
    scope: 'ValidatingAdmissionPolicyBinding',
    title: 'Admission policy that refuses nothing',
    summary: 'bindings of admission policies whose `validationActions` do not have `Deny`',
    severity: 'info',
    default: 'on',
    fix: 'unsafe',
    standards: { owasp: { '2025': ['K04'] }, tob: ['TOB-K8S-TM01'] },
    why: `
      A binding decides what happens to an object that breaks a policy. \`Warn\` tells whoever applies it,
      \`Audit\` writes a line into the audit log, and the object is stored all the same. Only \`Deny\`
      refuses it.
    `,
    whenNotToFix: `
      Start a policy with Audit or Warn, and see what it would refuse before it does.
    `,
    examples: [
      {
        title: 'Bindings that tell, and let pass',
        manifest: `
          apiVersion: admissionregistration.k8s.io/v1
          kind: ValidatingAdmissionPolicyBinding
          metadata:
            name: owner
          spec:
            policyName: owner
            validationActions: [Audit]
          # ^^^^^^^^^^^^^^^^^ Binding refuses nothing: Deny is not among its actions
        `,
        fixed: `
          apiVersion: admissionregistration.k8s.io/v1
          kind: ValidatingAdmissionPolicyBinding
          metadata:
            name: owner
          spec:
            policyName: owner
            validationActions: [Audit, Deny]
        `,
      },
      {
        title: 'Deny takes the place of Warn, which the API refuses beside it',
        manifest: `
          apiVersion: admissionregistration.k8s.io/v1
          kind: ValidatingAdmissionPolicyBinding
          metadata:
            name: owner
          spec:
            policyName: owner
            validationActions:
          # ^^^^^^^^^^^^^^^^^ Binding refuses nothing: Deny is not among its actions
              - Warn
              - Audit
        `,
        fixed: `
          apiVersion: admissionregistration.k8s.io/v1
          kind: ValidatingAdmissionPolicyBinding
          metadata:
            name: owner
          spec:
            policyName: owner
            validationActions:
              - Deny
              - Audit
        `,
      },
      {
        title: 'A binding that refuses',
        manifest: `
          apiVersion: admissionregistration.k8s.io/v1
          kind: ValidatingAdmissionPolicyBinding
          metadata:
            name: owner
          spec:
            policyName: owner
            validationActions: [Deny, Audit]
        `,
      },
      {
        title: 'A chart that leaves the actions to its values',
        manifest: `
          apiVersion: admissionregistration.k8s.io/v1
          kind: ValidatingAdmissionPolicyBinding
          metadata:
            name: owner
          spec:
            policyName: owner
            validationActions:
              {{- toYaml .Values.actions | nindent 4 }}
        `,
      },
    ],
  },

  *check({ root }) {
    const actions = root.map('spec').list('validationActions');
    if (actions.state !== 'known' || actions.mayInclude('Deny')) return;
    const warn = actions.strings().find((action) => isKnown(action, 'Warn'));
    yield {
      at: actions,
      message: 'Binding refuses nothing: Deny is not among its actions',
      fixes: [
        unsafeFix(
          'Refuse what breaks the policy',
          warn === undefined ? addItem(actions, 'Deny') : set(warn, 'Deny'),
        ),
      ],
    };
  },
});
