import { defineRule } from '../../engine/rule';
import { expectBoolean } from '../option-check';

export default defineRule({
  meta: {
    id: 'apiserver-profiling',
    chapter: 'api-server',
    scope: 'kube-apiserver',
    title: 'Profiling of the API server',
    summary: 'an API server that serves profiles of itself',
    severity: 'warning',
    default: 'on',
    fix: 'safe',
    standards: { cis: { '1.12': ['1.2.15'] }, owasp: { '2025': ['K07'] }, cwe: ['CWE-489'] },
    why: `
      The API server serves profiles of its memory and its running code at \`/debug/pprof\` unless it is told not to.
      Whoever may read them learns how it works inside and what it holds in memory, and can keep it busy by taking one
      profile after the other.
    `,
    whenNotToFix: `
      While you look for a performance problem of this API server. Take the flag back afterwards.
    `,
    examples: [
      {
        title: 'A static pod that leaves profiling on',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
            namespace: kube-system
          spec:
            containers:
              - name: kube-apiserver
                image: registry.k8s.io/kube-apiserver:v1.37.0
                command:
                  - kube-apiserver
          #         ^^^^^^^^^^^^^^ API server serves profiles of itself: --profiling is not set
                  - --secure-port=6443
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
            namespace: kube-system
          spec:
            containers:
              - name: kube-apiserver
                image: registry.k8s.io/kube-apiserver:v1.37.0
                command:
                  - kube-apiserver
                  - --secure-port=6443
                  - --profiling=false
        `,
      },
      {
        title: 'A kubeadm configuration that turns it on',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              - name: profiling
                value: "true"
          #            ^^^^^^ API server serves profiles of itself
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              - name: profiling
                value: "false"
        `,
      },
      {
        title: 'Profiling turned off, and flags that a template completes',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              profiling: "false"
          ---
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
          spec:
            containers:
              - name: kube-apiserver
                image: registry.k8s.io/kube-apiserver:v1.37.0
                command:
                  - kube-apiserver
                  - "{{ .Values.flags }}"
        `,
      },
    ],
  },
  *check(apiserver) {
    yield* expectBoolean(apiserver, 'profiling', {
      value: false,
      given: 'API server serves profiles of itself',
      missing: 'API server serves profiles of itself: --profiling is not set',
      fix: 'Turn profiling off',
      safety: 'safe',
    });
  },
});
