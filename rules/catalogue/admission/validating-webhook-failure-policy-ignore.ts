import { set, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'validating-webhook-failure-policy-ignore',
    chapter: 'admission',
    scope: 'webhook',
    title: 'Validating webhook that fails open',
    summary:
      'validating webhooks that let every object pass while they cannot be reached (`failurePolicy: Ignore`)',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: { owasp: { '2025': ['K04'] }, cwe: ['CWE-636'] },
    why: `
      A validating webhook enforces a policy. With \`failurePolicy: Ignore\` the API server takes the lack of
      an answer for a yes. Whoever can slow the webhook down, stop its pods or cut its network applies what
      it would have refused.

      Mutating webhooks are not meant: where they only fill in defaults it is good advice to let them fail
      open and to check the result with a validating one.
    `,
    whenNotToFix: `
      A webhook that also judges its own pods, or those it cannot run without, may keep them from starting
      again. Except their namespace with a \`namespaceSelector\` first. A webhook that only gives advice may
      fail open.
    `,
    examples: [
      {
        title: 'A webhook that is skipped while it is down',
        manifest: `
          apiVersion: admissionregistration.k8s.io/v1
          kind: ValidatingWebhookConfiguration
          metadata:
            name: image-policy
          webhooks:
            - name: images.policy.example
              failurePolicy: Ignore
          #                  ^^^^^^ Webhook lets every object pass while it cannot be reached
              sideEffects: None
              admissionReviewVersions: [v1]
              clientConfig:
                url: https://policy.example/images
        `,
        fixed: `
          apiVersion: admissionregistration.k8s.io/v1
          kind: ValidatingWebhookConfiguration
          metadata:
            name: image-policy
          webhooks:
            - name: images.policy.example
              failurePolicy: Fail
              sideEffects: None
              admissionReviewVersions: [v1]
              clientConfig:
                url: https://policy.example/images
        `,
      },
      {
        title: 'A webhook that says nothing, which means Fail',
        manifest: `
          apiVersion: admissionregistration.k8s.io/v1
          kind: ValidatingWebhookConfiguration
          metadata:
            name: image-policy
          webhooks:
            - name: images.policy.example
              sideEffects: None
              admissionReviewVersions: [v1]
              clientConfig:
                url: https://policy.example/images
        `,
      },
      {
        title: 'A mutating webhook, which enforces nothing',
        manifest: `
          apiVersion: admissionregistration.k8s.io/v1
          kind: MutatingWebhookConfiguration
          metadata:
            name: defaults
          webhooks:
            - name: defaults.policy.example
              failurePolicy: Ignore
              sideEffects: None
              admissionReviewVersions: [v1]
              clientConfig:
                url: https://policy.example/defaults
        `,
      },
    ],
  },

  *check(webhook) {
    const { failurePolicy } = webhook;
    if (!webhook.isValidating || !isKnown(failurePolicy, 'Ignore')) return;
    yield {
      at: failurePolicy,
      message: 'Webhook lets every object pass while it cannot be reached',
      fixes: [unsafeFix('Refuse what the webhook cannot judge', set(failurePolicy, 'Fail'))],
    };
  },
});
