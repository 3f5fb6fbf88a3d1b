import { defineRule } from '../../engine/rule';
import { expectNone } from '../option-check';
import { textOf } from './file-options';

export default defineRule({
  meta: {
    id: 'apiserver-basic-auth-file',
    chapter: 'api-server',
    scope: 'kube-apiserver',
    title: 'Passwords in a file',
    summary: 'an API server that takes users by passwords from a file',
    severity: 'error',
    default: 'on',
    fix: 'unsafe',
    standards: { nsa: ['AA-1'], tob: ['ATR-K8S-002'], owasp: { '2025': ['K07'] }, cwe: ['CWE-256'] },
    why: `
      The file holds the passwords of users as they are, in plain text. Each client sends its password with every
      request, nothing slows down those who guess, and a password is only changed by a restart of the API server.

      Kubernetes 1.19 has removed it: a newer API server does not know the flag and does not start with it.
    `,
    whenNotToFix: `
      On a cluster older than 1.19, not before its users have another way in.
    `,
    examples: [
      {
        title: 'A kubeadm configuration that names such a file',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              authorization-mode: Node,RBAC
              basic-auth-file: /etc/kubernetes/users.csv
          #                    ^^^^^^^^^^^^^^^^^^^^^^^^^ Users are known by passwords that stand in a file in plain text
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              authorization-mode: Node,RBAC
        `,
      },
      {
        title: 'An empty name, and a file that a template may name',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              basic-auth-file: ""
          ---
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              basic-auth-file: {{ .Values.users }}
        `,
      },
    ],
  },

  *check(apiserver) {
    const option = apiserver.option('basic-auth-file');
    if (textOf(option) === undefined) return;
    yield* expectNone(option, {
      message: 'Users are known by passwords that stand in a file in plain text',
      fix: 'Remove --basic-auth-file',
      safety: 'unsafe',
    });
  },
});
