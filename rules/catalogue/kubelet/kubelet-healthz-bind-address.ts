import { defineRule } from '../../engine/rule';
import { isLoopback } from '../../kubernetes/address';
import { knownValue, mayBe } from '../../yaml/field';
import { fixesOf } from '../option-check';

export default defineRule({
  meta: {
    id: 'kubelet-healthz-bind-address',
    chapter: 'kubelet',
    scope: 'kubelet',
    title: 'Health port of the kubelet on every address',
    summary: 'kubelets whose health port other hosts can reach',
    severity: 'info',
    default: 'on',
    fix: 'unsafe',
    standards: { tob: ['TOB-K8S-TM14'], nsa: ['NET-4'], owasp: { '2025': ['K07'] }, cwe: ['CWE-668'] },
    why: `
      The port asks for no credentials. It tells who is there whether the kubelet runs and is well, which
      helps to find nodes and to see whether an attack on one has worked.
    `,
    whenNotToFix: `
      Where a load balancer or a monitor on another host reads it, and a firewall keeps the others away.
    `,
    examples: [
      {
        title: 'A port on every address',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          healthzBindAddress: 0.0.0.0
          #                   ^^^^^^^ Other hosts can reach the kubelet's health port
        `,
        fixed: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          healthzBindAddress: 127.0.0.1
        `,
      },
      {
        title: 'A flag that opens it',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          nodeRegistration:
            kubeletExtraArgs:
              - name: healthz-bind-address
                value: "::"
          #            ^^^^ Other hosts can reach the kubelet's health port
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          nodeRegistration:
            kubeletExtraArgs:
              - name: healthz-bind-address
                value: "127.0.0.1"
        `,
      },
      {
        title: 'A port on the loopback interface, and the default',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          healthzBindAddress: 127.0.0.1
          ---
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          healthzBindAddress: ""
        `,
      },
      {
        title: 'A port that is closed',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          healthzBindAddress: 0.0.0.0
          healthzPort: 0
          ---
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          nodeRegistration:
            kubeletExtraArgs:
              - name: healthz-bind-address
                value: 0.0.0.0
              - name: healthz-port
                value: "0"
        `,
      },
    ],
  },

  *check(kubelet) {
    const address = kubelet.option('healthz-bind-address');
    const text = knownValue(address.value) ?? '';
    // Without an address it listens on the loopback interface.
    if (text === '' || isLoopback(text)) return;
    const port = kubelet.option('healthz-port');
    if (port.isGiven && mayBe(port.integer, 0)) return;
    yield {
      at: address,
      message: "Other hosts can reach the kubelet's health port",
      fixes: fixesOf('Listen on the loopback interface only', 'unsafe', address.set('127.0.0.1')),
    };
  },
});
