import { defineRule } from '../../engine/rule';
import { expectMode } from './authorization-modes';

export default defineRule({
  meta: {
    id: 'apiserver-authorization-mode-rbac',
    chapter: 'api-server',
    scope: 'kube-apiserver',
    title: 'No RBAC',
    summary: 'an API server that does not decide by RBAC',
    severity: 'error',
    default: 'on',
    fix: 'unsafe',
    standards: {
      nsa: ['NET-4', 'AA-2'],
      cis: { '1.12': ['1.2.8'] },
      owasp: { '2025': ['K02', 'K07'] },
      cwe: ['CWE-862'],
    },
    why: `
      Roles and bindings can be created, but nothing looks at them: what they seem to restrict is not restricted.
      Something else decides, often a rule that allows far more than anybody sees in the cluster.
    `,
    whenNotToFix: `
      Where a webhook decides instead, and knows the objects of RBAC or has rules as narrow.
    `,
    examples: [
      {
        title: 'Nodes and a webhook alone',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              authorization-mode: "Node,Webhook"
          #                       ^^^^^^^^^^^^^^ Roles and bindings have no effect: RBAC is not an authorization mode
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              authorization-mode: "Node,Webhook,RBAC"
        `,
      },
      {
        title: 'No mode at all',
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
          #         ^^^^^^^^^^^^^^ Roles and bindings have no effect: RBAC is not an authorization mode
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
                  - --authorization-mode=Node,RBAC
        `,
      },
      {
        title: 'What kubeadm gives, another spelling, a file, and what a template gives',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              - name: v
                value: "2"
          ---
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
                  - --authorization_mode
                  - Node,RBAC
          ---
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
                  - --authorization-config=/etc/kubernetes/authorization.yaml
          ---
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              authorization-mode: "Node,{{ .Values.mode }}"
        `,
      },
    ],
  },

  *check(apiserver) {
    yield* expectMode(apiserver, 'RBAC', 'Roles and bindings have no effect');
  },
});
