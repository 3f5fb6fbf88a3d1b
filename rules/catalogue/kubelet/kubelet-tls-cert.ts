import { defineRule } from '../../engine/rule';
import { knownValue, mayBe } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'kubelet-tls-cert',
    chapter: 'kubelet',
    scope: 'kubelet',
    title: 'Kubelet with a certificate of its own making',
    summary: 'kubelets whose serving certificate nobody else has signed',
    severity: 'info',
    default: 'on',
    fix: 'assist',
    standards: {
      cis: { '1.12': ['4.2.9'] },
      tob: ['TOB-K8S-034', 'TOB-K8S-TM02'],
      nsa: ['NET-6'],
      owasp: { '2025': ['K07'] },
      cwe: ['CWE-295'],
    },
    why: `
      Without a certificate from an authority the kubelet signs one itself. The API server cannot check
      that, so whoever can answer in place of the node reads the logs and commands that are meant for it.
      With \`serverTLSBootstrap\` the kubelet asks the cluster for a certificate.
    `,
    whenNotToFix: `
      Where something that is not in the file gives the certificate. Requests of kubelets for serving
      certificates must be approved by somebody before logs and commands work again: set up an approver
      first.
    `,
    examples: [
      {
        title: 'A configuration file without a certificate',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          #^^^^^^^^^^ Kubelet signs its serving certificate itself
          kind: KubeletConfiguration
          rotateCertificates: true
        `,
        fixed: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          rotateCertificates: true
          serverTLSBootstrap: true
        `,
      },
      {
        title: 'A certificate without its key',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          tlsCertFile: /var/lib/kubelet/pki/node.crt
          serverTLSBootstrap: false
          #                   ^^^^^ Kubelet signs its serving certificate itself
        `,
        fixed: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          tlsCertFile: /var/lib/kubelet/pki/node.crt
          serverTLSBootstrap: true
        `,
      },
      {
        title:
          'A certificate that the cluster signs, some from files, and a configuration that is not in view',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          serverTLSBootstrap: true
          ---
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          tlsCertFile: /var/lib/kubelet/pki/node.crt
          tlsPrivateKeyFile: /var/lib/kubelet/pki/node.key
          ---
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          tlsCertFile: {{ certificate }}
          tlsPrivateKeyFile: {{ key }}
          ---
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: InitConfiguration
          nodeRegistration:
            kubeletExtraArgs:
              v: "2"
        `,
      },
    ],
  },

  *check(kubelet) {
    const bootstrap = kubelet.option('rotate-server-certificates');
    const isGiven = ['tls-cert-file', 'tls-private-key-file'].every((flag) => {
      const { value } = kubelet.option(flag);
      return value.state === 'unknown' || (knownValue(value) ?? '') !== '';
    });
    if (mayBe(bootstrap.boolean, true) || isGiven) return;
    yield {
      at: bootstrap,
      message: 'Kubelet signs its serving certificate itself',
      assist: { title: 'Let the cluster sign the certificate', operations: bootstrap.set('true') },
    };
  },
});
