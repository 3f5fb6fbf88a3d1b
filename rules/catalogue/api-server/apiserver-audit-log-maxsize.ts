import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';
import { fixesOf } from '../option-check';
import { expectAuditLogLimit } from './audit-log-limit';

export default defineRule({
  meta: {
    id: 'apiserver-audit-log-maxsize',
    chapter: 'api-server',
    scope: 'kube-apiserver',
    title: 'Small audit logs',
    summary:
      'an API server whose audit logs are rotated before they hold 100 megabytes, at a size nobody has given, or never',
    severity: 'warning',
    default: 'on',
    fix: 'safe',
    standards: { nsa: ['LOG-8'], cis: { '1.12': ['1.2.19'] }, owasp: { '2025': ['K10'] }, cwe: ['CWE-779'] },
    why: `
      A log file that is full becomes an old one, and of the old ones only a number is kept. The smaller the files are, the
      fewer requests it takes to push the record of an intrusion out. Where no size is given it is 100
      megabytes. So it is for zero before version 1.36; since then zero means that the log is never rotated: one file grows
      until the disk is full.
    `,
    whenNotToFix: `
      Where every event is also sent to a log store that keeps it long enough.
    `,
    examples: [
      {
        title: 'Ten megabytes',
        manifest: `
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
                  - --audit-log-path=/var/log/kubernetes/audit/audit.log
                  - --audit-log-maxsize=10
          #                             ^^ Audit log is rotated when it holds 10 megabytes
        `,
        fixed: `
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
                  - --audit-log-path=/var/log/kubernetes/audit/audit.log
                  - --audit-log-maxsize=100
        `,
      },
      {
        title: 'No size given',
        kubernetesVersion: '1.35',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
          # ^^^^^^^^^ Size at which the audit log is rotated is left open: --audit-log-maxsize is not set
              audit-log-path: /var/log/kubernetes/audit/audit.log
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              audit-log-path: /var/log/kubernetes/audit/audit.log
              audit-log-maxsize: "100"
        `,
      },
      {
        title: 'Zero, which turns rotation off since 1.36',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              audit-log-path: /var/log/kubernetes/audit/audit.log
              audit-log-maxsize: "0"
          #                      ^^^ Audit log is never rotated: --audit-log-maxsize is 0
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              audit-log-path: /var/log/kubernetes/audit/audit.log
              audit-log-maxsize: "100"
        `,
      },
      {
        title: 'Zero before 1.36',
        kubernetesVersion: '1.35',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              - name: audit-log-path
                value: /var/log/kubernetes/audit/audit.log
              - name: audit-log-maxsize
                value: "0"
          #            ^^^ Size at which the audit log is rotated is left open: --audit-log-maxsize is 0
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              - name: audit-log-path
                value: /var/log/kubernetes/audit/audit.log
              - name: audit-log-maxsize
                value: "100"
        `,
      },
      {
        title: 'Larger files, the 100 megabytes since 1.36, and a size without a log',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              audit-log-path: /var/log/kubernetes/audit/audit.log
              audit-log-maxsize: "500"
          ---
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              - name: audit-log-path
                value: /var/log/kubernetes/audit/audit.log
          ---
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              audit-log-maxsize: "10"
        `,
      },
    ],
  },
  *check(apiserver, { target }) {
    yield* expectAuditLogLimit(apiserver, target, {
      flag: 'audit-log-maxsize',
      least: 100,
      low: (megabytes) =>
        `Audit log is rotated when it holds ${megabytes} ${megabytes === 1 ? 'megabyte' : 'megabytes'}`,
      missing: 'Size at which the audit log is rotated is left open: --audit-log-maxsize is not set',
      isAddedSafely: true,
    });
    const size = apiserver.option('audit-log-maxsize');
    if (!isKnown(size.integer, 0)) return;
    const isEndless = target.atLeast('1.36');
    const what = isEndless
      ? 'Audit log is never rotated'
      : 'Size at which the audit log is rotated is left open';
    yield {
      at: size,
      severity: 'info',
      message: `${what}: --audit-log-maxsize is 0`,
      // Rotated files are removed some day, and what was never rotated is not.
      fixes: fixesOf('Set --audit-log-maxsize to 100', isEndless ? 'unsafe' : 'safe', size.set('100')),
    };
  },
});
