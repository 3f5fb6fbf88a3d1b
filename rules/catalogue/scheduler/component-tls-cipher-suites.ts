import { defineRule } from '../../engine/rule';
import { weakCipherSuites } from '../cipher-suite-check';
import { componentNameOf } from './component-names';

export default defineRule({
  meta: {
    id: 'component-tls-cipher-suites',
    chapter: 'scheduler',
    scope: 'component',
    title: 'Weak cipher suites of the controller manager or the scheduler',
    summary: 'a controller manager or scheduler that allows weak TLS cipher suites',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: { nsa: ['NET-6'], tob: ['TOB-K8S-037'], owasp: { '2025': ['K07'] }, cwe: ['CWE-327'] },
    why: `
      The list replaces Go's own choice, which prefers strong suites and leaves the worst out. Suites without forward
      secrecy let who gets the key later read what was recorded before; those with RC4, 3DES or CBC have known
      attacks. What is read here are tokens.
    `,
    whenNotToFix: `
      Where a client that cannot be replaced knows nothing better.
    `,
    examples: [
      {
        title: 'A list with weak suites in it',
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
                  - --tls-cipher-suites=TLS_AES_128_GCM_SHA256,TLS_RSA_WITH_AES_128_GCM_SHA256,TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA
          #                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Controller manager offers the weak cipher suite TLS_RSA_WITH_AES_128_GCM_SHA256
          #                                                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Controller manager offers the weak cipher suite TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA
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
                  - --tls-cipher-suites=TLS_AES_128_GCM_SHA256
        `,
      },
      {
        title: 'A list of one weak suite',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          scheduler:
            extraArgs:
              - name: profiling
                value: "false"
              - name: tls-cipher-suites
                value: TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA
          #            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Scheduler offers the weak cipher suite TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          scheduler:
            extraArgs:
              - name: profiling
                value: "false"
              - name: tls-cipher-suites
                value: TLS_AES_128_GCM_SHA256,TLS_AES_256_GCM_SHA384,TLS_CHACHA20_POLY1305_SHA256,TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256
        `,
      },
      {
        title: 'Strong suites, and a component with a rule of its own',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-scheduler
          spec:
            containers:
              - name: kube-scheduler
                image: registry.example/kube-scheduler:1.37
                command:
                  - kube-scheduler
                  - --tls-cipher-suites=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256
          ---
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
          spec:
            containers:
              - name: kube-apiserver
                image: registry.example/kube-apiserver:1.37
                command:
                  - kube-apiserver
                  - --tls-cipher-suites=TLS_RSA_WITH_AES_128_GCM_SHA256
        `,
      },
      {
        title: 'TLS 1.3, which has a list of its own',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          scheduler:
            extraArgs:
              - name: tls-min-version
                value: VersionTLS13
              - name: tls-cipher-suites
                value: TLS_RSA_WITH_AES_128_GCM_SHA256
        `,
      },
    ],
  },

  *check(component) {
    // The other components have rules of their own.
    const name = componentNameOf(component);
    if (name !== undefined) yield* weakCipherSuites(component, 'tls-cipher-suites', name);
  },
});
