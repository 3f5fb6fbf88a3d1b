import { defineRule } from '../../engine/rule';
import { expectFiles } from './file-options';

export default defineRule({
  meta: {
    id: 'apiserver-audit-policy-file',
    chapter: 'api-server',
    scope: 'kube-apiserver',
    title: 'No audit policy',
    summary: 'an API server without an audit policy',
    severity: 'warning',
    default: 'on',
    fix: 'assist',
    standards: {
      nsa: ['LOG-2'],
      cis: { '1.12': ['3.2.1'] },
      tob: ['TOB-K8S-TM07'],
      owasp: { '2025': ['K07', 'K10'] },
      cwe: ['CWE-778'],
    },
    why: `
      The audit policy says which requests are recorded and how much of each. Without one the API server records nothing at
      all, even where it has a file or a webhook to record to: an intruder leaves no trace.

      The file must be there in the API server's container, or it does not start.
    `,
    whenNotToFix: `
      On a cluster for a few hours of testing.
    `,
    examples: [
      {
        title: 'A log file, and no policy that puts anything into it',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
          # ^^^^^^^^^ API server records no requests: --audit-policy-file is not set
              audit-log-path: /var/log/kubernetes/audit/audit.log
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              audit-log-path: /var/log/kubernetes/audit/audit.log
              audit-policy-file: /etc/kubernetes/audit/policy.yaml
        `,
      },
      {
        title: 'A policy in two words, with an underscore',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
          spec:
            containers:
              - name: kube-apiserver
                image: registry.k8s.io/kube-apiserver:v1.37.0
                command: [kube-apiserver, --audit_policy_file, /etc/kubernetes/audit/policy.yaml]
        `,
      },
    ],
  },
  *check(apiserver) {
    yield* expectFiles(
      apiserver,
      { 'audit-policy-file': '/etc/kubernetes/audit/policy.yaml' },
      { meaning: 'API server records no requests', assist: 'Name an audit policy' },
    );
  },
});
