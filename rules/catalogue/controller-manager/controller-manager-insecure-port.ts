import { defineRule } from '../../engine/rule';
import { expectNoInsecurePort } from './serving';

export default defineRule({
  meta: {
    id: 'controller-manager-insecure-port',
    chapter: 'controller-manager',
    scope: 'kube-controller-manager',
    title: 'Insecure port of the controller manager',
    summary: 'a controller manager that is told to serve without TLS and without authentication',
    severity: 'error',
    default: 'on',
    fix: 'unsafe',
    standards: { tob: ['TOB-K8S-TM03'], owasp: { '2025': ['K07'] }, cwe: ['CWE-306', 'CWE-319'] },
    why: `
      In old versions \`--port\` and \`--address\` make the controller manager serve its metrics, its configuration and its
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
            name: kube-controller-manager
          spec:
            containers:
              - name: kube-controller-manager
                image: registry.example/kube-controller-manager:1.37
                command:
                  - kube-controller-manager
                  - --address=0.0.0.0
                  - --port=10252
          #                ^^^^^ Controller manager is told to serve without TLS and authentication by --port and --address
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
        `,
      },
      {
        title: 'A kubeadm configuration with an address',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          controllerManager:
            extraArgs:
              profiling: "false"
              address: 0.0.0.0
          #            ^^^^^^^ Controller manager is told to serve without TLS and authentication by --address
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          controllerManager:
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
            name: kube-controller-manager
          spec:
            containers:
              - name: kube-controller-manager
                image: registry.example/kube-controller-manager:1.37
                command:
                  - kube-controller-manager
                  - --port=0
                  - --address=0.0.0.0
                  - --secure-port=10257
          ---
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          controllerManager:
            extraArgs:
              - name: address
                value: "{{ .Values.address }}"
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
                  - --port={{ .Values.port }}
                  - --address=0.0.0.0
        `,
      },
    ],
  },

  *check(component) {
    yield* expectNoInsecurePort(component, 'Controller manager');
  },
});
