import { defineRule } from '../../engine/rule';
import { expectBoolean } from '../option-check';

export default defineRule({
  meta: {
    id: 'controller-manager-profiling',
    chapter: 'controller-manager',
    scope: 'kube-controller-manager',
    title: 'Profiling of the controller manager',
    summary: 'a controller manager that serves profiles of itself',
    severity: 'warning',
    default: 'on',
    fix: 'safe',
    standards: { cis: { '1.12': ['1.3.2'] }, owasp: { '2025': ['K07'] }, cwe: ['CWE-489'] },
    why: `
      The controller manager serves profiles of its memory and its running code at \`/debug/pprof\` unless it is
      told not to. It holds the tokens of every controller. Whoever may read the profiles learns how it works
      inside, and can keep it busy.
    `,
    whenNotToFix: `
      While you look for a performance problem of this controller manager. Take the flag back afterwards.
    `,
    examples: [
      {
        title: 'A static pod that leaves profiling on',
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
          #         ^^^^^^^^^^^^^^^^^^^^^^^ Controller manager serves profiles of itself: --profiling is not set
                  - --use-service-account-credentials=true
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
                  - --use-service-account-credentials=true
                  - --profiling=false
        `,
      },
      {
        title: 'A kubeadm configuration that turns it on',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          controllerManager:
            extraArgs:
              - name: profiling
                value: "true"
          #            ^^^^^^ Controller manager serves profiles of itself
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          controllerManager:
            extraArgs:
              - name: profiling
                value: "false"
        `,
      },
      {
        title: 'Profiling turned off, and a flag that a template writes',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          controllerManager:
            extraArgs:
              profiling: "false"
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
                  - --profiling={{ .Values.profiling }}
        `,
      },
    ],
  },

  *check(manager) {
    yield* expectBoolean(manager, 'profiling', {
      value: false,
      given: 'Controller manager serves profiles of itself',
      missing: 'Controller manager serves profiles of itself: --profiling is not set',
      fix: 'Turn profiling off',
      safety: 'safe',
    });
  },
});
