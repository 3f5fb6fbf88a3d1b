import { defineRule } from '../../engine/rule';
import { expectBoolean } from '../option-check';

export default defineRule({
  meta: {
    id: 'kubelet-rotate-certificates',
    chapter: 'kubelet',
    scope: 'kubelet',
    title: 'Client certificate that is not renewed',
    summary: 'kubelets that are told not to renew their client certificate',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: {
      cis: { '1.12': ['4.2.10'] },
      tob: ['TOB-K8S-028'],
      owasp: { '2025': ['K07'] },
      cwe: ['CWE-324'],
    },
    why: `
      A certificate that is renewed by hand is made to last. Whoever copies it from the node may act as this
      node until it expires, because Kubernetes cannot revoke certificates.
    `,
    whenNotToFix: `
      Where something else renews the certificate, such as an agent of the node.
    `,
    examples: [
      {
        title: 'A configuration file that turns it off',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          rotateCertificates: false
          #                   ^^^^^ Kubelet does not renew its client certificate
        `,
        fixed: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          rotateCertificates: true
        `,
      },
      {
        title: 'A flag that turns it off',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          nodeRegistration:
            kubeletExtraArgs:
              - name: rotate-certificates
                value: "false"
          #            ^^^^^^^ Kubelet does not renew its client certificate
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          nodeRegistration:
            kubeletExtraArgs:
              - name: rotate-certificates
                value: "true"
        `,
      },
      {
        title: 'A file that says nothing',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          serverTLSBootstrap: true
        `,
      },
    ],
  },

  *check(kubelet) {
    yield* expectBoolean(kubelet, 'rotate-certificates', {
      value: true,
      given: 'Kubelet does not renew its client certificate',
      fix: 'Renew the client certificate',
      safety: 'unsafe',
    });
  },
});
