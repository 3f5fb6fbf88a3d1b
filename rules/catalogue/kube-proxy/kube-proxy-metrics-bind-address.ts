import { defineRule } from '../../engine/rule';
import { isLoopback, withoutPort } from '../../kubernetes/address';
import { knownValue } from '../../yaml/field';
import { fixesOf } from '../option-check';

export default defineRule({
  meta: {
    id: 'kube-proxy-metrics-bind-address',
    chapter: 'kube-proxy',
    scope: 'kube-proxy',
    title: 'Metrics of kube-proxy on every address',
    summary: 'kube-proxies whose metrics other hosts can read',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: {
      cis: { '1.12': ['4.3.1'] },
      nsa: ['NET-5'],
      owasp: { '2025': ['K07'] },
      cwe: ['CWE-668'],
      attack: ['T1046'],
    },
    why: `
      The port asks for no credentials. It tells the version of kube-proxy and how it works, serves its
      configuration at \`/configz\`, and where profiling is turned on profiles as well.
    `,
    whenNotToFix: `
      Where a monitoring system on other hosts reads the metrics and a firewall keeps everybody else away.
    `,
    examples: [
      {
        title: 'A configuration file that opens the port',
        manifest: `
          apiVersion: kubeproxy.config.k8s.io/v1alpha1
          kind: KubeProxyConfiguration
          metricsBindAddress: 0.0.0.0:10249
          #                   ^^^^^^^^^^^^^ Other hosts can read the metrics of kube-proxy
        `,
        fixed: `
          apiVersion: kubeproxy.config.k8s.io/v1alpha1
          kind: KubeProxyConfiguration
          metricsBindAddress: 127.0.0.1:10249
        `,
      },
      {
        title: 'A flag that does',
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
                  - --metrics-bind-address=[::]:10249
          #                                ^^^^^^^^^^ Other hosts can read the metrics of kube-proxy
        `,
        fixed: `
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
                  - --metrics-bind-address=127.0.0.1:10249
        `,
      },
      {
        title: 'A port of its own, which stays',
        manifest: `
          apiVersion: kubeproxy.config.k8s.io/v1alpha1
          kind: KubeProxyConfiguration
          metricsBindAddress: 0.0.0.0:9101
          #                   ^^^^^^^^^^^^ Other hosts can read the metrics of kube-proxy
        `,
        fixed: `
          apiVersion: kubeproxy.config.k8s.io/v1alpha1
          kind: KubeProxyConfiguration
          metricsBindAddress: 127.0.0.1:9101
        `,
      },
      {
        title: 'A flag that does not count because a configuration file is given',
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
                  - --config=/etc/kube-proxy.yaml
                  - --metrics-bind-address=0.0.0.0
        `,
      },
      {
        title: 'A port on the loopback interface, and the default',
        manifest: `
          apiVersion: kubeproxy.config.k8s.io/v1alpha1
          kind: KubeProxyConfiguration
          metricsBindAddress: 127.0.0.1:10249
          ---
          apiVersion: kubeproxy.config.k8s.io/v1alpha1
          kind: KubeProxyConfiguration
          ---
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
                  - --metrics-bind-address=127.0.0.1
          ---
          apiVersion: kubeproxy.config.k8s.io/v1alpha1
          kind: KubeProxyConfiguration
          metricsBindAddress: ""
        `,
      },
    ],
  },

  *check(proxy) {
    const address = proxy.option('metrics-bind-address');
    const text = knownValue(address.value) ?? '';
    // Without an address it listens on the loopback interface.
    const host = withoutPort(text);
    if (text === '' || isLoopback(host)) return;
    const port = /^:\d+$/.exec(text.slice(host.length))?.[0] ?? ':10249';
    yield {
      at: address,
      message: 'Other hosts can read the metrics of kube-proxy',
      fixes: fixesOf('Listen on the loopback interface only', 'unsafe', address.set(`127.0.0.1${port}`)),
    };
  },
});
