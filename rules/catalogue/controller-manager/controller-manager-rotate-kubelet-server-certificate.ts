import { defineRule } from '../../engine/rule';
import { knownValue } from '../../yaml/field';
import { fixesOf } from '../option-check';

export default defineRule({
  meta: {
    id: 'controller-manager-rotate-kubelet-server-certificate',
    chapter: 'controller-manager',
    scope: 'kube-controller-manager',
    title: 'No new server certificates for kubelets',
    summary:
      'a controller manager whose feature gates turn the renewal of server certificates of kubelets off',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: { cis: { '1.12': ['1.3.6'] }, owasp: { '2025': ['K07'] }, cwe: ['CWE-324'] },
    why: `
      With the gate \`RotateKubeletServerCertificate\`, which is on by default, kubelets ask for a new server
      certificate before the old one ends. Where it is turned off, certificates are made to last for years or
      clients are told not to check them, and who has a stolen key can play the kubelet for as long.
    `,
    whenNotToFix: `
      Where something else renews the server certificates of the kubelets.
    `,
    examples: [
      {
        title: 'A static pod that turns the gate off',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-controller-manager
          spec:
            containers:
              - name: kube-controller-manager
                image: registry.example/kube-controller-manager:1.37
                command:
                  - kube-controller-manager
                  - --feature-gates=RotateKubeletServerCertificate=false,APIServerTracing=true
          #                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Kubelets get no new server certificates
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-controller-manager
          spec:
            containers:
              - name: kube-controller-manager
                image: registry.example/kube-controller-manager:1.37
                command:
                  - kube-controller-manager
                  - --feature-gates=APIServerTracing=true
        `,
      },
      {
        title: 'A kubeadm configuration with nothing but the gate',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          controllerManager:
            extraArgs:
              profiling: "false"
              feature-gates: RotateKubeletServerCertificate=False
          #                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Kubelets get no new server certificates
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          controllerManager:
            extraArgs:
              profiling: "false"
        `,
      },
      {
        title: 'A gate that is on at the end, other gates that are off, and no gates',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-controller-manager
          spec:
            containers:
              - name: kube-controller-manager
                image: registry.example/kube-controller-manager:1.37
                command:
                  - kube-controller-manager
                  - --feature-gates=RotateKubeletServerCertificate=false,RotateKubeletServerCertificate=true,APIServerTracing=false
          ---
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-controller-manager
          spec:
            containers:
              - name: kube-controller-manager
                image: registry.example/kube-controller-manager:1.37
                command:
                  - kube-controller-manager
        `,
      },
    ],
  },

  *check(manager) {
    const option = manager.option('feature-gates');
    const last = option.items.filter((item) => isGate(knownValue(item) ?? '')).at(-1);
    if (last === undefined || !/=(?:0|f|F|false|FALSE|False)$/.test(knownValue(last) ?? '')) return;
    yield {
      at: last,
      message: 'Kubelets get no new server certificates',
      fixes: fixesOf('Remove the gate', 'unsafe', option.removeItems(isGate)),
    };
  },
});

function isGate(item: string): boolean {
  return item.startsWith('RotateKubeletServerCertificate=');
}
