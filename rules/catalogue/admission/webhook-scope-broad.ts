import { defineRule } from '../../engine/rule';
import type { Webhook } from '../../kubernetes/webhook';
import { isKnown, knownValue, mayBe } from '../../yaml/field';
import type { MapView } from '../../yaml/view';

export default defineRule({
  meta: {
    id: 'webhook-scope-broad',
    chapter: 'admission',
    scope: 'webhook',
    title: 'Webhook that reads everything',
    summary: 'webhooks that are sent all resources of all API groups, or Secrets',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: 'Only its author knows which resources the webhook judges.',
    standards: { cwe: ['CWE-668'] },
    why: `
      The API server sends a webhook every object that its rules name, whole. Rules with \`*\` in both
      \`apiGroups\` and \`resources\` hand it each Secret of the cluster as it is written, and so do rules that
      name \`secrets\`. An intruder in the webhook's pod only has to read along. A mutating webhook may change
      them too, and one that is down with so wide a scope stops the cluster.

      Rules that a \`matchConditions\` expression or an \`objectSelector\` with a wanted label narrows are not
      reported, nor rules for \`CONNECT\` alone or with \`scope: Cluster\`, which hold no Secret.
    `,
    whenNotToFix: `
      A policy engine that has to see everything is meant to. Guard it like the API server itself.
    `,
    examples: [
      {
        title: 'Webhooks that are sent everything, or Secrets',
        manifest: `
          apiVersion: admissionregistration.k8s.io/v1
          kind: ValidatingWebhookConfiguration
          metadata:
            name: policy
          webhooks:
            - name: all.policy.example
              rules:
                - apiGroups: ['*']
                  apiVersions: ['*']
                  operations: ['*']
                  resources: ['*/*']
          #       ^^^^^^^^^ Webhook is sent all resources of all API groups
            - name: config.policy.example
              rules:
                - apiGroups: ['']
                  apiVersions: [v1]
                  operations: [CREATE]
                  resources: [configmaps, secrets]
          #                               ^^^^^^^ Webhook is sent Secrets
        `,
      },
      {
        title: 'Webhooks of one resource, of one group, and of resources that carry a label',
        manifest: `
          apiVersion: admissionregistration.k8s.io/v1
          kind: ValidatingWebhookConfiguration
          metadata:
            name: policy
          webhooks:
            - name: pods.policy.example
              rules:
                - apiGroups: ['']
                  apiVersions: [v1]
                  operations: [CREATE]
                  resources: [pods]
            - name: apps.policy.example
              rules:
                - apiGroups: [apps]
                  apiVersions: ['*']
                  operations: ['*']
                  resources: ['*']
            - name: vault.policy.example
              rules:
                - apiGroups: [vault.example]
                  apiVersions: [v1]
                  operations: [CREATE]
                  resources: [secrets]
            - name: labelled.policy.example
              objectSelector:
                matchLabels: {policy.example/check: 'true'}
              rules:
                - apiGroups: ['']
                  apiVersions: [v1]
                  operations: [CREATE]
                  resources: [secrets]
            - name: required.policy.example
              objectSelector:
                matchExpressions:
                  - {key: policy.example/check, operator: Exists}
              rules:
                - apiGroups: ['']
                  apiVersions: [v1]
                  operations: [CREATE]
                  resources: [secrets]
            - name: shells.policy.example
              rules:
                - apiGroups: ['*']
                  apiVersions: ['*']
                  operations: [CONNECT]
                  resources: ['*/*']
            - name: cluster.policy.example
              rules:
                - apiGroups: ['*']
                  apiVersions: ['*']
                  operations: ['*']
                  resources: ['*']
                  scope: Cluster
            - name: narrow.policy.example
              matchConditions:
                - name: type
                  expression: object.type == "policy.example/watched"
              rules:
                - apiGroups: ['']
                  apiVersions: [v1]
                  operations: [CREATE]
                  resources: [secrets]
        `,
      },
      {
        title: 'A chart that leaves the labels to its values',
        manifest: `
          apiVersion: admissionregistration.k8s.io/v1
          kind: MutatingWebhookConfiguration
          metadata:
            name: policy
          webhooks:
            - name: values.policy.example
              objectSelector:
                {{- toYaml .Values.selector | nindent 8 }}
              rules:
                - apiGroups: ['']
                  apiVersions: [v1]
                  operations: [CREATE]
                  resources: [secrets]
        `,
      },
    ],
  },

  *check(webhook) {
    if (isNarrowed(webhook)) return;
    for (const rule of webhook.rules.filter(mayHoldSecrets)) {
      const resources = rule.list('resources');
      const isEvery = resources.strings().some((item) => isAny(knownValue(item)));
      if (hasItem(rule, '*') && isEvery) {
        yield { at: resources, message: 'Webhook is sent all resources of all API groups' };
        continue;
      }
      if (!hasItem(rule, '*') && !hasItem(rule, '')) continue;
      const secrets = resources.strings().find((item) => /^secrets(?:\/.*)?$/.test(knownValue(item) ?? ''));
      if (secrets !== undefined) yield { at: secrets, message: 'Webhook is sent Secrets' };
    }
  },
});

/** Whether a rule may be about objects in namespaces: what is only connected to has no contents. */
function mayHoldSecrets(rule: MapView): boolean {
  const isForConnections = rule
    .list('operations')
    .strings()
    .every((operation) => mayBe(operation, 'CONNECT'));
  return !isForConnections && !mayBe(rule.string('scope'), 'Cluster');
}

function isAny(resource: string | undefined): boolean {
  return resource === '*' || resource === '*/*';
}

function hasItem(rule: MapView, group: string): boolean {
  return rule
    .list('apiGroups')
    .strings()
    .some((item) => isKnown(item, group));
}

/** Whether the webhook may be asked about few objects only. */
function isNarrowed({ view, objectSelector }: Webhook): boolean {
  if (view.list('matchConditions').state !== 'absent') return true;
  const labels = objectSelector.map('matchLabels');
  const wanted = objectSelector.maps('matchExpressions').map((each) => each.knownString('operator'));
  return (
    labels.isOpen ||
    labels.keys().length > 0 ||
    wanted.some((operator) => !operator?.match(/^(?:NotIn|DoesNotExist)$/))
  );
}
