import { defineRule } from '../../engine/rule';
import { expectNone } from '../option-check';
import { textOf } from './file-options';

export default defineRule({
  meta: {
    id: 'apiserver-token-auth-file',
    chapter: 'api-server',
    scope: 'kube-apiserver',
    title: 'Tokens in a file',
    summary: 'an API server that takes users by tokens from a file',
    severity: 'error',
    default: 'on',
    fix: 'unsafe',
    standards: {
      nsa: ['AA-1'],
      cis: { '1.12': ['1.2.2'] },
      owasp: { '2025': ['K07', 'K09'] },
      cwe: ['CWE-256'],
    },
    why: `
      The file holds the tokens of users as they are, in plain text. Whoever reads it once, on a node or in a
      backup, is those users for as long as the tokens live, and they live for ever: none is taken back or exchanged
      without a change of the file and a restart of the API server.
    `,
    whenNotToFix: `
      Not before the users have another way in, such as client certificates of short life or an identity provider:
      without the file their tokens are worth nothing.
    `,
    examples: [
      {
        title: 'A static pod that reads tokens',
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
                  - --token-auth-file
                  - /etc/kubernetes/tokens.csv
          #         ^^^^^^^^^^^^^^^^^^^^^^^^^^ Users are known by tokens that stand in a file in plain text
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
        `,
      },
      {
        title: 'Another flag for tokens, an empty name, and a file that a template may name',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
          spec:
            containers:
              - name: kube-apiserver
                image: registry.k8s.io/kube-apiserver:v1.37.0
                command: [kube-apiserver, --enable-bootstrap-token-auth=true, --token-auth-file=]
          ---
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              token-auth-file: {{ .Values.tokens }}
        `,
      },
    ],
  },

  *check(apiserver) {
    const option = apiserver.option('token-auth-file');
    if (textOf(option) === undefined) return;
    yield* expectNone(option, {
      message: 'Users are known by tokens that stand in a file in plain text',
      fix: 'Remove --token-auth-file',
      safety: 'unsafe',
    });
  },
});
