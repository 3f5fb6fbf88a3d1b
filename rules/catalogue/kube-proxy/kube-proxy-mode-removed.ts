import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'kube-proxy-mode-removed',
    chapter: 'kube-proxy',
    scope: 'kube-proxy',
    title: 'Mode of kube-proxy that is gone',
    summary: 'kube-proxies in the mode `userspace`, which Kubernetes 1.26 removed',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: 'Which of the other modes the nodes can run depends on their kernel.',
    standards: { nsa: ['UPG'], owasp: { '2025': ['K07'] }, cwe: ['CWE-477'] },
    why: `
      kube-proxy does not start in this mode any more, so the Services of the node lead nowhere or, where an
      old kube-proxy still runs, through a program that has had no fixes for years. In this mode Pods also
      saw the address of the node in place of that of the client, and rules about addresses did not hold.
    `,
    whenNotToFix: `
      Never: choose another mode before the nodes get 1.26.
    `,
    examples: [
      {
        title: 'A configuration file',
        manifest: `
          apiVersion: kubeproxy.config.k8s.io/v1alpha1
          kind: KubeProxyConfiguration
          mode: userspace
          #     ^^^^^^^^^ kube-proxy has no mode userspace any more
        `,
      },
      {
        title: 'A flag',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: proxy
          spec:
            containers:
              - name: kube-proxy
                image: registry.example/kube-proxy:1.2
                command:
                  - kube-proxy
                  - --proxy-mode=userspace
          #                      ^^^^^^^^^ kube-proxy has no mode userspace any more
        `,
      },
      {
        title: 'Modes there are',
        manifest: `
          apiVersion: kubeproxy.config.k8s.io/v1alpha1
          kind: KubeProxyConfiguration
          mode: nftables
          ---
          apiVersion: kubeproxy.config.k8s.io/v1alpha1
          kind: KubeProxyConfiguration
          mode: ""
        `,
      },
      {
        title: 'A version that still has the mode',
        manifest: `
          apiVersion: kubeproxy.config.k8s.io/v1alpha1
          kind: KubeProxyConfiguration
          mode: userspace
        `,
        kubernetesVersion: '1.25',
      },
    ],
  },

  *check(proxy, { target }) {
    const mode = proxy.option('proxy-mode');
    if (isKnown(mode.value, 'userspace') && target.atLeast('1.26'))
      yield { at: mode, message: 'kube-proxy has no mode userspace any more' };
  },
});
