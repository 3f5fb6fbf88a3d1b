import { defineRule } from '../../engine/rule';
import { asksForVersions } from './version-guard';

export default defineRule({
  meta: {
    id: 'pod-security-policy-removed',
    chapter: 'removed-apis',
    scope: 'PodSecurityPolicy',
    title: 'PodSecurityPolicy',
    summary: 'objects of the kind PodSecurityPolicy, which Kubernetes 1.25 and newer does not know',
    severity: 'error',
    default: 'on',
    fix: 'none',
    noFix: `
      Pod Security admission works by labels of namespaces and knows three levels. Which of them holds what
      the policy held has to be decided for each namespace.
    `,
    standards: { nsa: ['POD-4'], cwe: ['CWE-477'] },
    covers: ['removed-security-api-version'],
    why: `
      From 1.25 on the API server refuses the object, and the admission plugin that enforced it is gone. What a
      policy kept out before the upgrade runs afterwards, without a word.

      Use the labels of Pod Security admission, \`pod-security.kubernetes.io/enforce\` and its relatives, or a
      ValidatingAdmissionPolicy for what its levels do not cover.
    `,
    whenNotToFix: `
      A chart that still serves clusters older than 1.25 may keep it, behind a condition on the versions that the
      cluster has.
    `,
    examples: [
      {
        title: 'A policy that nothing enforces',
        manifest: `
          apiVersion: policy/v1beta1
          #           ^^^^^^^^^^^^^^ PodSecurityPolicy does not exist any more: removed in 1.25
          kind: PodSecurityPolicy
          metadata:
            name: restricted
          spec:
            privileged: false
        `,
      },
      {
        title: 'A policy for a cluster that still has them',
        kubernetesVersion: '1.24',
        manifest: `
          apiVersion: policy/v1beta1
          #           ^^^^^^^^^^^^^^ PodSecurityPolicy is removed in 1.25
          kind: PodSecurityPolicy
          metadata:
            name: restricted
          spec:
            privileged: false
        `,
      },
      {
        title: 'A chart that asks the cluster first',
        manifest: `
          {{- if .Capabilities.APIVersions.Has "policy/v1beta1/PodSecurityPolicy" }}
          apiVersion: policy/v1beta1
          kind: PodSecurityPolicy
          metadata:
            name: restricted
          {{- end }}
        `,
      },
      {
        title: 'Another object of the group, and the kind of another group',
        manifest: `
          apiVersion: policy/v1
          kind: PodDisruptionBudget
          metadata:
            name: web
          spec:
            minAvailable: 1
          ---
          apiVersion: policies.example/v1
          kind: PodSecurityPolicy
          metadata:
            name: restricted
        `,
      },
    ],
  },

  *check({ root, document }, { target }) {
    if (asksForVersions(document)) return;
    const isGone = target.atLeast('1.25');
    yield {
      at: root.string('apiVersion'),
      message: isGone
        ? 'PodSecurityPolicy does not exist any more: removed in 1.25'
        : 'PodSecurityPolicy is removed in 1.25',
      severity: isGone ? 'error' : 'warning',
    };
  },
});
