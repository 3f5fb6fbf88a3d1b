import { defineRule } from '../../engine/rule';
import { kubeadmConfigsBeside } from '../../kubernetes/kubeadm-beside';
import { isKnown } from '../../yaml/field';
import { assistOf } from './completed';

export default defineRule({
  meta: {
    id: 'kubelet-client-ca',
    chapter: 'kubelet',
    scope: 'kubelet',
    title: 'Kubelet without an authority for client certificates',
    summary: 'kubelets that have no certificate authority to check client certificates with',
    severity: 'warning',
    default: 'on',
    fix: 'assist',
    standards: {
      cis: { '1.12': ['4.2.3'] },
      tob: ['TOB-K8S-034'],
      nsa: ['AA-1'],
      owasp: { '2025': ['K07'] },
      cwe: ['CWE-295'],
    },
    why: `
      The API server proves to kubelets who it is with a client certificate. A kubelet without the authority
      that signed it cannot check that, so that the API server's own requests for logs and commands count as
      anonymous. Clusters where this works have let everybody in.

      kubeadm gives the authority itself: a KubeletConfiguration in one file with a configuration of kubeadm
      is not reported for leaving it out.
    `,
    whenNotToFix: `
      Where something that is not in the file gives it, such as a flag or a file in the kubelet's directory
      for further configuration.
    `,
    examples: [
      {
        title: 'A configuration file without an authority',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          authentication:
          #^^^^^^^^^^^^^^ Kubelet has no certificate authority to check client certificates with
            anonymous:
              enabled: false
        `,
        fixed: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          authentication:
            anonymous:
              enabled: false
            x509:
              clientCAFile: /etc/kubernetes/pki/ca.crt
        `,
      },
      {
        title: 'A flag that takes the authority away',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          nodeRegistration:
            kubeletExtraArgs:
              - name: client-ca-file
                value: ""
          #            ^^ Kubelet has no certificate authority to check client certificates with
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          nodeRegistration:
            kubeletExtraArgs:
              - name: client-ca-file
                value: "/etc/kubernetes/pki/ca.crt"
        `,
      },
      {
        title: 'An authority, and a file that kubeadm completes',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          authentication:
            x509:
              clientCAFile: /etc/kubernetes/pki/ca.crt
        `,
      },
      {
        title: 'A file that kubeadm completes',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          authentication: {}
          ---
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: InitConfiguration
        `,
      },
    ],
  },

  *check(kubelet) {
    const file = kubelet.option('client-ca-file');
    const isMissing = file.value.state === 'absent' && kubeadmConfigsBeside(kubelet.manifest).length === 0;
    if (!isMissing && !isKnown(file.value, '')) return;
    const message = 'Kubelet has no certificate authority to check client certificates with';
    yield {
      at: file,
      message,
      ...assistOf('Give the file of the authority', kubelet, file, '/etc/kubernetes/pki/ca.crt'),
    };
  },
});
