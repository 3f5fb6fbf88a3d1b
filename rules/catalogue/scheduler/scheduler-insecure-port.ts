import { defineRule } from '../../engine/rule';
import { expectNoInsecurePort } from '../controller-manager/serving';

export default defineRule({
  meta: {
    id: 'scheduler-insecure-port',
    chapter: 'scheduler',
    scope: 'kube-scheduler',
    title: 'Insecure port of the scheduler',
    summary: 'a scheduler that is told to serve without TLS and without authentication',
    severity: 'error',
    default: 'on',
    fix: 'unsafe',
    standards: { tob: ['TOB-K8S-TM03'], owasp: { '2025': ['K07'] }, cwe: ['CWE-306', 'CWE-319'] },
    why: `
      In old versions \`--port\` and \`--address\` make the scheduler serve its metrics, its configuration and its
      profiles to everybody who can reach the port, without TLS and without asking who they are. Newer versions do
      not know the flags and do not start with them.
    `,
    whenNotToFix: `
      An old version that something still asks over this port. Let it ask over the secure port instead.
    `,
    examples: [
      {
        title: 'A static pod with both flags',
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
                  - --address=0.0.0.0
                  - --port=10251
          #                ^^^^^ Scheduler is told to serve without TLS and authentication by --port and --address
                  - --profiling=false
        `,
        fixed: `
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
                  - --profiling=false
        `,
      },
      {
        title: 'A kubeadm configuration with an address',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          scheduler:
            extraArgs:
              profiling: "false"
              address: 0.0.0.0
          #            ^^^^^^^ Scheduler is told to serve without TLS and authentication by --address
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          scheduler:
            extraArgs:
              profiling: "false"
        `,
      },
      {
        title: 'The port turned off, which the address then does not matter for, and the secure port',
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
                  - --port=0
                  - --address=0.0.0.0
                  - --secure-port=10257
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
                  - --port={{ .Values.port }}
                  - --address=0.0.0.0
        `,
      },
      {
        title: 'A configuration file, which makes the scheduler ignore the flags',
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
                  - --config=/etc/kubernetes/scheduler.yaml
                  - --port=10251
        `,
      },
    ],
  },

  *check(component) {
    yield* expectNoInsecurePort(component, 'Scheduler');
  },
});
