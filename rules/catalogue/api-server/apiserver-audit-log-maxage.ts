import { defineRule } from '../../engine/rule';
import { expectAuditLogLimit } from './audit-log-limit';

export default defineRule({
  meta: {
    id: 'apiserver-audit-log-maxage',
    chapter: 'api-server',
    scope: 'kube-apiserver',
    title: 'Audit logs removed early',
    summary:
      'an API server that keeps its audit logs for less than 30 days, or before 1.36 does not say how long',
    severity: 'warning',
    default: 'on',
    fix: 'safe',
    standards: {
      nsa: ['LOG-8'],
      cis: { '1.12': ['1.2.17'] },
      owasp: { '2025': ['K07', 'K10'] },
      cwe: ['CWE-779'],
    },
    why: `
      Intruders are found weeks after they came, if at all. What they did at first can only be told while the audit logs of
      that time are still there. Where no age is given, files stay for 366 days since version 1.36; before, until other limits
      or a full disk remove them, and nobody has decided on it. Zero means that no file is ever removed for its age.
    `,
    whenNotToFix: `
      Where every event is also sent to a log store that keeps it long enough.
    `,
    examples: [
      {
        title: 'A week',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              audit-log-path: /var/log/kubernetes/audit/audit.log
              audit-log-maxage: "7"
          #                     ^^^ Audit logs are removed after 7 days
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              audit-log-path: /var/log/kubernetes/audit/audit.log
              audit-log-maxage: "30"
        `,
      },
      {
        title: 'No age given',
        kubernetesVersion: '1.35',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
          spec:
            containers:
              - name: kube-apiserver
                image: registry.k8s.io/kube-apiserver:v1.35.0
                command:
                  - kube-apiserver
          #         ^^^^^^^^^^^^^^ How long audit logs are kept is left open: --audit-log-maxage is not set
                  - --audit-log-path=/var/log/kubernetes/audit/audit.log
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
          spec:
            containers:
              - name: kube-apiserver
                image: registry.k8s.io/kube-apiserver:v1.35.0
                command:
                  - kube-apiserver
                  - --audit-log-path=/var/log/kubernetes/audit/audit.log
                  - --audit-log-maxage=30
        `,
      },
      {
        title: 'No limit on the age, the 366 days since 1.36, a log on standard output, and no log at all',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              audit-log-path: /var/log/kubernetes/audit/audit.log
              audit-log-maxage: "0"
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
              audit-log-path: "-"
          ---
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              audit-log-maxage: "7"
        `,
      },
    ],
  },
  *check(apiserver, { target }) {
    yield* expectAuditLogLimit(apiserver, target, {
      flag: 'audit-log-maxage',
      least: 30,
      low: (days) => `Audit logs are removed after ${days} ${days === 1 ? 'day' : 'days'}`,
      missing: 'How long audit logs are kept is left open: --audit-log-maxage is not set',
      isAddedSafely: false,
    });
  },
});
