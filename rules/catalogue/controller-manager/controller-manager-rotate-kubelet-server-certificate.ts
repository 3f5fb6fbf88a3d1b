import { defineRule } from '../../engine/rule';
import { knownValue } from '../../yaml/field';
import { fixesOf } from '../option-check';

export default defineRule({
  meta: {
    id: 'controller-manager-rotate-kubelet-server-certificate',
    chapter: 'controller-manager',
    scope: 'kube-controller-manager',
    title: 'Gate for new server certificates of kubelets',
    summary:
      'a controller manager with the feature gate off by which kubelets renew their server certificates',
    severity: 'warning',
    default: 'on',
    fix: 'safe',
    standards: { cis: { '1.12': ['1.3.6'] }, owasp: { '2025': ['K07'] }, cwe: ['CWE-324'] },
    why: `
      Only kubelets look at the gate \`RotateKubeletServerCertificate\`, which is on by default; to the controller manager
      itself it says nothing. But gates are often given to all components alike, and a kubelet without this one asks the
      cluster for no server certificate: then certificates are made to last for years or clients are told not to check
      them, and who has a stolen key can play the kubelet for as long.
    `,
    whenNotToFix: `
      There is no reason to keep it here. See that it is not off at the kubelets either.
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
          #                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Gate for the renewal of kubelets' server certificates is off
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
          #                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Gate for the renewal of kubelets' server certificates is off
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
      message: "Gate for the renewal of kubelets' server certificates is off",
      fixes: fixesOf('Remove the gate', 'safe', option.removeItems(isGate)),
    };
  },
});

function isGate(item: string): boolean {
  return item.startsWith('RotateKubeletServerCertificate=');
}
