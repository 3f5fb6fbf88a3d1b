import { set, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'image-policy-webhook-default-allow',
    chapter: 'cluster-config',
    scope: 'ImagePolicyWebhook',
    title: 'Images unchecked while the image policy webhook fails',
    summary: 'an image policy webhook whose failure lets every image in',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: { nsa: ['POD-3'], cis: { '1.12': ['5.5.1'] }, owasp: { '2022': ['K02'] }, cwe: ['CWE-636'] },
    why: `
      With \`defaultAllow: true\` every image is let in while the webhook does not answer. An attacker who can make it
      answer late, by load or by breaking its network, runs any image he likes at that moment, and it stays.
    `,
    whenNotToFix: `
      While the webhook is new and only its log is looked at. It must itself run on images that need no webhook.
    `,
    examples: [
      {
        title: 'Everything allowed while the webhook fails',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: AdmissionConfiguration
          plugins:
            - name: ImagePolicyWebhook
              configuration:
                imagePolicy:
                  kubeConfigFile: /etc/kubernetes/image-policy.kubeconfig
                  defaultAllow: true
          #                     ^^^^ Every image is let in while the image policy webhook fails
        `,
        fixed: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: AdmissionConfiguration
          plugins:
            - name: ImagePolicyWebhook
              configuration:
                imagePolicy:
                  kubeConfigFile: /etc/kubernetes/image-policy.kubeconfig
                  defaultAllow: false
        `,
      },
      {
        title: 'Nothing allowed, which is the default too, and the same key of another plugin',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: AdmissionConfiguration
          plugins:
            - name: ImagePolicyWebhook
              configuration:
                imagePolicy:
                  defaultAllow: false
            - name: Other
              configuration:
                imagePolicy:
                  defaultAllow: true
        `,
      },
    ],
  },
  *check({ view }) {
    const allow = view.map('imagePolicy').boolean('defaultAllow');
    if (!isKnown(allow, true)) return;
    yield {
      at: allow,
      message: 'Every image is let in while the image policy webhook fails',
      fixes: [unsafeFix('Let none in while it fails', set(allow, false))],
    };
  },
});
