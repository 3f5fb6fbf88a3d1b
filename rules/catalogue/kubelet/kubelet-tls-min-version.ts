import { defineRule } from '../../engine/rule';
import { knownValue } from '../../yaml/field';
import { fixesOf } from '../option-check';

export default defineRule({
  meta: {
    id: 'kubelet-tls-min-version',
    chapter: 'kubelet',
    scope: 'kubelet',
    title: 'Kubelet with an old version of TLS',
    summary: 'kubelets that accept TLS 1.0 or 1.1',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: { nsa: ['NET-6'], owasp: { '2025': ['K07'] }, cwe: ['CWE-327'] },
    why: `
      These versions are withdrawn: they rely on SHA-1 and MD5 and have none of the cipher suites that are
      considered safe today. An attacker between client and kubelet may have both fall back to them.
    `,
    whenNotToFix: `
      Where a client that cannot be replaced speaks nothing newer.
    `,
    examples: [
      {
        title: 'A configuration file that accepts TLS 1.0',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          tlsMinVersion: VersionTLS10
          #              ^^^^^^^^^^^^ Kubelet accepts TLS 1.0
        `,
        fixed: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          tlsMinVersion: VersionTLS12
        `,
      },
      {
        title: 'A flag that accepts TLS 1.1',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: InitConfiguration
          nodeRegistration:
            kubeletExtraArgs:
              tls-min-version: "VersionTLS11"
          #                    ^^^^^^^^^^^^^^ Kubelet accepts TLS 1.1
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: InitConfiguration
          nodeRegistration:
            kubeletExtraArgs:
              tls-min-version: "VersionTLS12"
        `,
      },
      {
        title: 'Newer versions, and the default',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          tlsMinVersion: VersionTLS13
          ---
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
        `,
      },
    ],
  },

  *check(kubelet) {
    const version = kubelet.option('tls-min-version');
    const minor = /^VersionTLS1([01])$/.exec(knownValue(version.value) ?? '')?.[1];
    if (minor === undefined) return;
    yield {
      at: version,
      message: `Kubelet accepts TLS 1.${minor}`,
      fixes: fixesOf('Accept TLS 1.2 and newer only', 'unsafe', version.set('VersionTLS12')),
    };
  },
});
