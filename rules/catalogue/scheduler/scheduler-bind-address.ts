import { defineRule } from '../../engine/rule';
import { expectLoopback } from '../controller-manager/serving';

export default defineRule({
  meta: {
    id: 'scheduler-bind-address',
    chapter: 'scheduler',
    scope: 'kube-scheduler',
    title: 'Scheduler reachable from other machines',
    summary: 'a scheduler that listens on more than the loopback interface of its node',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: { nsa: ['NET-4'], cis: { '1.12': ['1.4.2'] }, owasp: { '2025': ['K07'] }, cwe: ['CWE-668'] },
    why: `
      Nobody needs to reach the scheduler over the network: it is a client of the API server. What it serves is
      its health, its metrics and its profiles, and each fault in how it authenticates those who ask is open to
      every machine that can reach the node.

      A scheduler in a pod with a network of its own is not reported: there the address says little.
    `,
    whenNotToFix: `
      Where its metrics are collected over the network. Let a firewall admit nobody else.
    `,
    examples: [
      {
        title: 'A static pod that listens everywhere',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-scheduler
          spec:
            hostNetwork: true
            containers:
              - name: kube-scheduler
                image: registry.example/kube-scheduler:1.37
                command:
                  - kube-scheduler
                  - --bind-address=0.0.0.0
          #                        ^^^^^^^ Scheduler listens at 0.0.0.0, where other machines reach it
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-scheduler
          spec:
            hostNetwork: true
            containers:
              - name: kube-scheduler
                image: registry.example/kube-scheduler:1.37
                command:
                  - kube-scheduler
                  - --bind-address=127.0.0.1
        `,
      },
      {
        title: 'A static pod that says nothing, and so listens everywhere',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-scheduler
          spec:
            hostNetwork: true
            containers:
              - name: kube-scheduler
                image: registry.example/kube-scheduler:1.37
                command:
                  - kube-scheduler
          #         ^^^^^^^^^^^^^^ Scheduler listens on every interface of its node: --bind-address is not set
                  - --profiling=false
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-scheduler
          spec:
            hostNetwork: true
            containers:
              - name: kube-scheduler
                image: registry.example/kube-scheduler:1.37
                command:
                  - kube-scheduler
                  - --profiling=false
                  - --bind-address=127.0.0.1
        `,
      },
      {
        title: 'A kubeadm configuration for collectors of metrics',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          scheduler:
            extraArgs:
              - name: bind-address
                value: "::"
          #            ^^^^ Scheduler listens at ::, where other machines reach it
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          scheduler:
            extraArgs:
              - name: bind-address
                value: "127.0.0.1"
        `,
      },
      {
        title: "The loopback interface, kubeadm's own setting, and a pod with a network of its own",
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-scheduler
          spec:
            hostNetwork: true
            containers:
              - name: kube-scheduler
                image: registry.example/kube-scheduler:1.37
                command:
                  - kube-scheduler
                  - --bind-address=::1
          ---
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          scheduler:
            extraArgs:
              profiling: "false"
          ---
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
                  - --bind-address=0.0.0.0
        `,
      },
      {
        title: 'An address that a template decides',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-scheduler
          spec:
            hostNetwork: true
            containers:
              - name: kube-scheduler
                image: registry.example/kube-scheduler:1.37
                command:
                  - kube-scheduler
                  - --bind-address={{ .Values.address }}
        `,
      },
    ],
  },

  *check(component) {
    yield* expectLoopback(component, 'Scheduler');
  },
});
