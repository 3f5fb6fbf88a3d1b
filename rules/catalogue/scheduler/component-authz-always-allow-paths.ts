import { defineRule } from '../../engine/rule';
import { knownValue } from '../../yaml/field';
import { fixesOf } from '../option-check';

export default defineRule({
  meta: {
    id: 'component-authz-always-allow-paths',
    chapter: 'scheduler',
    scope: 'component',
    title: 'Paths open to everybody',
    summary: 'components that serve more than their health to everybody without authorization',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: { nsa: ['AA-2'], owasp: { '2025': ['K07'] }, cwe: ['CWE-862'] },
    why: `
      What \`--authorization-always-allow-paths\` names is served to everybody who reaches the port, whoever they
      are. Health checks need that. \`/metrics\` gives away the names of what runs in the cluster, \`/configz\`
      how the component is set up, and \`/debug/pprof\` what it has in memory.
    `,
    whenNotToFix: `
      Where metrics are collected by something that cannot authenticate, on a port that nobody else reaches. A
      collector in the cluster can: its ServiceAccount needs \`get\` on the non-resource URL \`/metrics\`.
    `,
    examples: [
      {
        title: 'Metrics for everybody',
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
                  - --authorization-always-allow-paths=/healthz,/readyz,/livez,/metrics
          #                                                                    ^^^^^^^^ Everybody who reaches the port may read /metrics
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
                  - --authorization-always-allow-paths=/healthz,/readyz,/livez
        `,
      },
      {
        title: 'Nothing but other paths',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          scheduler:
            extraArgs:
              - name: profiling
                value: "false"
              - name: authorization-always-allow-paths
                value: "/*,/metrics"
          #             ^^ Everybody who reaches the port may read /*
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          scheduler:
            extraArgs:
              - name: profiling
                value: "false"
        `,
      },
      {
        title: 'Health and what lies below it, and paths that a template decides',
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
                  - --authorization-always-allow-paths=/healthz,/livez/*
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
                  - --authorization-always-allow-paths={{ .Values.paths }}
        `,
      },
    ],
  },

  *check(component) {
    const option = component.option('authorization-always-allow-paths');
    const open = option.items.find((item) => item.state === 'known' && isOpen(item.value));
    if (open === undefined) return;
    yield {
      at: open,
      message: `Everybody who reaches the port may read ${knownValue(open)}`,
      fixes: fixesOf('Leave only the health checks open', 'unsafe', option.removeItems(isOpen)),
    };
  },
});

function isOpen(path: string): boolean {
  return !/^\/(?:healthz|livez|readyz)(?:\/.*)?$/.test(path);
}
