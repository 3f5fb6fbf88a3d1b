import { defineRule } from '../../engine/rule';
import { expectAuditLogLimit } from './audit-log-limit';

export default defineRule({
  meta: {
    id: 'apiserver-audit-log-maxbackup',
    chapter: 'api-server',
    scope: 'kube-apiserver',
    title: 'Few audit logs kept',
    summary: 'an API server that keeps fewer than ten old audit logs, or before 1.36 does not say how many',
    severity: 'warning',
    default: 'on',
    fix: 'safe',
    standards: { nsa: ['LOG-8'], cis: { '1.12': ['1.2.18'] }, owasp: { '2025': ['K10'] }, cwe: ['CWE-779'] },
    why: `
      With few old files, whoever can send many requests has the API server write over the record of what he did before:
      each full file pushes the oldest one out. Where no number is given a hundred files are kept since version 1.36; before, all
      of them, and nobody has decided on it. Zero means that no file is ever removed for the number of them.
    `,
    whenNotToFix: `
      Where every event is also sent to a log store that keeps it long enough.
    `,
    examples: [
      {
        title: 'Three files',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              - name: audit-log-path
                value: /var/log/kubernetes/audit/audit.log
              - name: audit-log-maxbackup
                value: "3"
          #            ^^^ Only 3 old audit logs are kept
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              - name: audit-log-path
                value: /var/log/kubernetes/audit/audit.log
              - name: audit-log-maxbackup
                value: "10"
        `,
      },
      {
        title: 'No number given',
        kubernetesVersion: '1.35',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
          # ^^^^^^^^^ How many audit logs are kept is left open: --audit-log-maxbackup is not set
              audit-log-path: /var/log/kubernetes/audit/audit.log
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              audit-log-path: /var/log/kubernetes/audit/audit.log
              audit-log-maxbackup: "10"
        `,
      },
      {
        title: 'Ten files, the hundred since 1.36, and a number that a template gives',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              audit-log-path: /var/log/kubernetes/audit/audit.log
              audit-log-maxbackup: "10"
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
              audit-log-path: /var/log/kubernetes/audit/audit.log
              audit-log-maxbackup: "{{ .Values.files }}"
        `,
      },
    ],
  },
  *check(apiserver, { target }) {
    yield* expectAuditLogLimit(apiserver, target, {
      flag: 'audit-log-maxbackup',
      least: 10,
      low: (files) => `Only ${files} old audit ${files === 1 ? 'log is' : 'logs are'} kept`,
      missing: 'How many audit logs are kept is left open: --audit-log-maxbackup is not set',
      isAddedSafely: false,
    });
  },
});
