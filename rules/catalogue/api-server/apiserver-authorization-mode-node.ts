import { defineRule } from '../../engine/rule';
import { expectMode } from './authorization-modes';

export default defineRule({
  meta: {
    id: 'apiserver-authorization-mode-node',
    chapter: 'api-server',
    scope: 'kube-apiserver',
    title: 'No authorizer for nodes',
    summary: 'an API server without the authorizer for nodes',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: { cis: { '1.12': ['1.2.7'] }, owasp: { '2025': ['K07'] }, cwe: ['CWE-862'] },
    why: `
      The authorizer for nodes lets a kubelet read the Secrets and ConfigMaps of the pods on its own node, and no
      others. Without it kubelets have to be given these rights by RBAC, for all of them at once: who takes over one
      node then reads the Secrets of all.
    `,
    whenNotToFix: `
      Where the control plane has no nodes of its own, or an authorizer of yours decides for nodes.
    `,
    examples: [
      {
        title: "A list that takes the place of kubeadm's",
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              authorization-mode: RBAC
          #                       ^^^^ Nodes are not told apart by what runs on them: Node is not an authorization mode
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              authorization-mode: RBAC,Node
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
          #         ^^^^^^^^^^^^^^ Nodes are not told apart by what runs on them: Node is not an authorization mode
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
                  - RBAC,Node
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
              authorization-mode: "RBAC,{{ .Values.mode }}"
        `,
      },
    ],
  },

  *check(apiserver) {
    yield* expectMode(apiserver, 'Node', 'Nodes are not told apart by what runs on them');
  },
});
