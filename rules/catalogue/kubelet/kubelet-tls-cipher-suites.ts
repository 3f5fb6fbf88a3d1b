import { defineRule } from '../../engine/rule';
import { isStrongCipherSuite } from '../../kubernetes/cipher-suites';
import { knownValue } from '../../yaml/field';
import { takesCipherSuites } from '../cipher-suite-check';
import { fixesOf } from '../option-check';

/** No forward secrecy, or encryption with known attacks. */
const BROKEN = /^TLS_RSA_|_(?:RC4|3DES|CBC)_/;

export default defineRule({
  meta: {
    id: 'kubelet-tls-cipher-suites',
    chapter: 'kubelet',
    scope: 'kubelet',
    title: 'Kubelet with weak cipher suites',
    summary: 'kubelets that offer cipher suites without forward secrecy or authenticated encryption',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: {
      cis: { '1.12': ['4.2.12'] },
      tob: ['TOB-K8S-037'],
      nsa: ['NET-6'],
      owasp: { '2025': ['K07'] },
      cwe: ['CWE-327'],
    },
    why: `
      Commands, logs and tokens travel between the API server and the kubelet. With RSA key exchange
      (\`TLS_RSA_…\`) whoever records them and later gets the node's key reads them all; RC4, 3DES and CBC
      suites have known attacks of their own.

      Suites with ECDHE and GCM or ChaCha20-Poly1305 pass, and those of TLS 1.3.
    `,
    whenNotToFix: `
      Where a client that cannot be replaced speaks nothing better.
    `,
    examples: [
      {
        title: 'A list with weak suites in it',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          tlsCipherSuites:
            - TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 # for all
            - TLS_RSA_WITH_AES_128_GCM_SHA256
          #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Kubelet offers the weak cipher suite TLS_RSA_WITH_AES_128_GCM_SHA256
            - TLS_ECDHE_RSA_WITH_RC4_128_SHA
          #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Kubelet offers the weak cipher suite TLS_ECDHE_RSA_WITH_RC4_128_SHA
        `,
        fixed: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          tlsCipherSuites:
            - TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 # for all
        `,
      },
      {
        title: 'A flag with a suite that does not exist',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          nodeRegistration:
            kubeletExtraArgs:
              - name: tls-cipher-suites
                value: "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,AES256"
          #                                                   ^^^^^^ AES256 is not among the cipher suites that are known to be strong
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          nodeRegistration:
            kubeletExtraArgs:
              - name: tls-cipher-suites
                value: "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"
        `,
      },
      {
        title: 'Strong suites',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          tlsCipherSuites:
            - TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384
            - TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305
            - TLS_AES_128_GCM_SHA256
            - "{{ suite }}"
        `,
      },
      {
        title: 'TLS 1.3, which has a list of its own',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          tlsMinVersion: VersionTLS13
          tlsCipherSuites:
            - TLS_RSA_WITH_AES_128_GCM_SHA256
          ---
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          tlsMinVersion: "{{ version }}"
          tlsCipherSuites:
            - TLS_RSA_WITH_AES_128_GCM_SHA256
        `,
      },
    ],
  },

  *check(kubelet) {
    if (!takesCipherSuites(kubelet)) return;
    const suites = kubelet.option('tls-cipher-suites');
    const isWeak = (suite: string) => !isStrongCipherSuite(suite);
    const fixes = fixesOf('Remove the weak cipher suites', 'unsafe', suites.removeItems(isWeak));
    for (const item of suites.items) {
      const suite = knownValue(item);
      if (suite === undefined || !isWeak(suite)) continue;
      const isBroken = BROKEN.test(suite);
      const message = isBroken
        ? `Kubelet offers the weak cipher suite ${suite}`
        : `${suite} is not among the cipher suites that are known to be strong`;
      yield { at: item, message, severity: isBroken ? 'error' : 'warning', fixes };
    }
  },
});
