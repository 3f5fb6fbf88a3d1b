import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'apiserver-bootstrap-token-auth',
    chapter: 'api-server',
    scope: 'kube-apiserver',
    title: 'Bootstrap tokens accepted',
    summary: 'an API server that is told to accept bootstrap tokens',
    severity: 'info',
    default: 'off',
    fix: 'none',
    noFix: `
      Nodes join with these tokens. Whether one still will, no manifest says.
    `,
    standards: { cis: { '1.12': ['3.1.3'] }, tob: ['TOB-K8S-TM17'], cwe: ['CWE-287'] },
    why: `
      A bootstrap token is a short word in a Secret that lets its bearer ask for the certificate of a node. It is meant for
      the minutes in which a node joins, and is often passed on in scripts and chats. Whoever finds one that is still good
      can bring a node of his own into the cluster, and is sent pods with their Secrets.
    `,
    whenNotToFix: `
      While nodes join, and wherever nodes come and go by themselves.
    `,
    examples: [
      {
        title: 'A static pod that accepts them',
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
                  - --enable-bootstrap-token-auth=true
          #                                       ^^^^ API server accepts bootstrap tokens
        `,
      },
      {
        title: 'Not accepted, and what kubeadm needs to let nodes join',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              - name: enable-bootstrap-token-auth
                value: "false"
          ---
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
        `,
      },
    ],
  },
  *check(apiserver) {
    const tokens = apiserver.option('enable-bootstrap-token-auth');
    if (!tokens.isGiven || !isKnown(tokens.boolean, true)) return;
    yield { at: tokens, message: 'API server accepts bootstrap tokens' };
  },
});
