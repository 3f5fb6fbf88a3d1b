import { set, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';

/** Authorizers that allow requests. Node allows those of nodes alone, AlwaysDeny none. */
const ALLOWING = ['ABAC', 'AlwaysAllow', 'RBAC', 'Webhook'];

export default defineRule({
  meta: {
    id: 'authorization-webhook-fail-open',
    chapter: 'cluster-config',
    scope: 'AuthorizationConfiguration',
    title: 'Authorization webhook that is passed over when it fails',
    summary: 'an authorization webhook whose failure leaves the decision to authorizers behind it',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: { owasp: { '2025': ['K02'] }, nsa: ['AA-2'], cwe: ['CWE-636'] },
    why: `
      A webhook before other authorizers is there to deny what they would allow. With \`failurePolicy: NoOpinion\` it is
      passed over while it does not answer, so whoever can keep it from answering has all rights that it should have
      refused.
    `,
    whenNotToFix: `
      Where the webhook only allows and never denies. With \`Deny\`, requests that match its conditions fail while it does,
      those of the components too: leave the system's groups out by its \`matchConditions\`.
    `,
    examples: [
      {
        title: 'A webhook before RBAC',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: AuthorizationConfiguration
          authorizers:
            - {type: Node, name: node}
            - type: Webhook
              name: guard
              webhook:
                failurePolicy: NoOpinion
          #                    ^^^^^^^^^ Authorization webhook is passed over while it does not answer
            - {type: RBAC, name: rbac}
        `,
        fixed: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: AuthorizationConfiguration
          authorizers:
            - {type: Node, name: node}
            - type: Webhook
              name: guard
              webhook:
                failurePolicy: Deny
            - {type: RBAC, name: rbac}
        `,
      },
      {
        title: 'The last authorizer that allows anything, and one that denies when it fails',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: AuthorizationConfiguration
          authorizers:
            - type: Webhook
              name: guard
              webhook:
                failurePolicy: Deny
            - {type: RBAC, name: rbac}
            - type: Webhook
              name: more
              webhook:
                failurePolicy: NoOpinion
            - {type: Node, name: node}
        `,
      },
    ],
  },
  *check({ root }) {
    const authorizers = root.maps('authorizers');
    for (const [index, authorizer] of authorizers.entries()) {
      const policy = authorizer.map('webhook').string('failurePolicy');
      const isPassedOver = authorizers
        .slice(index + 1)
        .some((later) => ALLOWING.some((type) => isKnown(later.string('type'), type)));
      if (!isKnown(policy, 'NoOpinion') || !isPassedOver) continue;
      yield {
        at: policy,
        message: 'Authorization webhook is passed over while it does not answer',
        fixes: [unsafeFix('Deny while it fails', set(policy, 'Deny'))],
      };
    }
  },
});
