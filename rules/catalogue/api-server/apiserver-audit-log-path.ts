import { defineRule } from '../../engine/rule';
import { expectFiles, isUnset } from './file-options';

export default defineRule({
  meta: {
    id: 'apiserver-audit-log-path',
    chapter: 'api-server',
    scope: 'kube-apiserver',
    title: 'No audit log',
    summary: 'an API server that writes its audit events nowhere',
    severity: 'warning',
    default: 'on',
    fix: 'assist',
    standards: {
      nsa: ['LOG-2'],
      cis: { '1.12': ['1.2.16'] },
      tob: ['TOB-K8S-TM07'],
      owasp: { '2025': ['K07', 'K10'] },
      cwe: ['CWE-778'],
      attack: ['T1562.008'],
    },
    why: `
      The audit log is the only record of who asked the API server for what. Without it nobody can tell afterwards which
      Secrets an intruder read, what he created, or with whose credential. The API server writes it to a file or sends it
      to a webhook, and does neither unless it is told to.

      It also needs a policy, \`--audit-policy-file\`, and in its container a folder of the node to write to.
    `,
    whenNotToFix: `
      On a cluster for a few hours of testing.
    `,
    examples: [
      {
        title: 'A static pod without an audit log',
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
          #         ^^^^^^^^^^^^^^ API server keeps no audit log: --audit-log-path is not set
                  - --secure-port=6443
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
                  - --secure-port=6443
                  - --audit-log-path=/var/log/kubernetes/audit/audit.log
        `,
      },
      {
        title: 'A kubeadm configuration with an empty path',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              audit-log-path: ""
          #                   ^^ API server keeps no audit log: --audit-log-path is empty
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              audit-log-path: "/var/log/kubernetes/audit/audit.log"
        `,
      },
      {
        title: 'Events that are sent to a webhook',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              - name: audit-webhook-config-file
                value: /etc/kubernetes/audit/webhook.yaml
        `,
      },
    ],
  },
  *check(apiserver) {
    if (!isUnset(apiserver.option('audit-webhook-config-file'))) return;
    yield* expectFiles(
      apiserver,
      { 'audit-log-path': '/var/log/kubernetes/audit/audit.log' },
      { meaning: 'API server keeps no audit log', assist: 'Write the audit log to a file' },
    );
  },
});
