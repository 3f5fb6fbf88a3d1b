import { defineRule } from '../../engine/rule';
import { expectBoolean } from '../option-check';

export default defineRule({
  meta: {
    id: 'controller-manager-use-service-account-credentials',
    chapter: 'controller-manager',
    scope: 'kube-controller-manager',
    title: 'Controllers without identities of their own',
    summary: 'a controller manager whose controllers all act with its own credentials',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: {
      cis: { '1.12': ['1.3.3'] },
      tob: ['TOB-K8S-TM13'],
      owasp: { '2025': ['K07'] },
      cwe: ['CWE-250'],
    },
    why: `
      Each controller has a ServiceAccount with the few permissions that it needs. Without
      \`--use-service-account-credentials\` all of them act as the controller manager instead, so that a fault in
      any one of them reaches whatever the controller manager may do, and the audit log does not tell them apart.
    `,
    whenNotToFix: `
      Where the roles of the controllers are not installed, because the cluster does not use RBAC.
    `,
    examples: [
      {
        title: 'A static pod that does not say it',
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
          #         ^^^^^^^^^^^^^^^^^^^^^^^ Controllers share one identity: --use-service-account-credentials is not set
                  - --profiling=false
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
                  - --profiling=false
                  - --use-service-account-credentials=true
        `,
      },
      {
        title: "A kubeadm configuration that takes kubeadm's own setting back",
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          controllerManager:
            extraArgs:
              use-service-account-credentials: "false"
          #                                    ^^^^^^^ Controllers share one identity
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          controllerManager:
            extraArgs:
              use-service-account-credentials: "true"
        `,
      },
      {
        title: 'A kubeadm configuration that leaves it to kubeadm, which turns it on',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          controllerManager:
            extraArgs:
              - name: profiling
                value: "false"
        `,
      },
      {
        title: 'A flag alone, which means true',
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
                  - --use-service-account-credentials
        `,
      },
    ],
  },

  *check(manager) {
    yield* expectBoolean(manager, 'use-service-account-credentials', {
      value: true,
      given: 'Controllers share one identity',
      missing: 'Controllers share one identity: --use-service-account-credentials is not set',
      fix: 'Give each controller its own identity',
      safety: 'unsafe',
    });
  },
});
