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
      'an API server whose audit logs are rotated before they hold 100 megabytes, or at a size nobody has given',
    severity: 'warning',
    default: 'on',
    fix: 'safe',
    standards: { nsa: ['LOG-8'], cis: { '1.12': ['1.2.19'] }, owasp: { '2025': ['K10'] }, cwe: ['CWE-779'] },
    why: `
      A log file that is full becomes an old one, and of the old ones only a number is kept. The smaller the files are, the
      fewer requests it takes to push the record of an intrusion out. Where no size is given, or zero, nobody has decided
      on it.
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
        title: 'Zero',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              audit-log-path: /var/log/kubernetes/audit/audit.log
              audit-log-maxsize: "0"
          #                      ^^^ Size at which the audit log is rotated is left open: --audit-log-maxsize is 0
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
        title: 'Larger files, and a size without a log',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              audit-log-path: /var/log/kubernetes/audit/audit.log
              audit-log-maxsize: "500"
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
  *check(apiserver) {
    yield* expectAuditLogLimit(apiserver, {
      flag: 'audit-log-maxsize',
      least: 100,
      low: (megabytes) =>
        `Audit log is rotated when it holds ${megabytes} ${megabytes === 1 ? 'megabyte' : 'megabytes'}`,
      missing: 'Size at which the audit log is rotated is left open: --audit-log-maxsize is not set',
      isAddedSafely: true,
    });
    const size = apiserver.option('audit-log-maxsize');
    if (!isKnown(size.integer, 0)) return;
    yield {
      at: size,
      severity: 'info',
      message: 'Size at which the audit log is rotated is left open: --audit-log-maxsize is 0',
      fixes: fixesOf('Set --audit-log-maxsize to 100', 'safe', size.set('100')),
    };
  },
});
