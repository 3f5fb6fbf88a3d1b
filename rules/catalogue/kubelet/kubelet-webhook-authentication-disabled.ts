import { defineRule } from '../../engine/rule';
import { expectBoolean } from '../option-check';

export default defineRule({
  meta: {
    id: 'kubelet-webhook-authentication-disabled',
    chapter: 'kubelet',
    scope: 'kubelet',
    title: 'Kubelet that reads no tokens',
    summary: 'kubelets that do not ask the API server whose token a request has',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: { nsa: ['AA-1'], owasp: { '2025': ['K07', 'K09'] }, cwe: ['CWE-287'] },
    why: `
      Without this the kubelet cannot tell which ServiceAccount calls it. Agents with a token are refused or
      count as anonymous, and the usual way to make them work again is to let anonymous requests in or to
      open the read-only port.
    `,
    whenNotToFix: `
      Where only the API server talks to the kubelet, with a client certificate, nothing is lost.
    `,
    examples: [
      {
        title: 'A configuration file that turns it off',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          authentication:
            webhook:
              enabled: false
          #            ^^^^^ Kubelet does not ask the API server whose token a request has
        `,
        fixed: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          authentication:
            webhook:
              enabled: true
        `,
      },
      {
        title: 'A kubelet without a configuration file',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: node
          spec:
            containers:
              - name: kubelet
                image: registry.example/kubelet:1.2
                command:
                  - kubelet
          #         ^^^^^^^ Kubelet asks nobody whose token a request has: --authentication-token-webhook is not set
                  - --anonymous-auth=false
                  - --authorization-mode=Webhook
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: node
          spec:
            containers:
              - name: kubelet
                image: registry.example/kubelet:1.2
                command:
                  - kubelet
                  - --anonymous-auth=false
                  - --authorization-mode=Webhook
                  - --authentication-token-webhook=true
        `,
      },
      {
        title: 'A configuration file that leaves the default, and a template',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          authentication:
            anonymous:
              enabled: false
          ---
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          authentication:
            webhook:
              enabled: {{ webhook }}
        `,
      },
    ],
  },

  *check(kubelet) {
    yield* expectBoolean(kubelet, 'authentication-token-webhook', {
      value: true,
      given: 'Kubelet does not ask the API server whose token a request has',
      missing: 'Kubelet asks nobody whose token a request has: --authentication-token-webhook is not set',
      fix: 'Let the API server check tokens',
      safety: 'unsafe',
    });
  },
});
