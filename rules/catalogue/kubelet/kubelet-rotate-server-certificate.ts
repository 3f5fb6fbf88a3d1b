import { defineRule } from '../../engine/rule';
import { knownValue } from '../../yaml/field';
import { fixesOf } from '../option-check';

export default defineRule({
  meta: {
    id: 'kubelet-rotate-server-certificate',
    chapter: 'kubelet',
    scope: 'kubelet',
    title: 'Serving certificate that is not renewed',
    summary: 'kubelets with the feature gate `RotateKubeletServerCertificate` turned off',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: {
      cis: { '1.12': ['4.2.11'] },
      tob: ['TOB-K8S-028'],
      owasp: { '2025': ['K07'] },
      cwe: ['CWE-324'],
    },
    covers: ['component-feature-gate-risky'],
    why: `
      Without the feature the kubelet does not ask the cluster for a serving certificate. It signs one itself,
      which the API server cannot check, and with \`serverTLSBootstrap\` it does not start.
    `,
    whenNotToFix: `
      Where serving certificates come from somewhere else and are renewed there.
    `,
    examples: [
      {
        title: 'A configuration file that turns the feature off',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          featureGates:
            # for now
            RotateKubeletServerCertificate: false
          #                                 ^^^^^ Kubelet does not renew its serving certificate
            NodeSwap: true
        `,
        fixed: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          featureGates:
            # for now
            NodeSwap: true
        `,
      },
      {
        title: 'A flag that does',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          nodeRegistration:
            kubeletExtraArgs:
              - name: feature-gates
                value: "NodeSwap=true,RotateKubeletServerCertificate=false"
          #                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Kubelet does not renew its serving certificate
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          nodeRegistration:
            kubeletExtraArgs:
              - name: feature-gates
                value: "NodeSwap=true"
        `,
      },
      {
        title: 'Features that are on, and one that a template decides',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          featureGates:
            RotateKubeletServerCertificate: true
          ---
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          featureGates:
            RotateKubeletServerCertificate: {{ rotate }}
        `,
      },
    ],
  },

  *check(kubelet) {
    const gates = kubelet.option('feature-gates');
    const isOff = (gate: string) => /^RotateKubeletServerCertificate=(?:0|f|false)$/i.test(gate);
    const gate = gates.items.find((item) => isOff(knownValue(item) ?? ''));
    if (gate === undefined) return;
    yield {
      at: gate,
      message: 'Kubelet does not renew its serving certificate',
      fixes: fixesOf('Remove RotateKubeletServerCertificate', 'unsafe', gates.removeItems(isOff)),
    };
  },
});
