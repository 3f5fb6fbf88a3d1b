import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';
import { fixesOf } from '../option-check';

export default defineRule({
  meta: {
    id: 'kubelet-image-credential-verification',
    chapter: 'kubelet',
    scope: 'kubelet',
    title: 'Private images for every pod',
    summary: 'kubelets that let pods use private images on the node without the right to pull them',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: { nsa: ['POD-3'], cwe: ['CWE-862'], owasp: { '2025': ['K02', 'K07'] } },
    why: `
      With \`NeverVerify\` a Pod without any credentials may run a private image that another one has had
      pulled to the node, and read what is in it. From Kubernetes 1.35 on the kubelet checks by default that
      the Pod may pull the image, unless it came with the node. In 1.33 and 1.34 it takes the field only with
      a feature gate.
    `,
    whenNotToFix: `
      On nodes of one tenant, where pulling an image again would fail because the registry is not always
      there.
    `,
    examples: [
      {
        title: 'A policy that never checks',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          imagePullCredentialsVerificationPolicy: NeverVerify
          #                                       ^^^^^^^^^^^ Pods may use private images on the node without credentials
          maxPods: 110
        `,
        fixed: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          maxPods: 110
        `,
      },
      {
        title: 'Policies that do',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          imagePullCredentialsVerificationPolicy: NeverVerifyPreloadedImages
          ---
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
        `,
      },
    ],
  },

  *check(kubelet) {
    const policy = kubelet.option('imagePullCredentialsVerificationPolicy');
    if (!isKnown(policy.value, 'NeverVerify')) return;
    yield {
      at: policy,
      message: 'Pods may use private images on the node without credentials',
      fixes: fixesOf('Remove imagePullCredentialsVerificationPolicy', 'unsafe', policy.remove()),
    };
  },
});
