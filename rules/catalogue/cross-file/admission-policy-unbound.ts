import { addDocument } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { knownValue } from '../../yaml/field';
import { Placeholder } from '../../yaml/operation';
import { severityOfAbsence } from './absence';

export default defineRule({
  meta: {
    id: 'admission-policy-unbound',
    chapter: 'cross-file',
    scope: 'ValidatingAdmissionPolicy',
    title: 'Admission policy that nothing binds',
    summary: 'admission policies without a ValidatingAdmissionPolicyBinding in view',
    severity: 'info',
    default: 'on',
    fix: 'assist',
    absence: 'itself',
    standards: { tob: ['TOB-K8S-TM01'], owasp: { '2025': ['K04'] } },
    why: `
      A ValidatingAdmissionPolicy alone does nothing. Only a ValidatingAdmissionPolicyBinding that names it
      says where it holds and what happens to what it refuses. Without one everything is let in, while
      the policy is there for everybody to see.
    `,
    whenNotToFix: `
      Where the policy comes from a catalogue of policies and each cluster has its own bindings.
    `,
    examples: [
      {
        title: 'A policy, and a binding of another one',
        manifest: `
          apiVersion: admissionregistration.k8s.io/v1
          kind: ValidatingAdmissionPolicy
          metadata:
            name: no-host-path
          #       ^^^^^^^^^^^^ Policy does nothing: no ValidatingAdmissionPolicyBinding in view names it
          spec: {validations: [{expression: "!has(object.spec.volumes)"}]}
        `,
        files: [
          {
            path: 'bindings.yaml',
            text: `
              apiVersion: admissionregistration.k8s.io/v1
              kind: ValidatingAdmissionPolicyBinding
              metadata: {name: no-host-path}
              spec: {policyName: no-host-network, validationActions: [Deny]}
            `,
          },
        ],
        fixed: `
          apiVersion: admissionregistration.k8s.io/v1
          kind: ValidatingAdmissionPolicy
          metadata:
            name: no-host-path
          spec: {validations: [{expression: "!has(object.spec.volumes)"}]}
          ---
          apiVersion: admissionregistration.k8s.io/v1
          kind: ValidatingAdmissionPolicyBinding
          metadata:
            name: no-host-path
          spec:
            policyName: no-host-path
            validationActions:
            - Deny
        `,
      },
      {
        title: 'A policy that is bound, and one whose name a chart gives',
        manifest: `
          apiVersion: admissionregistration.k8s.io/v1
          kind: ValidatingAdmissionPolicy
          metadata:
            name: no-host-path
          spec: {validations: [{expression: "!has(object.spec.volumes)"}]}
          ---
          apiVersion: admissionregistration.k8s.io/v1
          kind: ValidatingAdmissionPolicy
          metadata:
            name: {{ .Release.Name }}
          spec: {validations: [{expression: "!has(object.spec.volumes)"}]}
        `,
        files: [
          {
            path: 'bindings.yaml',
            text: `
              apiVersion: admissionregistration.k8s.io/v1
              kind: ValidatingAdmissionPolicyBinding
              metadata: {name: everywhere}
              spec: {policyName: no-host-path, validationActions: [Deny]}
            `,
          },
        ],
      },
      {
        title: 'A binding whose policy a chart names',
        manifest: `
          apiVersion: admissionregistration.k8s.io/v1
          kind: ValidatingAdmissionPolicy
          metadata:
            name: no-host-path
          spec: {validations: [{expression: "!has(object.spec.volumes)"}]}
        `,
        files: [
          {
            path: 'bindings.yaml',
            text: `
              apiVersion: admissionregistration.k8s.io/v1
              kind: ValidatingAdmissionPolicyBinding
              metadata: {name: everywhere}
              spec: {policyName: "{{ .Values.policy }}", validationActions: [Deny]}
            `,
          },
        ],
      },
    ],
  },

  *check(policy, context) {
    const name = knownValue(policy.name);
    if (name === undefined || context.workspace.policyBindings(name).length > 0) return;
    const binding = {
      apiVersion: policy.apiVersion ?? 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: { name },
      spec: { policyName: name, validationActions: [new Placeholder('Deny')] },
    };
    yield {
      at: policy.name,
      message: 'Policy does nothing: no ValidatingAdmissionPolicyBinding in view names it',
      ...severityOfAbsence(context),
      assist: { title: 'Bind the policy', operations: [addDocument(policy.document, binding)] },
    };
  },
});
