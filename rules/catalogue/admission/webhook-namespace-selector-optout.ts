import { defineRule } from '../../engine/rule';
import type { MapView } from '../../yaml/view';

/** The API server sets it on every namespace and lets nobody change it. */
const NAME_LABEL = 'kubernetes.io/metadata.name';

export default defineRule({
  meta: {
    id: 'webhook-namespace-selector-optout',
    chapter: 'admission',
    scope: 'webhook',
    title: 'Webhook that a label turns off',
    summary: 'webhooks that skip what carries a label which users may set themselves',
    severity: 'info',
    default: 'on',
    fix: 'none',
    noFix: `
      Which namespaces must stay out, and by what name, is known to those who run the cluster.
    `,
    standards: { owasp: { '2025': ['K04'] }, cwe: ['CWE-807'] },
    why: `
      A selector with \`NotIn\` or \`DoesNotExist\` leaves out what carries a label. Who may label a namespace,
      or in an \`objectSelector\` who may create the object at all, then decides whether the policy holds.

      The label \`kubernetes.io/metadata.name\` is safe to select by: the API server keeps it equal to the
      name of the namespace.
    `,
    whenNotToFix: `
      Where another policy decides who may set the label, or where the webhook is a service to its users,
      such as one that adds a sidecar, and no control.
    `,
    examples: [
      {
        title: 'Selectors that leave out what is labelled',
        manifest: `
          apiVersion: admissionregistration.k8s.io/v1
          kind: ValidatingWebhookConfiguration
          metadata:
            name: policy
          webhooks:
            - name: pods.policy.example
              namespaceSelector:
                matchExpressions:
                  - key: policy.example/ignore
          #              ^^^^^^^^^^^^^^^^^^^^^ Webhook skips namespaces that the label policy.example/ignore leaves out
                    operator: DoesNotExist
              objectSelector:
                matchExpressions:
                  - {key: policy.example/check, operator: NotIn, values: ['false']}
          #               ^^^^^^^^^^^^^^^^^^^^ Webhook skips objects that the label policy.example/check leaves out
        `,
      },
      {
        title: 'Namespaces that are left out by name, and objects that ask for the webhook',
        manifest: `
          apiVersion: admissionregistration.k8s.io/v1
          kind: ValidatingWebhookConfiguration
          metadata:
            name: policy
          webhooks:
            - name: pods.policy.example
              namespaceSelector:
                matchExpressions:
                  - key: kubernetes.io/metadata.name
                    operator: NotIn
                    values: [kube-system]
              objectSelector:
                matchExpressions:
                  - key: policy.example/check
                    operator: In
                    values: [deep]
        `,
      },
    ],
  },

  *check(webhook) {
    yield* optOuts(webhook.namespaceSelector, 'namespaces');
    yield* optOuts(webhook.objectSelector, 'objects');
  },
});

function* optOuts(selector: MapView, what: string) {
  for (const expression of selector.maps('matchExpressions')) {
    const key = expression.string('key');
    const operator = expression.knownString('operator');
    if (key.state !== 'known' || key.value === NAME_LABEL) continue;
    if (operator !== 'NotIn' && operator !== 'DoesNotExist') continue;
    yield { at: key, message: `Webhook skips ${what} that the label ${key.value} leaves out` };
  }
}
