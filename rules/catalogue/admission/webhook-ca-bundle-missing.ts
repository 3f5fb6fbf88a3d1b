import { defineRule } from '../../engine/rule';
import type { Webhook } from '../../kubernetes/webhook';
import { isKnown } from '../../yaml/field';

/** Annotations by which certificate controllers are told to fill in the bundle. */
const INJECTORS = /(?:^|\/)(?:inject-(?:ca|apiserver-ca|cabundle)|inject-ca-from(?:-secret)?)$/;

export default defineRule({
  meta: {
    id: 'webhook-ca-bundle-missing',
    chapter: 'admission',
    scope: 'webhook',
    title: 'Webhook without a certificate authority',
    summary: 'webhooks behind a Service that neither have a `caBundle` nor ask a controller for one',
    severity: 'info',
    default: 'on',
    fix: 'none',
    noFix: `
      The bundle belongs to the certificate that the webhook shows, and only who made that has it.
    `,
    standards: { tob: ['TOB-K8S-034'], cwe: ['CWE-295'] },
    why: `
      The API server sends whole objects to a webhook, Secrets among them, and obeys its answer. It knows the
      webhook by its certificate alone. Without \`caBundle\` it asks for one of a public authority, which the
      name of a Service never has: calls fail, or somebody turns the checks off.
    `,
    whenNotToFix: `
      Some webhooks write the bundle into their own configuration when they start. A Job in view that is told to do so
      by \`--webhook-name\` is known.
    `,
    examples: [
      {
        title: 'A webhook behind a Service',
        manifest: `
          apiVersion: admissionregistration.k8s.io/v1
          kind: ValidatingWebhookConfiguration
          metadata:
            name: image-policy
          webhooks:
            - name: images.policy.example
              clientConfig:
          #   ^^^^^^^^^^^^ Webhook has no caBundle to know its Service by
                service: {namespace: policy, name: webhook-service}
            - name: tags.policy.example
              clientConfig:
                service: {namespace: system, name: tags}
                caBundle: ""
          #               ^^ Webhook has no caBundle to know its Service by
        `,
      },
      {
        title: 'A bundle that a controller fills in',
        manifest: `
          apiVersion: admissionregistration.k8s.io/v1
          kind: ValidatingWebhookConfiguration
          metadata:
            name: image-policy
            annotations:
              cert-manager.io/inject-ca-from: policy/images
          webhooks:
            - name: images.policy.example
              clientConfig:
                service: {namespace: policy, name: images}
        `,
      },
      {
        title: 'A bundle that a Job fills in',
        manifest: `
          apiVersion: admissionregistration.k8s.io/v1
          kind: ValidatingWebhookConfiguration
          metadata:
            name: image-policy
          webhooks:
            - name: images.policy.example
              clientConfig:
                service: {namespace: policy, name: images}
        `,
        files: [
          {
            path: 'job.yaml',
            text: `
              apiVersion: batch/v1
              kind: Job
              metadata: {name: patch, namespace: policy}
              spec:
                template:
                  spec:
                    containers:
                      - name: patch
                        image: registry.example/certgen:1.5
                        args: [patch, --webhook-name=image-policy, --secret-name=images]
            `,
          },
        ],
      },
      {
        title: 'A chart whose values may name a controller',
        manifest: `
          apiVersion: admissionregistration.k8s.io/v1
          kind: MutatingWebhookConfiguration
          metadata:
            name: image-policy
            annotations:
              {{- toYaml .Values.annotations | nindent 4 }}
          webhooks:
            - name: images.policy.example
              clientConfig:
                service: {namespace: policy, name: images}
        `,
      },
      {
        title:
          'A bundle, an address that a public authority may vouch for, and a name that is still to be given',
        manifest: `
          apiVersion: admissionregistration.k8s.io/v1
          kind: ValidatingWebhookConfiguration
          metadata:
            name: image-policy
          webhooks:
            - name: images.policy.example
              clientConfig:
                service: {namespace: policy, name: images}
                caBundle: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t
            - name: tags.policy.example
              clientConfig:
                url: https://policy.example/tags
            - name: scaffold.policy.example
              clientConfig:
                service: {namespace: system, name: webhook-service}
        `,
      },
    ],
  },

  *check(webhook, { workspace }) {
    const caBundle = webhook.clientConfig.string('caBundle');
    const isMissing = caBundle.state === 'absent' || isKnown(caBundle, '');
    const { state } = webhook.clientConfig.map('service');
    if (!isMissing || state !== 'known' || isFilledIn(webhook)) return;
    const name = webhook.manifest.metadata.knownString('name');
    if (name !== undefined && workspace.isWebhookPatched(name)) return;
    yield { at: caBundle, message: 'Webhook has no caBundle to know its Service by' };
  },
});

/** Whether something else may give the bundle: an injector, or the kustomization of a scaffold with its own placeholders. */
function isFilledIn({ manifest, clientConfig }: Webhook): boolean {
  const annotations = manifest.metadata.map('annotations');
  if (annotations.isOpen || annotations.keys().some((key) => INJECTORS.test(key))) return true;
  const service = clientConfig.map('service');
  const name = service.knownString('name') ?? '';
  return isKnown(service.string('namespace'), 'system') && name.endsWith('webhook-service');
}
